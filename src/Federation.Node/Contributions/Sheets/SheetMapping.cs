using System.Globalization;
using Federation.Node.Campaigns;

namespace Federation.Node.Contributions.Sheets;

/// <summary>Where the fields of a campaign come from in a spreadsheet, as the member says it.</summary>
/// <param name="Columns">Column of each field that has one, by the field's name.</param>
/// <param name="Answers">What was typed for fields that are not in the file, by name: the same for every week.</param>
/// <param name="Hours">Fields in minutes whose plain numbers are hours.</param>
/// <param name="Dates">What comes first in dates; null: they say it themselves.</param>
/// <param name="Decimals">The sign before decimals; null: the numbers say it themselves.</param>
/// <param name="EmptyIsZero">Whether an empty cell of a number is nought; else its row does not fit.</param>
internal sealed record SheetMapping(
    IReadOnlyDictionary<string, int> Columns, IReadOnlyDictionary<string, string> Answers, IReadOnlySet<string> Hours, DateOrder? Dates, char? Decimals, bool EmptyIsZero)
{
    /// <summary>How the form names the choices that are for the whole file.</summary>
    public const string DatesName = "dates", DecimalsName = "decimals", EmptyName = "empty";

    /// <summary>What the form says.</summary>
    public static SheetMapping Of(CampaignSchema schema, IReadOnlyDictionary<string, string> form) => new(
        schema.Fields.Select(field => (field.Name, Column: form.GetValueOrDefault(ColumnName(field), "")))
            .Where(each => each.Column.Length > 0)
            .ToDictionary(each => each.Name, each => int.TryParse(each.Column, NumberStyles.None, CultureInfo.InvariantCulture, out var column) ? column : int.MaxValue),
        schema.Fields.ToDictionary(field => field.Name, field => form.GetValueOrDefault(field.Name, "")),
        schema.Fields.Where(field => form.GetValueOrDefault(UnitName(field)) == "hours").Select(field => field.Name).ToHashSet(),
        form.GetValueOrDefault(DatesName) switch { "day" => DateOrder.DayFirst, "month" => DateOrder.MonthFirst, _ => null },
        form.GetValueOrDefault(DecimalsName) switch { "point" => '.', "comma" => ',', _ => null },
        form.GetValueOrDefault(EmptyName) == "zero");

    /// <summary>The same as fields of a form.</summary>
    public IEnumerable<(string Name, string Value)> AsForm(CampaignSchema schema) =>
        schema.Fields.SelectMany(field => new[]
        {
            (ColumnName(field), Columns.TryGetValue(field.Name, out var column) ? column.ToString(CultureInfo.InvariantCulture) : ""),
            (field.Name, Answers.GetValueOrDefault(field.Name, "")), (UnitName(field), Hours.Contains(field.Name) ? "hours" : ""),
        }).Concat([
            (DatesName, Dates switch { DateOrder.DayFirst => "day", DateOrder.MonthFirst => "month", _ => "" }),
            (DecimalsName, Decimals switch { '.' => "point", ',' => "comma", _ => "" }), (EmptyName, EmptyIsZero ? "zero" : ""),
        ]);

    /// <summary>How the form names the column of a field.</summary>
    public static string ColumnName(SchemaField field) => "from-" + field.Name; // no field's name has a hyphen

    /// <summary>How the form names the unit of a field's column.</summary>
    public static string UnitName(SchemaField field) => "unit-" + field.Name;
}
