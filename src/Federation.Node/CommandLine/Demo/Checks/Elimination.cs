namespace Federation.Node.CommandLine.Demo.Checks;

/// <summary>Solves linear equations exactly (Gauss and Jordan), and says which unknowns they fix.</summary>
internal static class Elimination
{
    /// <summary>The unknowns that have one value only in every solution.</summary>
    /// <param name="unknowns">How many there are.</param>
    /// <param name="equations">Coefficients by unknown, and what they add up to.</param>
    /// <returns>Value by unknown.</returns>
    public static IReadOnlyDictionary<int, Fraction> Fixed(
        int unknowns, IEnumerable<(IReadOnlyDictionary<int, long> Coefficients, long Sum)> equations)
    {
        var rows = equations.Select(equation => Row(unknowns, equation)).ToList();
        var (done, column) = (0, 0);
        for (; column < unknowns && done < rows.Count; column++)
        {
            var pivot = rows.FindIndex(done, row => !row[column].IsZero);
            if (pivot < 0)
            {
                continue;
            }

            (rows[done], rows[pivot]) = (rows[pivot], rows[done]);
            Divide(rows[done], rows[done][column]);
            for (var other = 0; other < rows.Count; other++)
            {
                if (other != done && !rows[other][column].IsZero)
                {
                    Subtract(rows[other], rows[done], rows[other][column]);
                }
            }

            done++;
        }

        var solved = new Dictionary<int, Fraction>();
        foreach (var row in rows.Take(done))
        {
            var named = Enumerable.Range(0, unknowns).Where(unknown => !row[unknown].IsZero).Take(2).ToList();
            if (named.Count == 1)
            {
                solved[named[0]] = row[unknowns];
            }
        }

        return solved;
    }

    private static Fraction[] Row(int unknowns, (IReadOnlyDictionary<int, long> Coefficients, long Sum) equation)
    {
        var row = new Fraction[unknowns + 1];
        foreach (var (unknown, coefficient) in equation.Coefficients)
        {
            row[unknown] = coefficient;
        }

        row[unknowns] = equation.Sum;
        return row;
    }

    private static void Divide(Fraction[] row, Fraction by)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = row[i].IsZero ? row[i] : row[i] / by;
        }
    }

    private static void Subtract(Fraction[] from, Fraction[] row, Fraction times)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (!row[i].IsZero)
            {
                from[i] -= row[i] * times;
            }
        }
    }
}
