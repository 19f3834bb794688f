namespace Federation.Privacy.Statistics;

/// <summary>
/// A mean and how sure it is, of a sum and a sum of squares: which means of everybody are compatible with what was counted, if those counted were drawn at random (Student,
/// Biometrika 6, 1908). The quantile is approximated (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5), to a thousandth from ten people on.
/// </summary>
/// <param name="Mean">The mean, in the unit of what was summed.</param>
/// <param name="Low">Lower bound of 95 per cent.</param>
/// <param name="High">Upper bound.</param>
/// <param name="Variance">Estimated variance of the mean (not of single figures), in the unit squared.</param>
public sealed record MeanInterval(double Mean, double Low, double High, double Variance)
{
    /// <summary>The interval of 95 per cent.</summary>
    /// <param name="sum">What all gave.</param>
    /// <param name="squares">The squares of what each gave, added up.</param>
    /// <param name="count">How many, 2 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Of one figure nobody knows how sure it is.</exception>
    public static MeanInterval Of(long sum, long squares, long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var mean = (decimal)sum / count;
        // In decimals: the difference of two large numbers is small. A peer's squares may be less than they can be; then nothing is known of the spread.
        var spread = Math.Max(0, squares - mean * sum) / (count - 1);
        var variance = (double)(spread / count);
        var half = Student(count - 1) * Math.Sqrt(variance);
        return new((double)mean, (double)mean - half, (double)mean + half, variance);
    }

    private static double Student(long freedom)
    {
        double z = NormalQuantile.Of975, n = freedom;
        return z + (Math.Pow(z, 3) + z) / (4 * n) + (5 * Math.Pow(z, 5) + 16 * Math.Pow(z, 3) + 3 * z) / (96 * n * n)
            + (3 * Math.Pow(z, 7) + 19 * Math.Pow(z, 5) + 17 * Math.Pow(z, 3) - 15 * z) / (384 * n * n * n);
    }
}
