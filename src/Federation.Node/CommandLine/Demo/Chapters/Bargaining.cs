using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.CommandLine.Demo.Checks;
using Federation.Node.CommandLine.Demo.People;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>B compares what women and men of the same grade are paid; A says how many of each sector took part, with noise, from a budget.</summary>
internal static class Bargaining
{
    private static readonly string[] Compared = ["woman", "man"];

    // Three times what 95 of 100 cases stay within: six standard deviations, once in a thousand million draws.
    private const int Unlikely = 3;

    public static async Task Play(DemoStage stage)
    {
        await ComparePay(stage, stage.B);
        await CountWithNoise(stage, stage.A);
    }

    private static async Task ComparePay(DemoStage stage, Organisation union)
    {
        await union.Olga.Do("/campaigns", "/campaigns", ("definition", CampaignDefinitions.PayGap));
        var campaign = union.Olga.Browser.Path;
        await Campaigning.Open(stage, union, campaign);
        var records = PayRecord.All();
        var giving = union.Taking.Zip(records).ToList();
        stage.Narrator.Check(giving.Count == records.Count, "there is a member for each pay record", $"{giving.Count} of {records.Count}");
        await Narrator.WithProgress("members give what they are paid", giving.Count, async done => await Parallel.ForEachAsync(
            giving, new ParallelOptions { MaxDegreeOfParallelism = Membership.AtOnce, CancellationToken = stage.Cancel },
            async (each, cancel) =>
            {
                await stage.Patience.Try(() => each.First.Answer(campaign), cancel);
                await stage.Patience.Try(() => each.First.Contribute(campaign, each.Second), cancel);
                done();
            }));

        await Releasing.Propose(stage, union, ("campaign", campaign.Split('/')[^1]));
        await Releasing.Sign(stage, union);
        var table = union.Released!.Table; // Sign set it
        var shown = records.Where(record => Compared.All(sex => table.Cells.ContainsKey(Cell.Key([record.Grade, sex])))).ToList();
        stage.Narrator.CheckNone(
            [.. records.GroupBy(record => Cell.Key([record.Grade, record.Sex])).Where(cell => table.Cells.TryGetValue(cell.Key, out var has) && has.Figures.Persons != cell.Count()).Select(cell => cell.Key)],
            "each cell of pay shown has the people who gave it");
        stage.Narrator.Check(table.Hidden.Contains(Cell.Key(["g4", "woman"])), "two women in a grade are hidden", "they are shown");
        var gap = string.Create(CultureInfo.InvariantCulture,
            $"{shown.Count(record => record.Sex == "woman")} {shown.Count(record => record.Sex == "man")} {PayRecord.Gap(shown):0.0} %");
        stage.Narrator.Check(union.Sam.Browser.Text.Contains("each weighted alike for both " + gap, StringComparison.Ordinal), $"the page says the gap that the records give: {gap}", union.Sam.Browser.Text);
        stage.Narrator.Step($"B compared the pay of {records.Count} women and men: in the same grade women lack {gap.Split(' ')[2]} %, counted again from the records; two women alone in a grade are hidden");
    }

    private static async Task CountWithNoise(DemoStage stage, Organisation union)
    {
        var corrected = (union.Dataset, union.Released);
        await union.Olga.Browser.Open($"/releases/noise?campaign={union.Campaign.Split('/')[^1]}&dimensions=sector&part=2");
        stage.Narrator.Check(union.Olga.Browser.Text.Contains("50 % of the campaign's budget", StringComparison.Ordinal), "the officer reads what noise costs before it is spent", union.Olga.Browser.Problem);
        await union.Olga.Browser.Submit("/releases/noise/propose");
        union.Dataset = union.Olga.Browser.Path.Split('/')[^1];
        await Releasing.Sign(stage, union);
        var released = union.Released!; // Sign set it
        var file = JsonNode.Parse((await union.Olga.Browser.Download(released.TablePath)).Bytes)!;
        var off = file["cells"]!.AsArray().ToDictionary(cell => Cell.Key([cell!["codes"]![0]?.ToString()]), cell => (long)cell!["plusMinus"]![0]!);
        var far = union.Taking.GroupBy(member => member.Person.Sector).Select(sector => (sector.Key, Cell: Cell.Key([sector.Key]), People: sector.Count()))
            .Where(sector => released.Table.Cells.TryGetValue(sector.Cell, out var has) && Math.Abs(has.Figures.Persons - sector.People) > Unlikely * off[sector.Cell]).Select(sector => sector.Key).ToList();
        stage.Narrator.CheckNone(far, "no count with noise is further from the people than noise can be");
        await union.Olga.Browser.Open($"/releases/noise?campaign={union.Campaign.Split('/')[^1]}");
        stage.Narrator.Check(union.Olga.Browser.Text.Contains("Left of this campaign's budget: 50 %", StringComparison.Ordinal), "half of the budget is spent", union.Olga.Browser.Text);
        (union.Dataset, union.Released) = corrected; // the other series goes on
        stage.Narrator.Step($"A said with noise how many of each sector take part (± {off.Values.Min()} in 95 of 100 cases), and paid half of the campaign's privacy budget for it");
    }
}
