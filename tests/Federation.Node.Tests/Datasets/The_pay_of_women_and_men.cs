using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Federation.Node.Campaigns;
using Federation.Node.CommandLine.Demo.Checks;
using Federation.Node.Consents;
using Federation.Node.Contributions;
using Federation.Node.Datasets.Tables;
using Federation.Node.Tests.Campaigns;
using Federation.Storage.Keys;
using Microsoft.Extensions.DependencyInjection;
using Cell = Federation.Node.CommandLine.Demo.Checks.Cell;

namespace Federation.Node.Tests.Datasets;

/// <summary>The fourth journey: 412 pay records (made up, the same at every run) in which women get 6 per cent less in the same grade, and two women are alone in theirs.</summary>
public sealed class The_pay_of_women_and_men(PostgresFixture postgres)
{
    private static readonly (string Grade, int Women, int Men, int Cents)[] Grades =
        [("g1", 62, 38, 1410), ("g2", 55, 41, 1590), ("g3", 38, 44, 1820), ("g4", 24, 46, 2110), ("g5", 12, 38, 2540), ("g6", 2, 12, 3150)];

    private static readonly (string Grade, int Women, int Men, int Cents)[] WithThreeSmallGroups =
        [("g1", 62, 9, 1410), ("g2", 55, 41, 1590), ("g3", 38, 73, 1820), ("g4", 29, 46, 2110), ("g5", 7, 38, 2540), ("g6", 2, 12, 3150)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Are_compared_within_grades_and_nobodys_can_be_worked_out()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.PayGap);
        var records = Records(Grades);
        Assert.Equal(412, records.Count);
        using var ana = await OnThePages(node, campaign, records[0]);
        var card = await node.Card(campaign);
        await Parallel.ForEachAsync(records.Skip(1), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel }, async (record, _) => await Gives(node, card, record));

        var path = await node.Release();
        await ana.Open(path);
        var rows = ana.Page.QuerySelectorAll("tr").Select(row => string.Join(" | ", row.QuerySelectorAll("th, td").Select(cell => Folded(cell.TextContent)))).ToList();
        Assert.Contains("Grade 6 | woman | hidden", rows);
        Assert.Contains("Grade 4 | woman | 24 | 19.78 EUR (19.31 EUR – 20.25 EUR)", rows);
        // Made with 6 per cent: the adjusted gap finds it, the plain one is three times as wide because more women are in the lower grades.
        Assert.Contains("All of these positions, each weighted alike for both | 117 | 131 | 6.1 % | 4.7 – 7.5 %", rows);
        Assert.Contains("Everybody, whatever their position | 193 | 219 | 18.2 % | 14.6 – 21.8 %", rows);

        // As a peer reads it: attacked with all that is shown, no hidden cell can be worked out.
        var (table, reason) = TableFile.Read(await ana.Http.GetByteArrayAsync(ana.Page.QuerySelectorAll("a.button").Single(link => link.TextContent == "JSON").GetAttribute("href"), Cancel));
        Assert.Null(reason);
        Assert.Equal([
            "g1/man", "g1/woman", "g5/man", "g5/woman", "g6/man", "g6/woman"], table!.Hidden.Select(cell => string.Join('/', cell.Codes)).Order());

        var files = path.Replace("releases", "datasets", StringComparison.Ordinal) + "/v1/";
        using var stat = JsonDocument.Parse(await ana.Http.GetStringAsync(files + "jsonstat.en.json", Cancel));
        var gap = stat.RootElement.GetProperty("extension").GetProperty("intervals95").EnumerateArray().Single(each => each.GetProperty("of").GetString()!.StartsWith("All of these", StringComparison.Ordinal));
        Assert.Equal("Pay for an hour: gap between woman and man", gap.GetProperty("measure").GetString());
        Assert.Equal((0.061, 0.047, 0.075), (Math.Round(gap.GetProperty("value").GetDouble(), 3), Math.Round(gap.GetProperty("low").GetDouble(), 3), Math.Round(gap.GetProperty("high").GetDouble(), 3)));
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(await ana.Http.GetByteArrayAsync(files + "table.en.xlsx", Cancel)), false);
        Assert.Equal(["Figures", "Intervals", "About"], workbook.WorkbookPart!.Workbook!.Descendants<Sheet>().Select(sheet => sheet.Name!.Value));
    }

    [Fact]
    public async Task Are_hidden_in_three_groups_that_are_small_and_in_three_that_would_tell_of_them_in_every_form_of_the_release()
    {
        await using var node = await RunningNode.Start(postgres);
        var card = await node.Card(await node.OpenCampaign(CampaignDefinitions.PayGap));
        var records = Records(WithThreeSmallGroups);
        Assert.Equal(412, records.Count);
        await Parallel.ForEachAsync(records, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel }, async (record, _) => await Gives(node, card, record));
        var path = await node.Release();

        using var ben = await node.SignedIn("ben");
        await ben.Open(path);
        var rows = ben.Page.QuerySelectorAll("tr").Select(row => string.Join(" | ", row.QuerySelectorAll("th, td").Select(cell => Folded(cell.TextContent)))).ToList();
        Assert.Contains("Grade 6 | woman | hidden", rows);
        Assert.Contains("6 of 21 cells", ben.Text, StringComparison.Ordinal); // 12 groups, 6 grades, both sexes, everybody
        Assert.Contains("Cells hidden that would give others away", ben.Text, StringComparison.Ordinal);
        Assert.Contains("Attacked: no hidden cell can be worked out", ben.Text, StringComparison.Ordinal);

        var persons = records.CountBy(record => $"{record.Grade}/{record.Sex}").ToDictionary();
        string[] small = [.. persons.Where(group => group.Value < 10).Select(group => group.Key).Order()];
        Assert.Equal(["g1/man", "g5/woman", "g6/woman"], small);
        string[] beside = ["g1/woman", "g5/man", "g6/man"];
        string[] hidden = [.. small.Concat(beside).Order()];
        var files = path.Replace("releases", "datasets", StringComparison.Ordinal) + "/v1/";
        Assert.Equal(hidden, HiddenOf(SpreadsheetDocument.Open(new MemoryStream(await ben.Http.GetByteArrayAsync(files + "table.en.xlsx", Cancel)), false)));
        Assert.Equal(hidden, HiddenOf(JsonNode.Parse(await ben.Http.GetStringAsync(files + "jsonstat.en.json", Cancel))!));

        var bytes = await ben.Http.GetByteArrayAsync(ben.Page.QuerySelectorAll("a.button").Single(link => link.TextContent == "JSON").GetAttribute("href"), Cancel);
        Assert.Null(TableFile.Read(bytes).Reason); // a peer attacks what it reads
        var table = ReadTable.Of(JsonNode.Parse(bytes)!);
        Assert.Equal(hidden, table.Hidden.Select(cell => cell.Replace(" ", "", StringComparison.Ordinal)).Order());
        Assert.Empty(HiddenCells.GivenAway(table));
        Assert.All(beside, group => // were any of the three shown, an attacker had one of the small ones
        {
            var key = Cell.Key(group.Split('/'));
            var more = new Dictionary<string, ReadTable.Shown>(table.Cells) { [key] = new(new Figures(persons[group], persons[group], [1, 1]), 1, 0) };
            Assert.NotEmpty(HiddenCells.GivenAway(table with { Cells = more, Hidden = table.Hidden.Where(cell => cell != key).ToHashSet() }));
        });
    }

    private static IEnumerable<string> HiddenOf(SpreadsheetDocument workbook)
    {
        using (workbook)
        {
            var sheet = workbook.WorkbookPart!.Workbook!.Descendants<Sheet>().Single(each => each.Name == "Figures");
            return [.. ((WorksheetPart)workbook.WorkbookPart.GetPartById(sheet.Id!)).Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Row>().Select(row => row.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>().Select(cell => cell.InnerText).ToList())
                .Where(row => row.Contains("hidden")).Select(row => $"{row[0].Replace("Grade ", "g", StringComparison.Ordinal)}/{row[1]}").Order()];
        }
    }

    private static IEnumerable<string> HiddenOf(JsonNode cube)
    {
        List<List<string>> codes = [.. cube["id"]!.AsArray().Select(name => cube["dimension"]![name!.ToString()]!["category"]!["index"]!.AsArray().Select(code => code!.ToString()).ToList())];
        return cube["status"]!.AsObject().Where(place => place.Value!.ToString() == "c").Select(place => int.Parse(place.Key, CultureInfo.InvariantCulture) / codes[2].Count)
            .Distinct().Select(place => $"{codes[0][place / codes[1].Count]}/{codes[1][place % codes[1].Count]}").Order();
    }

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<Visitor> OnThePages(RunningNode node, string campaign, (string Grade, string Sex, long Minutes, long Cents) record)
    {
        var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/contribute");
        var gross = FormattableString.Invariant($"{record.Cents / 100m:0.00}");
        await ana.Submit(campaign + "/contribute", ("grade", record.Grade), ("sex", record.Sex), ("weeklyMinutes", $"{record.Minutes}"), ("grossPay", gross));
        Assert.Contains("Pay for an hour", ana.Page.QuerySelector("dl")!.TextContent, StringComparison.Ordinal); // their own line, for them alone
        return ana;
    }

    private static async Task Gives(RunningNode node, CampaignCard card, (string Grade, string Sex, long Minutes, long Cents) record)
    {
        var row = new ContributedRow(
            new Dictionary<string, string> { ["grade"] = record.Grade, ["sex"] = record.Sex },
            new Dictionary<string, long> { ["weeklyMinutes"] = record.Minutes, ["grossPay"] = record.Cents });
        await node.Give(card, new ContributedRows([row]));
    }

    // Pay for an hour spreads by some 6 per cent around what the grade pays, women's around 94 per cent of it; a quarter works part time.
    private static List<(string Grade, string Sex, long Minutes, long Cents)> Records((string Grade, int Women, int Men, int Cents)[] grades)
    {
        var random = new Random(20261130);
        return [.. grades.SelectMany(grade => Enumerable.Repeat("woman", grade.Women).Concat(Enumerable.Repeat("man", grade.Men)).Select(sex =>
        {
            var minutes = random.Next(4) == 0 ? 1500 : 2340;
            var hourly = grade.Cents * (sex == "woman" ? 0.94 : 1) * (1 + 0.06 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2);
            return (grade.Grade, sex, (long)minutes, (long)Math.Round(hourly * minutes / 60 * 52 / 12));
        }))];
    }
}
