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
    long Within(double percent)
    {
        var (low, high) = (-1L, 1L);
        while (2 * Above(high) > 1 - percent / 100)
        {
            (low, high) = (high, 2 * high);
        }

        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            (low, high) = 2 * Above(middle) > 1 - percent / 100 ? (middle, high) : (low, middle);
        }

        return high;
    }
}
