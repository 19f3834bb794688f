namespace Federation.Network.Tests;

/// <summary>Runs a program with another time than the machine's, by libfaketime.</summary>
internal static class WrongClock
{
    private static readonly string[] Libraries =
        ["/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"];

    /// <summary>Adds what makes the clock wrong. Durations stay right: only the time of day is another.</summary>
    public static Dictionary<string, string> Set(Dictionary<string, string> environment, string off)
    {
        var library = Libraries.FirstOrDefault(File.Exists);
        Assert.True(library is not null, "libfaketime is missing. Run ops/prepare, which installs the package faketime.");
        environment["LD_PRELOAD"] = library;
        environment["FAKETIME"] = off;
        environment["FAKETIME_DONT_FAKE_MONOTONIC"] = environment["DONT_FAKE_MONOTONIC"] = "1";
        environment["FAKETIME_FORCE_MONOTONIC_FIX"] = "0"; // of itself it guesses from glibc's version, and then every timed wait ends at once
        return environment;
    }
}
