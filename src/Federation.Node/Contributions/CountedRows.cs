using Federation.Node.Campaigns;
using Federation.Node.Campaigns.PayRules;

namespace Federation.Node.Contributions;

/// <summary>From what a person holds to the rows that the campaign's table counts: whole ones only, made figures worked out, once a week or once a person, under each of several answers.</summary>
/// <param name="schema">The campaign's schema.</param>
internal sealed class CountedRows(CampaignSchema schema)
{
    private readonly SchemaField? several = schema.Fields.FirstOrDefault(field => field.Kind == FieldKind.Several && schema.Table.Dimensions.Contains(field.Name));

    // Formulas are read once for all people.
    private readonly IReadOnlyList<(SchemaField Field, Formula? Formula)> figures =
        [.. schema.Fields.Where(field => field.Made is not null || field.Kind == FieldKind.Number).Select(field => (field, field.Made?.Read()))];

    /// <summary>The rows of one person; none when nothing of theirs is whole yet.</summary>
    /// <param name="rows">What they hold, oldest week first.</param>
    public IReadOnlyList<ContributedRow> Of(IReadOnlyList<ContributedRow> rows)
    {
        var whole = rows.Where(row => IsWhole(schema, row)).ToList();
        List<ContributedRow> counted = schema.Table.OncePerPerson ? Together(whole) is { } person ? [person] : []
            : figures.All(each => each.Formula is null) ? whole
            : [.. whole.Select(row => Together([row])).OfType<ContributedRow>()];
        return several is null ? counted : [.. counted.SelectMany(row => UnderEach(several.Name, row))];
    }

    /// <summary>True when a row lacks nothing that is asked.</summary>
    public static bool IsWhole(CampaignSchema schema, ContributedRow row) => schema.Asked.All(field =>
        field.Kind == FieldKind.Text || (field.Kind == FieldKind.Number ? row.Measures.ContainsKey(field.Name) : row.Dimensions.ContainsKey(field.Name)));

    private static IEnumerable<ContributedRow> UnderEach(string several, ContributedRow row) => row.Dimensions[several].Split(',').Select(code =>
        row with { Dimensions = new Dictionary<string, string>(row.Dimensions, StringComparer.Ordinal) { [several] = code } });

    // Choices are those of the last week: who changed the site is counted where they are now, and once.
    private ContributedRow? Together(List<ContributedRow> rows)
    {
        if (rows.Count == 0)
        {
            return null;
        }

        var numbers = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var codes = new Dictionary<string, string>(rows[^1].Dimensions, StringComparer.Ordinal);
        foreach (var (field, formula) in figures)
        {
            if (Figure(field, formula, rows, numbers) is not { } figure)
            {
                return null;
            }

            if (field.Kind == FieldKind.Choice)
            {
                codes[field.Name] = Answer(field, figure);
            }
            else
            {
                var whole = decimal.Round(figure, 0, MidpointRounding.AwayFromZero);
                numbers[field.Name] = formula is null ? whole : Math.Clamp(whole, field.Minimum!.Value, field.Maximum!.Value); // the definition was checked, and what was given was too
            }
        }

        var table = schema.Table;
        return new ContributedRow(codes.Where(code => table.Dimensions.Contains(code.Key)).ToDictionary(), numbers.Where(number => table.Measures.Contains(number.Key))
            .ToDictionary(number => number.Key, number => (long)number.Value));
    }

    private static decimal? Figure(SchemaField field, Formula? formula, List<ContributedRow> rows, Dictionary<string, decimal> numbers)
    {
        if (formula is null)
        {
            return rows.Average(row => (decimal)row.Measures[field.Name]);
        }

        if (!formula.Columns.All(name => rows[0].Measures.ContainsKey(name)))
        {
            return formula.Of(name => numbers[name]);
        }

        var each = rows.Select(row => formula.Of(name => row.Measures[name])).ToList();
        return each.Contains(null) ? null : each.Average();
    }

    private static string Answer(SchemaField field, decimal figure)
    {
        var place = field.Made!.UpTo!.Count(bound => figure > bound); // the definition was checked
        return field.Choices[place].Code;
    }
}
