using System.Numerics;

namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// Every set of values, zero or more, that satisfies a system of equations. Walks from corner to corner of it by the simplex method with
/// Bland's rule, which ends; exactly, because the <see cref="Echelon{T}"/> is.
/// </summary>
/// <typeparam name="T">Whole numbers: 64-bit ones, and when these overflow ones without limit.</typeparam>
internal sealed class FeasibleRegion<T> where T : struct, IBinaryInteger<T>
{
    private readonly Echelon<T> echelon;

    /// <param name="echelon">The equations, with one right side. It is changed by walking.</param>
    /// <exception cref="ArgumentException">No values satisfy the equations.</exception>
    /// <exception cref="OverflowException">A number grew beyond <typeparamref name="T"/>.</exception>
    public FeasibleRegion(Echelon<T> echelon)
    {
        this.echelon = echelon;
        for (var row = 0; row < echelon.Rank; row++)
        {
            while (T.IsNegative(echelon.Sum(row)))
            {
                Raise(row);
            }
        }

        if (echelon.IsContradiction)
        {
            throw Contradiction();
        }
    }

    /// <summary>The values at the present corner that are not zero: numerators and denominators, which are positive.</summary>
    public IEnumerable<(int Unknown, T Value, T Over)> Corner =>
        Enumerable.Range(0, echelon.Rank).Select(row => (echelon.Own(row), echelon.Sum(row), echelon.Denominator(row)));

    /// <summary>Goes to larger values of an unknown until it is enough or cannot go on.</summary>
    /// <param name="unknown">The unknown.</param>
    /// <param name="enough">Where to stop.</param>
    /// <param name="seen">Told of every corner on the way.</param>
    /// <returns>Null when it is enough; otherwise the largest value it can have, rounded down.</returns>
    public BigInteger? Largest(int unknown, long enough, Action<FeasibleRegion<T>> seen)
    {
        while (true)
        {
            var row = echelon.RowOf(unknown);
            if (row < 0 ? enough <= 0 : echelon.Sum(row) >= echelon.Denominator(row) * T.CreateChecked(enough))
            {
                return null;
            }

            var entering = row < 0 ? echelon.ColumnOf(unknown) : Entering(row, falling: false);
            if (entering < 0)
            {
                return BigInteger.CreateChecked(echelon.Sum(row) / echelon.Denominator(row));
            }

            if (Leaving(entering) is not { } leaving)
            {
                return null; // no end to it
            }

            echelon.Pivot(leaving, entering);
            seen(this);
        }
    }

    /// <summary>Goes to smaller values of an unknown until it is enough or cannot go on.</summary>
    /// <returns>Null when it is enough; otherwise the smallest value it can have, rounded up.</returns>
    /// <inheritdoc cref="Largest"/>
    public BigInteger? Smallest(int unknown, long enough, Action<FeasibleRegion<T>> seen)
    {
        while (true)
        {
            var row = echelon.RowOf(unknown);
            if (row < 0 || echelon.Sum(row) <= echelon.Denominator(row) * T.CreateChecked(enough))
            {
                return null;
            }

            var entering = Entering(row, falling: true);
            if (entering < 0)
            {
                var (whole, rest) = T.DivRem(echelon.Sum(row), echelon.Denominator(row));
                return BigInteger.CreateChecked(whole) + (T.IsZero(rest) ? 0 : 1);
            }

            var leaving = Leaving(entering) ?? throw new InvalidOperationException("Nothing falls for ever that is zero or more.");
            echelon.Pivot(leaving, entering);
            seen(this);
        }
    }

    // One step with an unknown that is below zero: upwards, to zero at most.
    private void Raise(int row)
    {
        var entering = Entering(row, falling: false);
        if (entering < 0)
        {
            throw Contradiction();
        }

        echelon.Pivot(Leaving(entering, row) ?? row, entering);
    }

    // Bland's rule: of the free unknowns that move the row's own the right way when they grow, the first.
    private int Entering(int row, bool falling)
    {
        var best = -1;
        for (var column = 0; column < echelon.Width; column++)
        {
            var sign = T.Sign(echelon.Factor(row, column));
            if (sign == (falling ? 1 : -1) && (best < 0 || echelon.Free(column) < echelon.Free(best)))
            {
                best = column;
            }
        }

        return best;
    }

    // The row that is the first to reach zero when a free unknown grows; of several, the first unknown. Rows below zero do not count,
    // except the one that is being raised.
    private int? Leaving(int entering, int raised = -1)
    {
        int? best = null;
        for (var row = 0; row < echelon.Rank; row++)
        {
            if (row == raised || (T.Sign(echelon.Factor(row, entering)) > 0 && !T.IsNegative(echelon.Sum(row))))
            {
                best = best is not { } held || Order(row, held, entering) < 0 ? row : best;
            }
        }

        return best;
    }

    // Which of two rows reaches zero first; sum and factor of a row have the same sign.
    private int Order(int row, int other, int entering)
    {
        var order = (T.Abs(echelon.Sum(row)) * T.Abs(echelon.Factor(other, entering)))
            .CompareTo(T.Abs(echelon.Sum(other)) * T.Abs(echelon.Factor(row, entering)));
        return order != 0 ? order : echelon.Own(row).CompareTo(echelon.Own(other));
    }

    private static ArgumentException Contradiction() => new("The published cells contradict each other: no values of the hidden ones fit.");
}
