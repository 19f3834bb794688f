using System.Globalization;
using Federation.Node.Campaigns;
using Federation.Node.Shell;

namespace Federation.Node.Contributions.Sheets;

/// <summary>From a spreadsheet and a mapping to the rows of a contribution. Rows of one week or other period are added up; it is kept whole or not at all, for part of it would be a lie.</summary>
internal static class SheetRules
{
    /// <summary>What the file comes to, or what is wrong with the mapping.</summary>
    /// <param name="schema">The campaign's form.</param>
    /// <param name="sheet">The file.</param>
    /// <param name="mapping">Where the fields come from.</param>
    /// <param name="today">The day: weeks are not in the future, and not too old.</param>
    public static (SheetReading? Reading, ContributionRefusal? Refusal) Read(CampaignSchema schema, Sheet sheet, SheetMapping mapping, DateOnly today)
    {
        var bound = schema.Fields.Where(field => mapping.Columns.ContainsKey(field.Name)).ToList();
        if (bound.Count == 0)
        {
            return (null, new SheetRefusal.NothingBound());
        }

        if (mapping.Columns.Values.Any(column => column >= sheet.Columns.Count))
        {
            return (null, new SheetRefusal.UnknownColumn());
        }

        var (_, missing) = ContributionRules.FromForm(schema with { Fields = [.. schema.Fields.Except(bound)] }, mapping.Answers, today);
        if (missing is not null)
        {
            return (null, missing);
        }

        IEnumerable<SheetCell> Cells(Func<SchemaField, bool> isOne) =>
            bound.Where(isOne).SelectMany(field => sheet.Rows.Select(row => row[mapping.Columns[field.Name]]));
        var dates = mapping.Dates ?? SheetDates.OrderOf(Cells(field => field.KeptBy is not null));
        var decimals = mapping.Decimals ?? SheetNumbers.DecimalSignOf(Cells(field => field.Kind == FieldKind.Number));
        return dates is null ? (null, new SheetRefusal.WhichDates())
            : decimals is null ? (null, new SheetRefusal.WhichDecimals())
            : (Read(schema, sheet, mapping, new SheetFields(bound, mapping, dates.Value, decimals.Value, today), today), null);
    }

    private static SheetReading Read(CampaignSchema schema, Sheet sheet, SheetMapping mapping, SheetFields fields, DateOnly today)
    {
        var (faults, spoilt, weeks) = (new List<SheetFault>(), new Dictionary<string, Text>(), new Dictionary<string, SheetWeek>());
        foreach (var row in sheet.Rows)
        {
            var (week, values, fault) = fields.Read(row);
            if (fault is not null)
            {
                faults.Add(new(row.Number, fault));
                if (week is not null)
                {
                    spoilt.TryAdd(week, Because(row.Number));
                }
            }
            else if (!weeks.TryAdd(week!, new(values!)) && weeks[week!].Add(values!, schema) is { } clash) // without a fault there are both
            {
                spoilt.TryAdd(week!, clash);
            }
        }

        var kept = new List<(ContributedRow, int)>();
        foreach (var (week, sum) in weeks.Where(week => !spoilt.ContainsKey(week.Key)).OrderBy(week => week.Key, StringComparer.Ordinal))
        {
            var (given, refusal) = ContributionRules.FromFigures(schema, field => sum.Said(field.Name), mapping.Answers, today);
            if (given is null)
            {
                spoilt.Add(week, refusal!.Message); // nothing was given: a refusal
            }
            else
            {
                kept.Add((given.Rows[0], sum.Count));
            }
        }

        var looked = mapping.Columns.Values.ToHashSet();
        return new(kept, [.. spoilt.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => (each.Key, each.Value))], faults,
            [.. Enumerable.Range(0, sheet.Columns.Count).Where(column => !looked.Contains(column)).Select(sheet.Named)]);
    }

    private static Text Because(int row) => new(
        $"Row {row} of it does not fit.", $"Sa ligne {row} ne convient pas.", string.Create(CultureInfo.InvariantCulture, $"Su fila {row} no se ajusta."));
}
