namespace Federation.Privacy.DifferentialPrivacy;

/// <summary>
/// From rho of zero-concentrated differential privacy, in which losses add up, to the epsilon and delta that people know (CKS20,
/// proposition 12, with the best order).
/// </summary>
public static class ZeroConcentrated
{
    private const int Halvings = 200;

    /// <summary>The delta that goes with an epsilon: how likely the loss is to be larger.</summary>
    /// <param name="rho">Zero or more.</param>
    /// <param name="epsilon">Zero or more.</param>
    public static double Delta(double rho, double epsilon)
    {
        if (rho == 0)
        {
            return 0;
        }

        // The exponent is convex in the order: halve where its slope changes its sign.
        var (low, high) = (1.0, (epsilon + 1) / (2 * rho) + 2);
        var order = high;
        for (var halving = 0; halving < Halvings; halving++)
        {
            order = low + (high - low) / 2;
            var slope = (2 * order - 1) * rho - epsilon + Math.Log(1 - 1 / order);
            (low, high) = slope < 0 ? (order, high) : (low, order);
        }

        return order <= 1 ? 1 : Math.Min(1, Math.Exp((order - 1) * (order * rho - epsilon) + order * Math.Log(1 - 1 / order)) / (order - 1));
    }

    /// <summary>The smallest epsilon that goes with a delta.</summary>
    /// <param name="rho">Zero or more.</param>
    /// <param name="delta">Above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Delta is not between 0 and 1.</exception>
    public static double Epsilon(double rho, double delta)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(delta);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(delta, 1);
        return Smallest(rho + 2 * Math.Sqrt(rho * Math.Log(1 / delta)), epsilon => Delta(rho, epsilon) <= delta);
    }

    /// <summary>The largest rho that keeps to an epsilon and a delta.</summary>
    /// <param name="epsilon">Zero or more.</param>
    /// <param name="delta">Above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Delta is not between 0 and 1.</exception>
    public static double Rho(double epsilon, double delta)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(delta);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(delta, 1);
        return Smallest(epsilon + 1, rho => Delta(rho, epsilon) > delta);
    }

    // Between zero and a value that is enough.
    private static double Smallest(double enough, Func<double, bool> isEnough)
    {
        var (low, high) = (0.0, enough);
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = low + (high - low) / 2;
            (low, high) = isEnough(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }
}
