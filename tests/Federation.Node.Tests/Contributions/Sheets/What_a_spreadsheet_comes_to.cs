using System.Text;
using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Contributions.Sheets;

namespace Federation.Node.Tests.Contributions.Sheets;

public sealed class What_a_spreadsheet_comes_to
{
    private static readonly CampaignSchema Hours = CampaignDefinitions.Read(CampaignDefinitions.WorkingHours).Definition!.Schema;

    private static readonly Dictionary<string, string> Same = new()
    {
        ["sector"] = "care", ["region"] = "north", ["missedBreaks"] = "0", ["eveningMinutes"] = "0", ["weekendMinutes"] = "0",
    };

    [Fact]
    public void Is_one_row_a_week_whose_days_are_added_up()
    {
        var reading = Read("Date,Worked,Boss\n2026-11-02,7:30,X\n2026-11-03,8h,X\n2026-11-08T23:00,0:15,X\n2026-11-09,450,X\n");
        Assert.Equal([("2026-W45", 945L, 3), ("2026-W46", 450L, 1)], reading.Kept.Select(each => (each.Row.Dimensions["week"], each.Row.Measures["workedMinutes"], each.Count)));
        Assert.Equal("care", reading.Kept[0].Row.Dimensions["sector"]);
        Assert.Equal(["C: Boss"], reading.ThrownAway);
        Assert.Empty(reading.Faults);
    }

    [Theory]
    [InlineData("7.5", "7.5", 900)]
    [InlineData("7,5", "7,25", 885)]
    [InlineData("7:30", "7h15", 885)]
    [InlineData("7", "0.1", 426)]
    [InlineData("1 0", "0", 600)]
    public void Is_in_minutes_where_the_file_counts_hours(string first, string second, long minutes) =>
        Assert.Equal(minutes, Read($"Date;Heures\n2026-11-02;{first}\n2026-11-03;{second}\n", hours: true).Kept.Single().Row.Measures["workedMinutes"]);

    [Theory]
    [InlineData("02/11/2026", "13/11/2026", null, "2026-W45,2026-W46")]
    [InlineData("11/02/2026", "11/13/2026", null, "2026-W45,2026-W46")]
    [InlineData("02.11.26", "03.11.26", null, "2026-W45")]
    [InlineData("02/11/2026", "03/11/2026", null, "")]
    [InlineData("02/11/2026", "03/11/2026", "day", "2026-W45")]
    [InlineData("11/02/2026", "11/03/2026", "month", "2026-W45")]
    [InlineData("2026-W45", "2026W46", null, "2026-W45,2026-W46")]
    [InlineData("11/11/2026", "2026-11-12", null, "2026-W46")]
    public void Asks_for_the_order_of_dates_only_where_it_is_open(string first, string second, string? order, string weeks)
    {
        var (reading, refusal) = Try($"Date,Worked\n{first},10\n{second},10\n", (SheetMapping.DatesName, order ?? ""));
        Assert.Equal(weeks.Length == 0 ? "contributions.sheet.which-dates" : null, refusal?.Code);
        Assert.Equal(weeks, string.Join(',', reading?.Kept.Select(each => each.Row.Dimensions["week"]) ?? []));
    }

    [Theory]
    [InlineData("1,250", null, 0)]
    [InlineData("1,250", "point", 1250)]
    [InlineData("1.250", "comma", 1250)]
    [InlineData("1,250.0", null, 1250)]
    [InlineData("1.250,4", null, 1250)]
    public void Asks_for_the_decimal_sign_only_where_it_is_open(string number, string? sign, long minutes)
    {
        var (reading, refusal) = Try($"Date;Worked\n2026-11-02;{number}\n", (SheetMapping.DecimalsName, sign ?? ""));
        Assert.Equal(minutes == 0 ? "contributions.sheet.which-decimals" : null, refusal?.Code);
        Assert.Equal(minutes, reading?.Kept.Single().Row.Measures["workedMinutes"] ?? 0);
    }

