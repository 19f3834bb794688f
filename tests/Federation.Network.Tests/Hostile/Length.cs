using System.Globalization;

namespace Federation.Network.Tests.Hostile;

/// <summary>
/// How long the long tests are, and with what seed. <c>FEDERATION_LONG=1</c> runs their long form, by hand; <c>FEDERATION_SEED</c> repeats a run that failed.
/// </summary>
internal static class Length
{
    /// <summary>True for the long form.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("FEDERATION_LONG") == "1";

    /// <summary>The seed of everything that is left to chance; named in every failure.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("FEDERATION_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 20261124;
}
