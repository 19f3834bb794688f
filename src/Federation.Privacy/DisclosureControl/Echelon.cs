using System.Numerics;

namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// Linear equations between unknowns in whole numbers, solved for as many unknowns as there are independent equations: each row says what
/// one unknown, its own, is by the free ones. The numbers of a row are numerators over a denominator of the row, in lowest terms: nothing
/// is ever rounded, and what a table is made of stays small.
/// </summary>
/// <typeparam name="T">Whole numbers: 64-bit ones, and when these overflow ones without limit.</typeparam>
internal sealed class Echelon<T> where T : struct, IBinaryInteger<T>
{
    private readonly List<T[]> rows = [];
    private readonly List<T[]> sums = [];
    private readonly List<T> denominators = [];
    private readonly List<int> own = [];
    private readonly int[] free;
    private readonly int[] rowOf;
    private readonly int[] columnOf;

    /// <param name="unknowns">How many unknowns there are, numbered from zero.</param>
    public Echelon(int unknowns)
    {
        free = [.. Enumerable.Range(0, unknowns)];
        columnOf = [.. free];
        rowOf = [.. free.Select(_ => -1)];
        Width = unknowns;
    }

    /// <summary>How many rows there are: independent equations.</summary>
    public int Rank => rows.Count;

    /// <summary>How many unknowns are free: columns.</summary>
    public int Width { get; private set; }

    /// <summary>True when no values of the unknowns satisfy all equations.</summary>
    public bool IsContradiction { get; private set; }

    /// <summary>The unknown of a row.</summary>
    public int Own(int row) => own[row];

    /// <summary>The unknown of a column.</summary>
    public int Free(int column) => free[column];

    /// <summary>The row of an unknown, or -1 when it is free.</summary>
    public int RowOf(int unknown) => rowOf[unknown];

    /// <summary>The column of a free unknown.</summary>
    public int ColumnOf(int unknown) => columnOf[unknown];

    /// <summary>What the numbers of a row are over; positive.</summary>
    public T Denominator(int row) => denominators[row];

    /// <summary>By how much a row's own unknown falls when a free one grows by one.</summary>
    public T Factor(int row, int column) => rows[row][column];

    /// <summary>What a row's own unknown is when all free ones are zero.</summary>
    /// <param name="row">The row.</param>
    /// <param name="of">Which of the right sides.</param>
    public T Sum(int row, int of = 0) => sums[row][of];

    /// <summary>Takes another equation in.</summary>
    /// <param name="terms">Factors by unknown.</param>
    /// <param name="right">What they add up to: one number for each right side.</param>
    /// <exception cref="OverflowException">A number grew beyond <typeparamref name="T"/>.</exception>
    public void Add(IEnumerable<(int Unknown, int Factor)> terms, IReadOnlyList<long> right)
    {
        var (row, scale) = (new T[Width], T.One);
        T[] sum = [.. right.Select(T.CreateChecked)];
        var open = terms.Select(term => (term.Unknown, Times: T.CreateChecked(term.Factor))).ToList();
        foreach (var (unknown, times) in open.Where(term => rowOf[term.Unknown] >= 0))
        {
            var known = rowOf[unknown];
            var more = denominators[known] / Common(scale * times, denominators[known]);
            (row, sum, scale) = ([.. row.Select(value => value * more)], [.. sum.Select(value => value * more)], scale * more);
            Subtract(row, scale * times / denominators[known], rows[known]);
            Subtract(sum, scale * times / denominators[known], sums[known]);
        }

        foreach (var (unknown, times) in open.Where(term => rowOf[term.Unknown] < 0))
        {
            row[columnOf[unknown]] += scale * times;
        }

        var entering = Array.FindIndex(row, value => T.Abs(value) == T.One);
        entering = entering >= 0 ? entering : Array.FindIndex(row, value => !T.IsZero(value));
        if (entering < 0)
        {
            IsContradiction |= sum.Any(value => !T.IsZero(value)); // it follows from the others
            return;
        }

        rows.Add(row);
        sums.Add(sum);
        denominators.Add(T.One);
        own.Add(-1);
        Pivot(Rank - 1, entering);
        Width--;
        Move(Width, entering);
    }

    /// <summary>Makes a row's own unknown free, and a free one the row's own.</summary>
    /// <exception cref="OverflowException">A number grew beyond <typeparamref name="T"/>.</exception>
    public void Pivot(int row, int column)
    {
        var (values, sign) = (rows[row], T.CreateChecked(T.Sign(rows[row][column])));
        (denominators[row], values[column]) = (values[column], denominators[row]);
        if (T.IsNegative(sign))
        {
            denominators[row] = -denominators[row];
            rows[row] = values = [.. values.Select(value => -value)];
            sums[row] = [.. sums[row].Select(value => -value)];
        }

        int[] columns = [.. Enumerable.Range(0, Width).Where(place => !T.IsZero(values[place]))];
        for (var other = 0; other < rows.Count; other++)
        {
            if (other != row && !T.IsZero(rows[other][column]))
            {
                Eliminate(other, row, column, columns);
            }
        }

        (own[row], free[column]) = (free[column], own[row]);
        rowOf[own[row]] = row;
        if (free[column] >= 0)
        {
            rowOf[free[column]] = -1;
            columnOf[free[column]] = column;
        }
    }

    // The column stands for the unknown that the pivot's row has just got, in all other rows still; here it goes.
    private void Eliminate(int row, int pivot, int column, int[] columns)
    {
        var (values, common) = (rows[row], Common(rows[row][column], denominators[pivot]));
        var (times, factor) = (denominators[pivot] / common, values[column] / common);
        values[column] = T.Zero;
        if (times != T.One)
        {
            for (var place = 0; place < Width; place++)
            {
                values[place] *= times;
            }

            sums[row] = [.. sums[row].Select(value => value * times)];
            denominators[row] *= times;
        }

        foreach (var place in columns)
        {
            values[place] -= factor * rows[pivot][place];
        }

        Subtract(sums[row], factor, sums[pivot]);
        Reduce(row);
    }

    private void Reduce(int row)
    {
        var common = denominators[row];
        for (var place = 0; place < Width && common != T.One; place++)
        {
            common = Common(common, rows[row][place]);
        }

        common = sums[row].Aggregate(common, Common);
        if (common != T.One)
        {
            denominators[row] /= common;
            for (var place = 0; place < Width; place++)
            {
                rows[row][place] /= common;
            }

            sums[row] = [.. sums[row].Select(value => value / common)];
        }
    }

    private static void Subtract(T[] from, T times, T[] what)
    {
        for (var place = 0; place < from.Length; place++)
        {
            from[place] -= times * what[place];
        }
    }

    // The greatest common divisor (Euclid).
    private static T Common(T one, T other)
    {
        (one, other) = (T.Abs(one), T.Abs(other));
        while (!T.IsZero(other))
        {
            (one, other) = (other, one % other);
        }

        return one;
    }

    private void Move(int from, int to)
    {
        foreach (var values in rows)
        {
            values[to] = values[from];
        }

        free[to] = free[from];
        if (from != to)
        {
            columnOf[free[to]] = to;
        }
    }
}
