using System.Globalization;

namespace Federation.Network.Tests.Hostile;

/// <summary>Memory of a running process, as the kernel counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>Resident megabytes.</summary>
    public static double Resident(int process) =>
        double.Parse(File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    /// <summary>The most it held while something was done, in megabytes.</summary>
    public static async Task<double> Peak(int process, Func<Task> work)
    {
        var peak = Resident(process);
        var working = work();
        while (await Task.WhenAny(working, Task.Delay(50)) != working)
        {
            peak = Math.Max(peak, Resident(process));
        }

        await working;
        return Math.Max(peak, Resident(process));
    }
}
