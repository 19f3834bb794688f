using System.Numerics;

namespace Federation.Privacy.DifferentialPrivacy;

/// <summary>Noise of whole numbers around zero, as often above as below.</summary>
public interface INoise
{
    /// <summary>Draws one.</summary>
    BigInteger Sample(IRandomBytes chance);

    /// <summary>How likely one value is.</summary>
    double Probability(long value);

    /// <summary>How likely a larger value is.</summary>
    double Above(long value);

    /// <summary>The smallest distance that the noise does not pass in so many of a hundred cases.</summary>
    /// <param name="percent">0 to below 100.</param>
    long Within(double percent) => First(-1, value => 2 * Above(value) <= 1 - percent / 100);

    /// <summary>The first value above another of which something holds that goes on to hold from there.</summary>
    internal static long First(long above, Func<long, bool> holds)
    {
        var (low, step) = (above, 1L);
        while (!holds(low + step))
        {
            (low, step) = (low + step, 2 * step);
        }

        var high = low + step;
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            (low, high) = holds(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }
}
