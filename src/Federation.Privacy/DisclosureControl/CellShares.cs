namespace Federation.Privacy.DisclosureControl;

/// <summary>Who stands behind one figure: what each person gave to it in all, the largest first.</summary>
/// <param name="Total">The figure: what all persons gave.</param>
/// <param name="Largest">What single persons gave, in falling order; at least the first <see cref="Kept"/> of them.</param>
public sealed record CellShares(long Total, IReadOnlyList<long> Largest)
{
    /// <summary>How many of the largest are looked at: rules of official statistics name one to three, five leaves room.</summary>
    public const int Kept = 5;

    /// <summary>The figure of persons who each gave this.</summary>
    /// <exception cref="OverflowException">The total passes the largest 64-bit number.</exception>
    public static CellShares Of(IEnumerable<long> values)
    {
        var (total, largest) = (0L, new List<long>(Kept + 1));
        foreach (var value in values)
        {
            total += value;
            if (largest.Count < Kept || value > largest[^1])
            {
                largest.Insert(largest.TakeWhile(larger => larger >= value).Count(), value);
                if (largest.Count > Kept)
                {
                    largest.RemoveAt(Kept);
                }
            }
        }

        return new CellShares(total, largest);
    }

    /// <summary>What the largest of them gave together.</summary>
    internal decimal Top(int count) => Largest.Take(count).Aggregate(0m, (sum, value) => sum + value);
}
