using System.Text;
using Federation.Node.Campaigns;
using Federation.Node.Contributions.Sheets;
using Federation.Node.Tests.Campaigns;

namespace Federation.Node.Tests.Contributions.Sheets;

/// <summary>Columns of dates and durations: what is kept of them, and when rows do not go together.</summary>
public sealed class Dates_and_durations_of_a_spreadsheet
{
    private const string Week = """{ "name": "week", "kind": "week", "label": { "en": "Week", "fr": "Semaine", "es": "Semana" } }""";

    private const string Hired = """{ "name": "hired", "kind": "date", "label": { "en": "Hired", "fr": "Embauche", "es": "Contratación" }, "date": { "keptBy": "quarter", "earliest": "2000-01-01" } }""";

    private const string Hours = """
        { "name": "hours", "kind": "number", "label": { "en": "Hours", "fr": "Heures", "es": "Horas" }, "unit": "min", "duration": true, "minimum": 0, "maximum": 10080, "toNearest": 30 }
        """;

    [Fact]
    public void Are_rounded_once_when_the_rows_are_added_up()
    {
        var reading = Read($"{Week}, {Hours}", "Week,Hours\n2026-W45,7:10\n2026-W45,7.2 h\n2026-W45,20 min\n");
        Assert.Equal(("2026-W45", 870L), (reading.Kept.Single().Row.Dimensions["week"], reading.Kept.Single().Row.Measures["hours"])); // 430 + 432 + 20 minutes
    }

    [Theory]
    [InlineData("2024-02-01", "2024-03-31", "2024-Q1")]
    [InlineData("01/02/2024", "2024-Q1", "2024-Q1")]
    [InlineData("2024-03-31", "2024-04-01", null)]
    [InlineData("2024-03-31", "1999-12-31", null)]
    public void Are_of_one_period_where_a_week_has_one_date(string first, string second, string? kept)
    {
        var reading = Read($"{Week}, {Hired}, {Hours}", $"Week,Hired,Hours\n2026-W45,{first},7:00\n2026-W45,{second},7:00\n");
        Assert.Equal(kept, reading.Kept.SingleOrDefault().Row?.Dimensions["hired"]);
        Assert.Equal(kept is null ? ["2026-W45"] : [], reading.LeftOut.Select(each => each.Week));
    }

    private static SheetReading Read(string fields, string csv)
    {
        var schema = SampleDefinition.Read(SampleDefinition.Of($"{SampleDefinition.Sector}, {fields}", ["sector"], "hours")).Schema;
        var sheet = SheetFile.Read(Encoding.UTF8.GetBytes(csv)).Sheet!;
        var form = new Dictionary<string, string> { ["sector"] = "care", [SheetMapping.DatesName] = "day" };
        var (reading, refusal) = SheetRules.Read(schema, sheet, SheetGuess.Of(schema, sheet, form) with { Dates = DateOrder.DayFirst }, new DateOnly(2026, 11, 24));
        Assert.Null(refusal);
        return reading!;
    }
}
