using System.Numerics;

namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// What an attacker with the published cells knows of the hidden ones for sure: every margin is the sum of its parts. The equations are
/// solved in whole numbers, so an unknown is determined exactly when a row holds it alone: no tolerance, no luck.
/// </summary>
internal sealed class HiddenSystem
{
    private readonly List<(int Cell, IReadOnlyList<decimal> Values)> determined = [];
    private readonly List<IReadOnlyCollection<int>> groups = [];

    /// <param name="lattice">The table's cells.</param>
    /// <param name="isUnknown">By cell: hidden, or short of what a source hides.</param>
    /// <param name="known">The published figures by quantity and cell, zero where a cell is hidden or empty; none to ask only what is determined.</param>
    public HiddenSystem(Lattice lattice, bool[] isUnknown, IReadOnlyList<long[]> known)
    {
        var equations = HiddenEquation.Of(lattice.Relations, isUnknown, known);
        Equations = equations.Count;
        foreach (var part in HiddenEquation.Parts(equations))
        {
            try
            {
                Read(HiddenPart<long>.Of(part));
            }
            catch (OverflowException)
            {
                Read(HiddenPart<BigInteger>.Of(part));
            }
        }
    }

    /// <summary>How many sums between cells name a hidden one.</summary>
    public int Equations { get; }

    /// <summary>How many of them say something the others do not.</summary>
    public int Rank { get; private set; }

    /// <summary>The unknowns that have one possible value, with it, by quantity.</summary>
    public IReadOnlyList<(int Cell, IReadOnlyList<decimal> Values)> Determined => determined;

    /// <summary>Groups of unknowns whose sum is given away.</summary>
    public IReadOnlyList<IReadOnlyCollection<int>> Groups => groups;

    private void Read<T>(HiddenPart<T> part) where T : struct, IBinaryInteger<T>
    {
        var echelon = part.Echelon;
        Rank += echelon.Rank;
        for (var row = 0; row < echelon.Rank; row++)
        {
            int[] columns = [.. Enumerable.Range(0, echelon.Width).Where(column => !T.IsZero(echelon.Factor(row, column)))];
            if (columns.Length == 0)
            {
                var at = row;
                determined.Add((part.Cells[echelon.Own(row)], [.. Enumerable.Range(0, part.Kinds).Select(kind =>
                    decimal.CreateChecked(echelon.Sum(at, kind)) / decimal.CreateChecked(echelon.Denominator(at)))]));
            }

            if (columns.All(column => echelon.Factor(row, column) == echelon.Denominator(row)))
            {
                groups.Add([part.Cells[echelon.Own(row)], .. columns.Select(column => part.Cells[echelon.Free(column)])]);
            }
        }
    }
}
