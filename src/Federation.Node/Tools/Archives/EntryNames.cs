using System.Text;

namespace Federation.Node.Tools.Archives;

/// <summary>Looks at the name of every entry, as the file system of whoever unpacks it would.</summary>
internal sealed class EntryNames
{
    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private readonly HashSet<string> files = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    /// <summary>Reads a name's bytes.</summary>
    /// <exception cref="ArchiveFault">They are not UTF-8.</exception>
    public static string Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new ArchiveFault("A name in it is not UTF-8.");
        }
    }

    /// <summary>Takes note of an entry.</summary>
    /// <exception cref="ArchiveFault">It would be written outside its folder, over another, or is one too many.</exception>
    public void Add(string name, bool isFolder)
    {
        if (++Count > ToolLimits.MostEntries)
        {
            throw new ArchiveFault($"It holds more than {ToolLimits.MostEntries} files and folders.");
        }

        if (name.Length == 0 || name.Any(char.IsControl))
        {
            throw new ArchiveFault("A name in it is empty or holds control characters.");
        }

        // Both separators and the drive's colon: the archive may be unpacked on any system.
        var parts = name.Split('/', '\\');
        if (parts[0].Length == 0 || parts.Contains("..") || parts[0].Contains(':', StringComparison.Ordinal))
        {
            throw new ArchiveFault($"The entry '{Shown(name)}' would be unpacked outside its folder.");
        }

        var path = string.Join('/', parts.Where(part => part is not ("" or ".")));
        if (!isFolder && !files.Add(path))
        {
            throw new ArchiveFault($"Two entries would be unpacked as '{Shown(path)}'.");
        }
    }

    /// <summary>A name as far as a sentence can hold it.</summary>
    public static string Shown(string name) => new([.. name.Take(80).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
