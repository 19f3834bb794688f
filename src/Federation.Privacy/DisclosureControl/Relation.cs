namespace Federation.Privacy.DisclosureControl;

/// <summary>A margin is the sum of the cells it totals along one dimension.</summary>
internal sealed record Relation(int Margin, int Dimension, int[] Children)
{
    /// <summary>The margin and its children.</summary>
    public IEnumerable<int> Cells => Children.Append(Margin);
}