    [Fact]
    public void Keeps_a_week_whole_or_not_at_all_and_says_why()
    {
        var reading = Read("Date,Worked\n2026-11-02,480\n2026-11-03,ill\n2026-11-09,480\nTotal,960\n2026-11-16,=SUM(B2)\n2026-11-23,\n2026-11-16,#REF!\n2023-01-02,5\n2026-10-26,10081\n");
        Assert.Equal("2026-W46", reading.Kept.Single().Row.Dimensions["week"]);
        Assert.Equal([3, 5, 6, 7, 8], reading.Faults.Select(fault => fault.Row));
        Assert.Equal(["no time like 7:30", "no date like", "a formula without its result", "Nothing stands under", "the error of a formula"], reading.Faults.Select((fault, at) =>
            new[] { "no time like 7:30", "no date like", "a formula without its result", "Nothing stands under", "the error of a formula" }[at] is var part && fault.Why.En.Contains(part, StringComparison.Ordinal) ? part : fault.Why.En));
        Assert.Equal(["2023-W01", "2026-W44", "2026-W45", "2026-W47", "2026-W48"], reading.LeftOut.Select(each => each.Week));
        Assert.Contains("Row 3", reading.LeftOut[2].Why.En, StringComparison.Ordinal);
        Assert.Contains("between 0 and 10080", reading.LeftOut[1].Why.En, StringComparison.Ordinal);
        Assert.Contains("not more than two years ago", reading.LeftOut[0].Why.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_an_empty_cell_for_nought_only_where_the_member_says_so() =>
        Assert.Equal(480, Read("Date,Worked\n2026-11-02,480\n2026-11-03,\n", (SheetMapping.EmptyName, "zero")).Kept.Single().Row.Measures["workedMinutes"]);

    [Theory]
    [InlineData("Santé et soins", "care")]
    [InlineData("SANTE ET SOINS", "care")]
    [InlineData("retail", "retail")]
    [InlineData("Hostelería", "hospitality")]
    public void Knows_an_answer_by_its_code_and_in_every_language(string said, string code) =>
        Assert.Equal(code, Read($"Date,Worked,Sector\n2026-11-02,480,{said}\n").Kept.Single().Row.Dimensions["sector"]);

    [Fact]
    public void Leaves_a_week_of_two_answers_out() =>
        Assert.Contains("different answers for Sector", Read("Date,Worked,Sector\n2026-11-02,480,care\n2026-11-03,480,retail\n").LeftOut.Single().Why.En, StringComparison.Ordinal);

    [Fact]
    public void Is_refused_while_a_field_is_neither_in_the_file_nor_answered()
    {
        Assert.Equal("contributions.missing", Try("Date,Worked\n2026-11-02,480\n", ("sector", "")).Refusal!.Code);
        Assert.Equal("contributions.sheet.nothing-bound", Try("Foo,Bar\n2026-11-02,480\n").Refusal!.Code);
        Assert.Equal("contributions.sheet.unknown-column", Try("Date,Worked\n2026-11-02,480\n", ("from-week", "7")).Refusal!.Code);
        Assert.Equal("contributions.sheet.unknown-column", Try("Date,Worked\n2026-11-02,480\n", ("from-week", "-1")).Refusal!.Code);
    }

    [Fact]
    public void Is_offered_by_the_names_of_columns_in_any_language()
    {
        var mapping = Guess("Nombre;Fecha;Horas;Pausas perdidas;Minutos por la tarde;Sector\n");
        Assert.Equal([("eveningMinutes", 4), ("missedBreaks", 3), ("sector", 5), ("week", 1), ("workedMinutes", 2)],
            mapping.Columns.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => (each.Key, each.Value)));
        Assert.Equal(["workedMinutes"], mapping.Hours);
        Assert.Equal(0, Guess("worked_minutes,region").Columns["workedMinutes"]);
    }

    private static SheetMapping Guess(string header) => SheetGuess.Of(Hours, Sheet(header + "\nx;x;x;x;x;x"), new Dictionary<string, string>());

    private static SheetReading Read(string file, params (string, string)[] more) => Read(file, false, more);

    private static SheetReading Read(string file, bool hours, params (string, string)[] more)
    {
        var (reading, refusal) = Try(file, hours ? [.. more, ("unit-workedMinutes", "hours")] : more);
        Assert.Null(refusal);
        return reading!;
    }

    private static (SheetReading? Reading, ContributionRefusal? Refusal) Try(string file, params (string Name, string Value)[] more)
    {
        var sheet = Sheet(file);
        var form = SheetGuess.Of(Hours, sheet, Same).AsForm(Hours).Where(each => more.All(other => other.Name != each.Name)).Concat(more)
            .ToDictionary(each => each.Item1, each => each.Item2);
        return SheetRules.Read(Hours, sheet, SheetMapping.Of(Hours, form), new DateOnly(2026, 11, 24));
    }

    private static Sheet Sheet(string file) => SheetFile.Read(Encoding.UTF8.GetBytes(file)).Sheet!;
}
