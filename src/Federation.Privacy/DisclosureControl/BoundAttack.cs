using System.Numerics;

namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// Attacks one quantity as a reader can who knows that it is never negative: which values may a hidden figure have? Asked is whether every
/// value of its protection interval stays possible (Handbook on Statistical Disclosure Control, ch. 4.4.2). Answered by linear programming,
/// exactly, for each part of the table whose hidden cells hang together.
/// </summary>
/// <param name="lattice">The table's cells.</param>
/// <param name="quantity">What is attacked.</param>
internal sealed class BoundAttack(Lattice lattice, Quantity quantity)
{
    /// <summary>The protection intervals of which something can be ruled out.</summary>
    /// <param name="isHidden">By cell.</param>
    /// <param name="least">What readers know every hidden cell to hold at least.</param>
    public IReadOnlyList<(int Cell, NarrowInterval Interval)> Narrow(bool[] isHidden, long least)
    {
        long[] known = [.. quantity.Values.Select((value, cell) => isHidden[cell] ? 0 : value)];
        var floors = Floors(least);
        return [.. HiddenEquation.Parts(HiddenEquation.Of(quantity.Relations, isHidden, [known])).SelectMany(part => Narrow(part, least, floors))];
    }

    // What a cell holds at least when all is hidden: one for each cell under it that holds somebody, and where it is all there is of a margin, what that holds. Lower
    // nobody can be led to believe.
    private long[] Floors(long least)
    {
        var floors = quantity.Values.Select(value => value > 0 ? least : 0).ToArray();
        while (quantity.Relations.Aggregate(false, (rose, relation) => Rises(floors, relation) | rose))
        {
            // each round raises a whole number that the true value bounds
        }

        return floors;
    }

    private bool Rises(long[] floors, Relation relation)
    {
        var before = floors[relation.Margin];
        floors[relation.Margin] = Math.Max(before, relation.Children.Sum(cell => floors[cell]));
        var rose = floors[relation.Margin] > before;
        if (relation.Children.Where(cell => quantity.Values[cell] > 0).Take(2).ToList() is [var only] && floors[only] < floors[relation.Margin])
        {
            floors[only] = floors[relation.Margin];
            rose = true;
        }

        return rose;
    }

    private List<(int Cell, NarrowInterval Interval)> Narrow(IReadOnlyList<HiddenEquation> part, long least, long[] floors)
    {
        if (!part.Any(equation => equation.Terms.Any(term => quantity.Protected[term.Cell] is not null)))
        {
            return [];
        }

        // What is held above the least is what may be anything from zero.
        List<HiddenEquation> above = [.. part.Select(equation => equation with { Sums = [equation.Sums[0] - equation.Terms.Sum(term => term.Factor * least)] })];
        try
        {
            return Narrow(HiddenPart<long>.Of(above), least, floors);
        }
        catch (OverflowException)
        {
            return Narrow(HiddenPart<BigInteger>.Of(above), least, floors);
        }
    }

    private List<(int Cell, NarrowInterval Interval)> Narrow<T>(HiddenPart<T> part, long least, long[] floors) where T : struct, IBinaryInteger<T>
    {
        var region = new FeasibleRegion<T>(part.Echelon);
        // What was possible at some corner needs no asking.
        var seen = new Corners<T>([.. part.Cells.Select(cell => quantity.Protected[cell] is { } interval
            ? new ProtectionInterval(Math.Max(floors[cell], interval.Low) - least, interval.High - least) : null)]);
        seen.Note(region);
        var narrow = new List<(int, NarrowInterval)>();
        for (var place = 0; place < part.Cells.Length; place++)
        {
            if (seen.High(place) is { } high && region.Largest(place, high, seen.Note) is { } most)
            {
                narrow.Add(Found(part.Cells[place], most, high));
            }

            if (seen.Low(place) is { } low && region.Smallest(place, low, seen.Note) is { } fewest)
            {
                narrow.Add(Found(part.Cells[place], fewest, low));
            }
        }

        return narrow;

        (int, NarrowInterval) Found(int cell, BigInteger bound, long needed) =>
            (cell, new NarrowInterval(lattice.CodesOf(cell), quantity.Name, (long)bound + least, needed + least));
    }
}
