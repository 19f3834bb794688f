namespace Federation.Privacy.DisclosureControl;

/// <summary>The codes of one dimension as places of a tree: single codes, groups of them, and the total of all, which comes last.</summary>
internal sealed class CodeTree
{
    private readonly Dictionary<string, int> places;
    private readonly int[] above; // by code: the place that adds it up
    private readonly int[][] parts;
    private readonly int[] heights;

    /// <param name="dimension">The dimension.</param>
    /// <exception cref="ArgumentException">It is empty or repeats a code, or a code is in one that there is not, or in itself.</exception>
    public CodeTree(Dimension dimension)
    {
        Total = dimension.Codes.Count;
        if (Total == 0 || dimension.Codes.Distinct(StringComparer.Ordinal).Count() != Total)
        {
            throw new ArgumentException($"Dimension {dimension.Name} is empty or repeats a code.", nameof(dimension));
        }

        places = dimension.Codes.Select((code, place) => (code, place)).ToDictionary(pair => pair.code, pair => pair.place, StringComparer.Ordinal);
        if (dimension.Within.FirstOrDefault(pair => !places.ContainsKey(pair.Key) || !places.ContainsKey(pair.Value)) is { Key: not null } stray)
        {
            throw new ArgumentException($"Dimension {dimension.Name} has no code {(places.ContainsKey(stray.Key) ? stray.Value : stray.Key)}.", nameof(dimension));
        }

        above = [.. dimension.Codes.Select(code => dimension.Within.TryGetValue(code, out var group) ? places[group] : Total)];
        parts = [.. Enumerable.Range(0, Total + 1).Select(place => Enumerable.Range(0, Total).Where(code => above[code] == place).ToArray())];
        heights = new int[Total + 1];
        for (var code = 0; code < Total; code++)
        {
            var steps = 1;
            for (var group = above[code]; group != Total; group = above[group])
            {
                heights[group] = Math.Max(heights[group], steps++);
                if (steps > Total)
                {
                    throw new ArgumentException($"The code {dimension.Codes[code]} of dimension {dimension.Name} is in itself.", nameof(dimension));
                }
            }

            heights[Total] = Math.Max(heights[Total], steps);
        }
    }

    /// <summary>The place of the total; those before it are the codes in their order.</summary>
    public int Total { get; }

    /// <summary>The place of a code; null when there is none.</summary>
    public int? Find(string code) => places.TryGetValue(code, out var place) ? place : null;

    /// <summary>The places that one adds up; none for a single code.</summary>
    public IReadOnlyList<int> Parts(int place) => parts[place];

    /// <summary>How many sums stand between a place and the single codes under it, at most: 0 for a single code.</summary>
    public int Height(int place) => heights[place];

    /// <summary>A place, the groups that it is in, the total.</summary>
    public IEnumerable<int> Upwards(int place)
    {
        yield return place;
        while (place != Total)
        {
            yield return place = above[place];
        }
    }

    /// <summary>True when two have the same places in the same tree.</summary>
    public bool IsLike(CodeTree other) => above.SequenceEqual(other.above) && places.Keys.All(code => other.Find(code) == places[code]);
}
