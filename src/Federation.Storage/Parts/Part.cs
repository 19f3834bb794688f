namespace Federation.Storage.Parts;

/// <summary>A range of one of the contents from which another is put together.</summary>
/// <param name="Source">Its place in the list of them.</param>
/// <param name="From">The first byte.</param>
/// <param name="Length">How many; at least one.</param>
public readonly record struct Part(int Source, long From, long Length)
{
    /// <summary>The byte after the last.</summary>
    public long To => From + Length;

    /// <summary>Adds a range to a list, as one with the last if it continues that.</summary>
    public static void Append(List<Part> parts, Part next)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts is [.., var last] && last.Source == next.Source && last.To == next.From)
        {
            parts[^1] = last with { Length = last.Length + next.Length };
        }
        else
        {
            parts.Add(next);
        }
    }

    /// <summary>What a range of a content is put together from.</summary>
    /// <param name="parts">What the whole content is put together from.</param>
    /// <param name="from">The first byte.</param>
    /// <param name="length">How many, all of them within the content.</param>
    public static IEnumerable<Part> Within(IReadOnlyList<Part> parts, long from, long length)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var begin = 0L;
        foreach (var part in parts)
        {
            var (first, end) = (Math.Max(from, begin), Math.Min(from + length, begin + part.Length));
            if (first < end)
            {
                yield return part with { From = part.From + first - begin, Length = end - first };
            }
            begin += part.Length;
        }
    }
}
