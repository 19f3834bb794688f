namespace Federation.Privacy.Statistics;

/// <summary>
/// The score interval of a share: which shares of everybody are compatible with what was counted, if those counted were drawn at random (E. B. Wilson, Journal of the American
/// Statistical Association 22, 1927). Unlike the textbook's it stays within 0 and 1, and holds for few people.
/// </summary>
/// <param name="Share">Part of the whole that was counted, 0 to 1.</param>
/// <param name="Low">Lower bound, 0 to 1.</param>
/// <param name="High">Upper bound, 0 to 1.</param>
public sealed record WilsonInterval(double Share, double Low, double High)
{
    /// <summary>The interval of 95 per cent.</summary>
    /// <param name="part">People of whom it is true.</param>
    /// <param name="whole">People counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nobody was counted, or the part is not within the whole.</exception>
    public static WilsonInterval Of(long part, long whole)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(whole, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(part, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, whole);
        double n = whole, share = part / n, square = NormalQuantile.Of975 * NormalQuantile.Of975;
        var middle = (share + square / (2 * n)) / (1 + square / n);
        var half = NormalQuantile.Of975 / (1 + square / n) * Math.Sqrt(share * (1 - share) / n + square / (4 * n * n));
        return new(share, Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
