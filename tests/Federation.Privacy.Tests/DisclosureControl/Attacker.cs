using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>
/// Attacks a table without any code of the gate: writes down that totals are sums, and asks by ranks over a prime field which hidden
/// cell the equations fix. A cell is fixed exactly when asking for it does not raise the rank.
/// </summary>
internal static class Attacker
{
    private const long Prime = 2_147_483_647; // products fit 64 bits

    public static IEnumerable<string> Solves(GatedTable table)
    {
        var hidden = table.Suppressed.Select(cell => Key(cell.Codes)).ToList();
        var equations = new List<long[]>();
        var cells = Cells(table.Dimensions, 0).ToList();
        foreach (var cell in cells)
        {
            for (var d = 0; d < cell.Length; d++)
            {
                List<string> parts = [.. table.Dimensions[d].Codes.Where(code => table.Dimensions[d].Within.GetValueOrDefault(code) == cell[d])];
                if (parts.Count > 0 && IsOf(With(cell, d, parts[0])))
                {
                    var row = new long[hidden.Count];
                    Put(row, cell, Prime - 1);
                    foreach (var code in parts)
                    {
                        Put(row, With(cell, d, code), 1);
                    }

                    equations.Add(row);
                }
            }
        }

        var rank = Rank(equations, hidden.Count);
        return hidden.Where((_, i) =>
        {
            var ask = new long[hidden.Count];
            ask[i] = 1;
            return Rank([.. equations, ask], hidden.Count) == rank;
        });

        bool IsOf(string?[] cell) => table.Crossings is null
            || table.Crossings.Any(names => Enumerable.Range(0, cell.Length).All(d => cell[d] is null || names.Contains(table.Dimensions[d].Name)));

        void Put(long[] row, string?[] cell, long value)
        {
            var place = hidden.IndexOf(Key(cell));
            if (place >= 0)
            {
                row[place] = value;
            }
        }
    }

    private static string?[] With(string?[] cell, int dimension, string code) => [.. cell.Select((each, d) => d == dimension ? code : each)];

    private static string Key(IEnumerable<string?> codes) => string.Join('/', codes.Select(code => code ?? "*"));

    private static IEnumerable<string?[]> Cells(IReadOnlyList<Dimension> dimensions, int from) =>
        from == dimensions.Count
            ? new List<string?[]> { Array.Empty<string?>() }
            : dimensions[from].Codes.Append(null).SelectMany(code => Cells(dimensions, from + 1).Select(rest => rest.Prepend(code).ToArray()));

    private static int Rank(IEnumerable<long[]> rows, int columns)
    {
        var matrix = rows.Select(row => row.ToArray()).ToList();
        var rank = 0;
        for (var column = 0; column < columns && rank < matrix.Count; column++)
        {
            var pivot = matrix.FindIndex(rank, row => row[column] != 0);
            if (pivot < 0)
            {
                continue;
            }

            (matrix[rank], matrix[pivot]) = (matrix[pivot], matrix[rank]);
            var inverse = (long)System.Numerics.BigInteger.ModPow(matrix[rank][column], Prime - 2, Prime);
            for (var r = rank + 1; r < matrix.Count; r++)
            {
                var factor = matrix[r][column] * inverse % Prime;
                for (var c = column; factor != 0 && c < columns; c++)
                {
                    matrix[r][c] = (matrix[r][c] + (Prime - factor) * matrix[rank][c]) % Prime;
                }
            }

            rank++;
        }

        return rank;
    }
}
