using System.Numerics;

namespace Federation.Privacy.DisclosureControl;

/// <summary>Which ends of protection intervals were seen to be possible, on the way to others.</summary>
/// <param name="intervals">By unknown; null where nothing is asked.</param>
internal sealed class Corners<T>(ProtectionInterval?[] intervals) where T : struct, IBinaryInteger<T>
{
    private readonly bool[] low = new bool[intervals.Length];
    private readonly bool[] high = new bool[intervals.Length];

    /// <summary>The low end of an unknown's interval, as long as it was not seen to be possible.</summary>
    public long? Low(int unknown) => low[unknown] ? null : intervals[unknown]?.Low;

    /// <summary>The high end.</summary>
    /// <inheritdoc cref="Low"/>
    public long? High(int unknown) => high[unknown] ? null : intervals[unknown]?.High;

    /// <summary>Looks at a corner.</summary>
    public void Note(FeasibleRegion<T> region)
    {
        var isZero = new bool[intervals.Length];
        Array.Fill(isZero, true);
        foreach (var (unknown, value, over) in region.Corner)
        {
            isZero[unknown] = T.IsZero(value);
            if (intervals[unknown] is { } interval)
            {
                low[unknown] |= value <= over * T.CreateChecked(interval.Low);
                high[unknown] |= value >= over * T.CreateChecked(interval.High);
            }
        }

        for (var unknown = 0; unknown < isZero.Length; unknown++)
        {
            low[unknown] |= isZero[unknown];
            high[unknown] |= isZero[unknown] && intervals[unknown] is { High: <= 0 };
        }
    }
}
