using System.Numerics;

namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// What anybody can say of the figures that a published table hides: none is negative, margins are the sums of their parts, and persons who
/// stand under several codes are in the total once. The interval that an attacker is left with is the one that is honest to state.
/// Nothing enters but what the table publishes.
/// </summary>
internal sealed class FeasibleIntervals
{
    /// <summary>
    /// Hidden cells that hang together at most for the closest intervals there are, two linear programmes a cell and figure: milliseconds. In
    /// larger parts each sum is looked at by itself, which holds as well and may be wider.
    /// </summary>
    public const int Closest = 60;

    /// <summary>How often all sums are looked at: what one says of a cell passes through so many others.</summary>
    public const int Rounds = 8;

    private readonly FeasibleInterval[][] intervals; // by figure, by cell
    private readonly Lattice lattice;

    /// <param name="table">A published table; cells that are short of what its own sources hide are taken between its own bounds.</param>
    /// <exception cref="ArgumentException">A cell that is not in its dimensions.</exception>
    public FeasibleIntervals(GatedTable table)
    {
        lattice = new Lattice(table.Dimensions, table.Crossings);
        var adding = lattice.Relations.Where(relation => !table.Dimensions[relation.Dimension].PersonsRepeat).ToList();
        intervals = [.. Enumerable.Range(0, table.Measures.Count + Quantity.Counts).Select(figure => Published(table, figure))];
        if (intervals.All(each => each.All(interval => interval.IsKnown)))
        {
            return;
        }

        for (var figure = 0; figure < intervals.Length; figure++)
        {
            var isPersons = figure == 0;
            for (var (round, isCloser) = (0, true); isCloser && round < Rounds; round++)
            {
                isCloser = lattice.Relations.Aggregate(false, (closer, relation) =>
                    (!isPersons || !table.Dimensions[relation.Dimension].PersonsRepeat ? Add(intervals[figure], relation) : Cover(intervals[figure], relation)) | closer);
            }

            Solve(intervals[figure], isPersons ? adding : lattice.Relations);
        }
    }

    /// <summary>The bounds of one cell.</summary>
    public CellBounds At(IReadOnlyList<string?> codes)
    {
        var cell = lattice.IndexOf(codes);
        return new CellBounds([.. intervals.Select(each => each[cell].Low)], [.. intervals.Select(each => each[cell].High)]);
    }

    private FeasibleInterval[] Published(GatedTable table, int figure)
    {
        var published = new FeasibleInterval[lattice.Count];
        Array.Fill(published, new FeasibleInterval(0, 0)); // a cell in neither list holds nobody
        foreach (var cell in table.Suppressed)
        {
            published[lattice.IndexOf(cell.Codes)] = new FeasibleInterval(0, null);
        }

        foreach (var cell in table.Published)
        {
            var shown = cell.Figure(figure);
            published[lattice.IndexOf(cell.Codes)] = cell.MissingSources == 0
                ? new FeasibleInterval(shown, shown)
                : new FeasibleInterval(cell.Bounds?.Low[figure] ?? shown, cell.Bounds?.High[figure]);
        }

        return published;
    }

    // The margin is the sum: each part is what the others leave of it.
    private static bool Add(FeasibleInterval[] of, Relation relation)
    {
        var low = relation.Children.Sum(cell => of[cell].Low);
        var ends = relation.Children.Where(cell => of[cell].High is null).ToList();
        var high = relation.Children.Sum(cell => of[cell].High ?? 0);
        var isCloser = Put(of, relation.Margin, low, ends.Count == 0 ? high : null);
        var margin = of[relation.Margin];
        foreach (var cell in relation.Children)
        {
            var isOnlyEnd = ends.Count == 0 || (ends.Count == 1 && ends[0] == cell);
            isCloser |= Put(of, cell, isOnlyEnd ? margin.Low - (high - (of[cell].High ?? 0)) : 0, margin.High - (low - of[cell].Low));
        }

        return isCloser;
    }

    // The margin holds everybody of its parts, and nobody else.
    private static bool Cover(FeasibleInterval[] of, Relation relation)
    {
        var isCloser = Put(of, relation.Margin, relation.Children.Max(cell => of[cell].Low),
            relation.Children.All(cell => of[cell].High is not null) ? relation.Children.Sum(cell => of[cell].High!.Value) : null); // just looked
        return relation.Children.Aggregate(isCloser, (closer, cell) => Put(of, cell, 0, of[relation.Margin].High) | closer);
    }

    private static bool Put(FeasibleInterval[] of, int cell, long low, long? high)
    {
        var before = of[cell];
        of[cell] = before.And(low, high);
        return of[cell] != before;
    }

    private static void Solve(FeasibleInterval[] of, IReadOnlyList<Relation> relations)
    {
        bool[] isOpen = [.. of.Select(interval => !interval.IsKnown)];
        long[] lows = [.. of.Select(interval => interval.Low)];
        foreach (var part in HiddenEquation.Parts(HiddenEquation.Of(relations, isOpen, [[.. lows.Select((low, cell) => isOpen[cell] ? 0 : low)]])))
        {
            if (part.SelectMany(equation => equation.Terms).Select(term => term.Cell).Distinct().Count() > Closest)
            {
                continue;
            }

            // What is above the lowest may be anything from zero.
            List<HiddenEquation> above = [.. part.Select(equation => equation with { Sums = [equation.Sums[0] - equation.Terms.Sum(term => term.Factor * lows[term.Cell])] })];
            var far = above.Sum(equation => Math.Abs(equation.Sums[0])) + 1; // whoever gets there is taken to have no end
            try
            {
                Solve(of, HiddenPart<long>.Of(above), lows, far);
            }
            catch (OverflowException)
            {
                Solve(of, HiddenPart<BigInteger>.Of(above), lows, far);
            }
            catch (ArgumentException)
            {
                // A peer's table says what cannot be: no closer intervals follow from it.
            }
        }
    }

    private static void Solve<T>(FeasibleInterval[] of, HiddenPart<T> part, long[] lows, long far) where T : struct, IBinaryInteger<T>
    {
        var region = new FeasibleRegion<T>(part.Echelon);
        foreach (var (cell, place) in part.Cells.Select((cell, place) => (cell, place)))
        {
            var most = region.Largest(place, far, _ => { });
            var least = region.Smallest(place, 0, _ => { });
            Put(of, cell, lows[cell] + (long)(least ?? 0), most is { } end ? lows[cell] + (long)end : null);
        }
    }
}
