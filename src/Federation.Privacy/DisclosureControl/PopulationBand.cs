namespace Federation.Privacy.DisclosureControl;

/// <summary>The size of a population as it is printed beside a figure.</summary>
public static class PopulationBand
{
    private static readonly int[] Edges = [10, 20, 50, 100, 200, 500, 1000];

    /// <summary>The label of a population that must not be published.</summary>
    public const string TooSmall = "<10";

    /// <summary>The band of a number of persons: <c>10-19</c> … <c>500-999</c>, <c>1000+</c>, or <see cref="TooSmall"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public static string Of(long persons)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(persons);
        var band = Array.FindLastIndex(Edges, edge => persons >= edge);
        if (band < 0) return TooSmall;
        return band == Edges.Length - 1 ? $"{Edges[band]}+" : $"{Edges[band]}-{Edges[band + 1] - 1}";
    }
}
