namespace Federation.Privacy.DisclosureControl;

/// <summary>What the published cells say of hidden ones: the hidden parts of a margin, less the margin when it is hidden too, add up to
/// what is published of the margin less what is published of its parts.</summary>
/// <param name="Terms">Factors by hidden cell.</param>
/// <param name="Sums">One sum for each kind of figure.</param>
internal sealed record HiddenEquation(IReadOnlyList<(int Cell, int Factor)> Terms, IReadOnlyList<long> Sums)
{
    /// <summary>The equations of these sums between cells, those left out that name no hidden one.</summary>
    /// <param name="relations">The sums.</param>
    /// <param name="isHidden">By cell.</param>
    /// <param name="known">By kind of figure, by cell: what is published, zero where nothing is.</param>
    public static List<HiddenEquation> Of(IEnumerable<Relation> relations, bool[] isHidden, IReadOnlyList<long[]> known) =>
        [.. relations.Where(relation => relation.Cells.Any(cell => isHidden[cell])).Select(relation => new HiddenEquation(
            [.. relation.Children.Where(cell => isHidden[cell]).Select(cell => (cell, 1)), .. isHidden[relation.Margin] ? new[] { (relation.Margin, -1) } : []],
            [.. known.Select(values => values[relation.Margin] - relation.Children.Sum(cell => values[cell]))]))];

    /// <summary>Equations that share a hidden cell belong together; those of different parts have nothing to do with each other.</summary>
    public static IEnumerable<IReadOnlyList<HiddenEquation>> Parts(IReadOnlyList<HiddenEquation> equations)
    {
        var towards = new Dictionary<int, int>();
        foreach (var equation in equations)
        {
            foreach (var (cell, _) in equation.Terms)
            {
                towards[Root(cell)] = Root(equation.Terms[0].Cell);
            }
        }

        return equations.GroupBy(equation => Root(equation.Terms[0].Cell)).Select(part => part.ToList());

        int Root(int cell)
        {
            towards.TryAdd(cell, cell);
            while (towards[cell] != cell)
            {
                cell = towards[cell] = towards[towards[cell]];
            }

            return cell;
        }
    }
}
