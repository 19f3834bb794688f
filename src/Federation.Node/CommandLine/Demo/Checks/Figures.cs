namespace Federation.Node.CommandLine.Demo.Checks;

/// <summary>What one cell holds.</summary>
/// <param name="Persons">Distinct persons.</param>
/// <param name="Contributions">Persons times weeks.</param>
/// <param name="Measures">Sums in the order of the table's measures.</param>
internal sealed record Figures(long Persons, long Contributions, IReadOnlyList<long> Measures)
{
    public static Figures Plus(Figures left, Figures right) => new(
        left.Persons + right.Persons, left.Contributions + right.Contributions, [.. left.Measures.Zip(right.Measures, (a, b) => a + b)]);

    public bool Equals(Figures? other) =>
        other is not null && Persons == other.Persons && Contributions == other.Contributions && Measures.SequenceEqual(other.Measures);

    public override int GetHashCode() => HashCode.Combine(Persons, Contributions);

    public override string ToString() => $"{Persons} persons, {Contributions} contributions, {string.Join('/', Measures)}";
}
