using System.Text;

namespace Federation.Node.Members.Exports;

/// <summary>
/// A folder of the archive, in which each name is given once. Names are such that every system unpacks them where they belong: no separator, no
/// way up, nothing that Windows takes for a device or a drive, and none that differ only in case.
/// </summary>
public sealed class ExportFolder
{
    private static readonly string[] Devices =
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(number => new[] { $"com{number}", $"lpt{number}" })];

    /// <summary>Bytes of a path: what Linux opens at most, with room for the folder it is unpacked into.</summary>
    private const int LongestPath = 3000;

    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="path">From the top of the archive, with a slash at its end; empty: the top itself.</param>
    public ExportFolder(string path) => Path = path;

    /// <summary>From the top of the archive, with a slash at its end.</summary>
    public string Path { get; }

    /// <summary>The path of a file in it.</summary>
    /// <param name="name">What it is called here.</param>
    public string File(string name) => Path + Free(name);

    /// <summary>A folder in it; itself where the path would be too long, so that all that lies deeper comes here.</summary>
    /// <param name="name">What it is called here.</param>
    public ExportFolder Folder(string name) =>
        Encoding.UTF8.GetByteCount(Path) + Encoding.UTF8.GetByteCount(name) > LongestPath ? this : new(Path + Free(name) + "/");

    /// <summary>A name that any system can give a file.</summary>
    public static string Safe(string name)
    {
        var safe = string.Concat(name.Select(c => char.IsControl(c) || "<>:\"/\\|?*".Contains(c, StringComparison.Ordinal) ? '_' : c));
        safe = safe.TrimEnd('.', ' ') is { } bare && bare.Length < safe.Length ? bare + "_" : safe;
        return safe.Length == 0 || Devices.Contains(safe.Split('.')[0].Trim(), StringComparer.OrdinalIgnoreCase) ? "_" + safe : safe;
    }

    private string Free(string name)
    {
        var safe = Safe(name);
        var dot = safe.LastIndexOf('.');
        var (stem, extension) = dot > 0 ? (safe[..dot], safe[dot..]) : (safe, "");
        for (var time = 2; !taken.Add(safe); time++)
        {
            safe = $"{stem} ({time}){extension}";
        }

        return safe;
    }
}
