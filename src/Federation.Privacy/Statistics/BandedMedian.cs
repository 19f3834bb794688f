namespace Federation.Privacy.Statistics;

/// <summary>
/// In which band the middle person of some people lies, and how sure that is, of nothing but how many are in each band. Within a band nobody's figure is known, so the figure is that of
/// people spread evenly over it (the grouped median of every textbook), and the interval ends at the edges of bands: it takes no distribution for granted. Its ranks are
/// <c>n/2 ± 1.96 √n/2</c>, those of the order statistics between which the median of everybody lies in at least 95 of 100 draws (W. J. Conover, Practical Nonparametric Statistics, 3.2).
/// </summary>
/// <param name="First">Band of the middle person, counted from 0; where bands are hidden the lowest that it can be.</param>
/// <param name="Last">The same, the highest; another than <paramref name="First"/> also where half lie below an edge and half above.</param>
/// <param name="Figure">The median; null where a band is hidden, or where the band has an open end.</param>
/// <param name="Low">Lower end of 95 per cent; null where a band is hidden, or open below.</param>
/// <param name="High">Upper end; null where a band is hidden, or open above.</param>
public sealed record BandedMedian(int First, int Last, double? Figure, double? Low, double? High)
{
    /// <summary>The median of some people.</summary>
    /// <param name="counts">How many are in each band, rising; null where that is hidden.</param>
    /// <param name="whole">How many there are in all.</param>
    /// <param name="edges">Lower end of the first band, then the upper end of each; null: open. The upper end belongs to its band.</param>
    /// <returns>Null where nobody is counted, or the counts are not those of so many people.</returns>
    /// <exception cref="ArgumentException">There is not one edge more than bands.</exception>
    public static BandedMedian? Of(IReadOnlyList<long?> counts, long whole, IReadOnlyList<double?> edges)
    {
        if (edges.Count != counts.Count + 1)
        {
            throw new ArgumentException("A band has two ends.", nameof(edges));
        }

        var known = counts.Sum(count => count ?? 0);
        var hidden = whole - known;
        if (whole < 1 || counts.Any(count => count < 0) || hidden < 0 || (hidden > 0 && !counts.Contains(null)))
        {
            return null;
        }

        // Up to each band at most: everybody hidden so far. At least: but for those who may be hidden further on.
        var most = Running(counts, hidden);
        var least = Enumerable.Range(0, counts.Count).Select(band => counts.Skip(band + 1).Contains(null) ? most[band] - (counts.Take(band + 1).Contains(null) ? hidden : 0) : most[band]).ToArray();
        var (lower, upper) = ((whole + 1) / 2, whole / 2 + 1);
        var (first, last) = (BandOf(most, lower), BandOf(least, upper));
        if (counts.Contains(null))
        {
            return new BandedMedian(first, last, null, null, null);
        }

        var half = NormalQuantile.Of975 * Math.Sqrt(whole) / 2;
        var (from, to) = ((long)Math.Floor(whole / 2.0 - half), (long)Math.Ceiling(1 + whole / 2.0 + half));
        return new BandedMedian(first, last, Within(most, whole / 2.0, first, edges),
            from < 1 ? edges[0] : edges[BandOf(most, from)], to > whole ? edges[^1] : edges[BandOf(most, to) + 1]);
    }

    private static long[] Running(IReadOnlyList<long?> counts, long hidden)
    {
        var sums = new long[counts.Count];
        for (var (band, sum, isHidden) = (0, 0L, false); band < sums.Length; band++)
        {
            sum += counts[band] ?? 0;
            isHidden |= counts[band] is null;
            sums[band] = sum + (isHidden ? hidden : 0);
        }

        return sums;
    }

    private static int BandOf(long[] upTo, long rank) => Array.FindIndex(upTo, sum => sum >= rank);

    private static double? Within(long[] upTo, double rank, int band, IReadOnlyList<double?> edges)
    {
        var below = band == 0 ? 0 : upTo[band - 1];
        return edges[band] + (edges[band + 1] - edges[band]) * ((rank - below) / (upTo[band] - below));
    }
}
