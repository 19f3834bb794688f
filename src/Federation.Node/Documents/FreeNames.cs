using System.Text;

namespace Federation.Node.Documents;

/// <summary>Finds a name that is free, when the one wanted is taken.</summary>
internal static class FreeNames
{
    /// <summary>The name itself, or the first with a tail before its extension that is not taken; never longer than a name may be.</summary>
    /// <param name="tail">What to add at the first, second, ... attempt.</param>
    public static string Beside(string name, bool isFolder, Func<int, string> tail, IReadOnlySet<string> taken)
    {
        if (!taken.Contains(name))
        {
            return name;
        }

        var dot = isFolder ? -1 : name.LastIndexOf('.');
        var (stem, extension) = dot > 0 ? (name[..dot], name[dot..]) : (name, "");
        for (var time = 1; ; time++)
        {
            var end = tail(time) + extension;
            var other = Shortened(stem, DocumentLimits.LongestName - Encoding.UTF8.GetByteCount(end)) + end;
            if (!taken.Contains(other))
            {
                return other;
            }
        }
    }

    private static string Shortened(string stem, int bytes)
    {
        var (length, kept) = (0, 0);
        foreach (var rune in stem.EnumerateRunes())
        {
            if ((length += rune.Utf8SequenceLength) > bytes)
            {
                break;
            }

            kept += rune.Utf16SequenceLength;
        }

        return stem[..kept];
    }
}
