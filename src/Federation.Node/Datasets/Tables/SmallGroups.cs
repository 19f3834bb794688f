using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Tables;

/// <summary>
/// Answers of a field that stand together in a table because single ones are too small to be shown, as sites of fewer than ten people (docs/decisions/0041). Which
/// they are is decided by the first version: a later one that put others together would give away, beside it, what it puts together.
/// </summary>
internal static class SmallGroups
{
    private static readonly Text Label = new("Smaller ones, together", "Les plus petits, ensemble", "Los más pequeños, juntos");

    /// <summary>The codes that stand together; none where nothing is too small.</summary>
    /// <param name="field">The field.</param>
    /// <param name="dimension">Its place among the dimensions of the table.</param>
    /// <param name="minimumGroup">Fewest persons behind a published figure.</param>
    /// <param name="rows">What was given.</param>
    /// <param name="published">A version that readers may have kept; null when there is none.</param>
    public static IReadOnlySet<string> Of(SchemaField field, int dimension, int minimumGroup, ContributionRows rows, TableFile? published)
    {
        if (!field.MergeSmall)
        {
            return new HashSet<string>();
        }

        if (published?.Dimensions.FirstOrDefault(dimension => dimension.Name == field.Name) is { } kept)
        {
            return IsOne(kept) ? field.Choices.Select(choice => choice.Code).Except(kept.Codes.Select(code => code.Code)).ToHashSet() : new HashSet<string>();
        }

        var persons = field.Choices.ToDictionary(choice => choice.Code, _ => 0);
        var (codes, counted) = (rows.Codes(dimension), new HashSet<(int, int)>());
        for (var row = 0; row < rows.Count; row++)
        {
            var place = rows.Places(dimension)[row];
            if (counted.Add((rows.Persons[row], place)))
            {
                persons[codes[place]]++;
            }
        }

        if (!persons.Values.Any(people => people > 0 && people < minimumGroup))
        {
            return new HashSet<string>();
        }

        // Those of nobody too: left out, they would say so. And the next larger, until together they are a group.
        var together = persons.Where(each => each.Value < minimumGroup).Select(each => each.Key).ToHashSet();
        foreach (var next in persons.Where(each => each.Value >= minimumGroup).OrderBy(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal).Select(each => each.Key))
        {
            if (together.Sum(code => persons[code]) >= minimumGroup)
            {
                break;
            }

            together.Add(next);
        }

        return together;
    }

    /// <summary>True when some codes of a dimension stand together.</summary>
    public static bool IsOne(TableDimension dimension) => dimension.Codes.Any(code => code.Code == SchemaField.SmallGroups);

    /// <summary>A dimension with these codes together.</summary>
    public static TableDimension Merged(TableDimension dimension, IReadOnlySet<string> together) => together.Count == 0 ? dimension : dimension with
    {
        Codes = [.. dimension.Codes.Where(code => !together.Contains(code.Code)), new TableCode(SchemaField.SmallGroups, Label)],
    };

    /// <summary>
    /// A table as a sum of several may use it: what stands together there may stand apart elsewhere, so its figure counts for no code, and each of them is hidden.
    /// </summary>
    /// <param name="table">One of the tables.</param>
    /// <param name="all">All of them.</param>
    public static TableFile Apart(TableFile table, IReadOnlyList<TableFile> all)
    {
        foreach (var d in Enumerable.Range(0, table.Dimensions.Count).Where(d => IsOne(table.Dimensions[d])))
        {
            var own = table.Dimensions[d].Codes.Where(code => code.Code != SchemaField.SmallGroups).ToList();
            var apart = all.SelectMany(other => other.Dimensions[d].Codes).DistinctBy(code => code.Code)
                .Where(code => code.Code != SchemaField.SmallGroups && own.All(each => each.Code != code.Code)).ToList();
            var merged = table.Cells.Select(cell => cell.Codes).Concat(table.HiddenCodes()).Where(codes => codes[d] == SchemaField.SmallGroups);
            table = table with
            {
                Dimensions = [.. table.Dimensions.Select((dimension, place) => place == d ? dimension with { Codes = [.. own, .. apart] } : dimension)],
                Cells = [.. table.Cells.Where(cell => cell.Codes[d] != SchemaField.SmallGroups)],
                Hidden = [.. table.Hidden.Where(cell => cell.Codes[d] != SchemaField.SmallGroups),
                    .. merged.SelectMany(codes => apart.Select(code => new HiddenCell([.. codes.Select((each, place) => place == d ? code.Code : each)])))],
            };
        }

        return table;
    }
}
