using System.Globalization;
using Federation.Node.Campaigns;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;

namespace Federation.Node.Tests.Contributions.PayRecords;

/// <summary>The same 94 people as in <see cref="A_change_of_the_pay_rule"/>, their losses told by bands.</summary>
public sealed class The_middle_loss(PostgresFixture postgres)
{
    private static readonly string[] Regions = ["north", "east", "south"];

    [Fact]
    public async Task Of_those_who_earn_less_is_told_by_bands_and_agrees_with_a_count_of_the_file()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.PayLoss);
        var card = await node.Card(campaign);
        var files = PaySample.Files();
        foreach (var (i, file) in files.Index())
        {
            await node.GivePay(card, file, ("region", Regions[i % Regions.Length]));
        }

        var path = await node.Release();
        using var ben = await node.SignedIn("ben");
        await ben.Open(path);
        var line = Folded(ben.Page.QuerySelectorAll("tr").Select(row => row.TextContent).Single(row => row.Contains("All, without “earns as much or more”", StringComparison.Ordinal)));
        // 39 of 94 lose, 10.9 % in the mean; the middle one of them, counted below from the file, lies in the band that is told, and in its interval.
        Assert.Equal("All, without “earns as much or more” 39 41.5 % (32.1 – 51.6 %) 10.9 % 10 to 15 % 12.5 % 10.0 % – 15.0 %", line);
        var losses = files.Select(Loss).Where(loss => loss > 0).Order().ToList();
        Assert.Equal((39, 0.109m), (losses.Count, Math.Round(losses[19], 3)));
        Assert.InRange(losses[19], 0.10m, 0.15m);
        Assert.Contains("Nobody's own figure is told", ben.Text, StringComparison.Ordinal);
        Assert.Equal("All 94 – 4.5 % earns as much or more 0.0 % 0.0 % – 15.0 %", Folded(ben.Page.QuerySelectorAll("tr").Select(row => row.TextContent).Single(row => Folded(row).StartsWith("All 94 –", StringComparison.Ordinal))));
    }

    [Fact]
    public void Is_told_as_far_as_hidden_bands_leave_it_sure()
    {
        var bands = new BandedDimension("loss", [0, 0, 5, 10, null], "pct", "bp");
        var lines = Middles.Of(Table([30, null, null, 40], 100), bands);
        var (all, some) = (lines[0], lines[1]);
        Assert.Equal(("b1", "b2", null), (all.First.En, all.Last.En, all.Median.Figure));
        // Of the 70 who have some, 40 are in the last band: it holds the middle whatever is hidden.
        Assert.Equal(("b3", "b3", 70L, 0.7), (some.First.En, some.Last.En, some.Persons, some.Share!.Share));
        Assert.Empty(Middles.Of(Table([null, null, null, null], 100), bands)); // nothing is sure
        Assert.Single(Middles.Of(Table([95, 5, 0, 0], 100), bands)); // of five people nothing is said
        Assert.Empty(Middles.Of(Table([30, 30, 20, 20], 100) with { Noise = new TableNoise("1/10") }, bands));
    }

    private static TableFile Table(long?[] counts, long whole)
    {
        TableCell Cell(string? code, long persons) => new([code], persons, persons, [], 1, 0);
        var codes = counts.Select((_, band) => new TableCode($"b{band}", Text.Same($"b{band}"))).ToList();
        return new TableFile(Text.Same("t"), [new("loss", Text.Same("loss"), codes, PersonsRepeat: false, IsAnswer: true)], [], 10, 1, null, counts.Count(count => count is null), Text.Same("m"),
            [.. counts.Index().Where(each => each.Item > 0).Select(each => Cell($"b{each.Index}", each.Item!.Value)), Cell(null, whole)],
            [.. counts.Index().Where(each => each.Item is null).Select(each => new HiddenCell([$"b{each.Index}"]))]);
    }

    // What a job would have paid, in words of the rule and not of our code; jobs that were paid by it are not compared.
    private static decimal Loss(string file)
    {
        var compared = file.Split('\n').Skip(1).Select(job => job.Split(',')).Select(job => (Paid: Number(job[2]), Old: 5 + (0.075m * Number(job[1])))).Where(job => Math.Abs(job.Paid - job.Old) > 0.05m).ToList();
        var old = compared.Sum(job => job.Old);
        return (old - compared.Sum(job => job.Paid)) / old;
    }

    private static decimal Number(string cell) => decimal.Parse(cell, CultureInfo.InvariantCulture);

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
