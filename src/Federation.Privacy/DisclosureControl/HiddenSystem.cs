using System.Numerics;

namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// What an attacker with the published cells knows of the hidden ones: every margin is the sum of its parts. The equations are brought
/// to reduced row echelon form in whole numbers, so an unknown is determined exactly when a row holds it alone: no tolerance, no luck.
/// </summary>
internal sealed class HiddenSystem
{
    private readonly List<Row> reduced;

    /// <param name="lattice">The table's cells.</param>
    /// <param name="isUnknown">By cell: hidden, or short of what a source hides.</param>
    /// <param name="known">The published figures by quantity and cell, zero where a cell is hidden or empty; none to ask only what is determined.</param>
    public HiddenSystem(Lattice lattice, bool[] isUnknown, IReadOnlyList<long[]> known)
    {
        var rows = lattice.Relations.Where(relation => relation.Cells.Any(cell => isUnknown[cell])).Select(relation => Row.Of(relation, isUnknown, known));
        Equations = 0;
        var pivots = new Dictionary<int, Row>();
        foreach (var row in rows)
        {
            Equations++;
            var rest = row;
            while (rest.First is { } first && pivots.TryGetValue(first, out var pivot))
            {
                rest = rest.Without(first, pivot);
            }

            if (rest.First is { } own)
            {
                pivots.Add(own, rest);
            }
        }

        // Back substitution, last pivot first: each row then holds its pivot and free unknowns only.
        foreach (var column in pivots.Keys.OrderDescending().ToList())
        {
            foreach (var other in pivots.Keys.Where(key => key < column).ToList())
            {
                if (pivots[other].Has(column))
                {
                    pivots[other] = pivots[other].Without(column, pivots[column]);
                }
            }
        }

        reduced = [.. pivots.Values];
    }

    /// <summary>How many sums between cells name a hidden one.</summary>
    public int Equations { get; }

    /// <summary>How many of them say something the others do not.</summary>
    public int Rank => reduced.Count;

    /// <summary>The unknowns that have one possible value, with it, by quantity.</summary>
    public IEnumerable<(int Cell, IReadOnlyList<decimal> Values)> Determined =>
        reduced.Where(row => row.Cells.Count == 1).Select(row => (row.First!.Value, row.Values()));

    /// <summary>Groups of unknowns whose sum is given away.</summary>
    public IEnumerable<IReadOnlyCollection<int>> Groups => reduced.Where(row => row.IsSum).Select(row => row.Cells);

    private sealed class Row(SortedDictionary<int, BigInteger> terms, BigInteger[] sums)
    {
        public int? First => terms.Count == 0 ? null : terms.Keys.First();

        public SortedDictionary<int, BigInteger>.KeyCollection Cells => terms.Keys;

        public bool IsSum => terms.Values.Distinct().Count() == 1;

        public static Row Of(Relation relation, bool[] isUnknown, IReadOnlyList<long[]> known)
        {
            var terms = new SortedDictionary<int, BigInteger>();
            foreach (var cell in relation.Children.Where(cell => isUnknown[cell]))
            {
                terms.Add(cell, 1);
            }

            if (isUnknown[relation.Margin])
            {
                terms.Add(relation.Margin, -1);
            }

            return new Row(terms, [.. known.Select(values =>
                values[relation.Margin] - relation.Children.Aggregate(BigInteger.Zero, (sum, cell) => sum + values[cell]))]);
        }

        public bool Has(int cell) => terms.ContainsKey(cell);

        public IReadOnlyList<decimal> Values() => [.. sums.Select(sum => (decimal)sum / (decimal)terms.Values.First())];

        /// <summary>This row with an unknown eliminated by a row that has it, divided by the greatest common divisor.</summary>
        public Row Without(int cell, Row pivot)
        {
            var (mine, theirs) = (pivot.Term(cell), Term(cell));
            var result = new SortedDictionary<int, BigInteger>();
            foreach (var key in Cells.Union(pivot.Cells))
            {
                var value = mine * Term(key) - theirs * pivot.Term(key);
                if (!value.IsZero)
                {
                    result.Add(key, value);
                }
            }

            var rest = sums.Zip(pivot.Sums, (own, other) => mine * own - theirs * other).ToArray();
            var divisor = result.Values.Concat(rest).Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
            if (divisor > 1)
            {
                foreach (var key in result.Keys.ToList())
                {
                    result[key] /= divisor;
                }

                rest = [.. rest.Select(value => value / divisor)];
            }

            return new Row(result, rest);
        }

        private BigInteger[] Sums => sums;

        private BigInteger Term(int cell) => terms.GetValueOrDefault(cell);
    }
}
