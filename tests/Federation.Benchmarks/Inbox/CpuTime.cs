using System.Globalization;

namespace Federation.Benchmarks.Inbox;

/// <summary>CPU that a process and its children took, as the kernel counts it.</summary>
internal static class CpuTime
{
    private const double TicksPerSecond = 100; // USER_HZ, proc(5)

    /// <summary>Seconds of a process, the children it waited for included.</summary>
    public static double Of(int pid)
    {
        var fields = Fields(pid);
        return fields.Length == 0 ? 0 : fields[11..15].Sum(each => double.Parse(each, CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    /// <summary>Seconds of a process and all its living children.</summary>
    public static double OfFamily(int pid) => Of(pid) + Directory.GetDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var child) ? child : 0)
        .Where(child => child > 0 && Fields(child) is [_, var parent, ..] && parent == pid.ToString(CultureInfo.InvariantCulture))
        .Sum(Of);

    // After the name, which may hold anything: state, parent, …
    private static string[] Fields(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return []; // it ended meanwhile
        }
    }
}
