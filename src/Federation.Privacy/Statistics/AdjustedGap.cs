namespace Federation.Privacy.Statistics;

/// <summary>
/// By how much one group gets less than another in the same position: what they get, against what they would if each position paid them as it pays the others,
/// <c>1 - sum(n first) / sum(n second)</c>, where n is how many of the first group are in the position. This is the unexplained part of the decomposition of Oaxaca (International Economic Review 14,
/// 1973) and Blinder (Journal of Human Resources 8, 1973) with nothing but the position to explain, which is direct standardisation (Kitagawa, Journal of the American Statistical Association 50, 1955).
/// </summary>
/// <param name="Gap">Part of the second group's mean that the first lacks; below zero when it gets more.</param>
/// <param name="Low">Lower bound of 95 per cent, by the delta method with the numbers of people held fixed.</param>
/// <param name="High">Upper bound.</param>
public sealed record AdjustedGap(double Gap, double Low, double High)
{
    /// <summary>The gap over some positions.</summary>
    /// <param name="positions">By position: how many of the first group, their mean, and the mean of the second.</param>
    /// <returns>Null where there is no position, or the second group gets nothing.</returns>
    public static AdjustedGap? Of(IReadOnlyList<(long Weight, MeanInterval First, MeanInterval Second)> positions)
    {
        double first = 0, second = 0, firstVariance = 0, secondVariance = 0;
        foreach (var (weight, own, others) in positions)
        {
            first += weight * own.Mean;
            second += weight * others.Mean;
            firstVariance += Math.Pow(weight, 2) * own.Variance;
            secondVariance += Math.Pow(weight, 2) * others.Variance;
        }

        if (second <= 0)
        {
            return null;
        }

        var ratio = first / second;
        var half = NormalQuantile.Of975 * Math.Sqrt(firstVariance + Math.Pow(ratio, 2) * secondVariance) / second;
        return new(1 - ratio, 1 - ratio - half, 1 - ratio + half);
    }
}
