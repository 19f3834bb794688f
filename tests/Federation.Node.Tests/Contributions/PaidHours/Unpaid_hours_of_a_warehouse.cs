using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.CommandLine;
using Federation.Node.Consents;
using Federation.Node.Contributions;
using Federation.Node.Delivery;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.CommandLine;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Documents;
using Federation.Protocol.Proofs;
using Federation.Storage.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Contributions.PaidHours;

/// <summary>The first journey: 63 people, four weeks, nine with WeClock; what they worked beside what the employer paid.</summary>
public sealed class Unpaid_hours_of_a_warehouse(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Become_a_table_that_holds_and_betrays_nobody()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.UnpaidHours);
        // Those who carry WeClock go the whole way on the pages, in either of its layouts; the crowd answers through the rooms' desks.
        Assert.Equal(["data.csv", "weclock.zip"], Enumerable.Range(0, Warehouse.WithWeClock).Select(Warehouse.FileName).Distinct().Order());
        using var reader = await OnThePages(node, campaign, 0, "ana");
        Assert.Contains("In the weeks with both (4) you recorded 157 h 14 and were paid 155 h 45: 1 h 29 were not paid, 25.63 EUR", reader.Text, StringComparison.Ordinal);
        await TakesTheTimesheetAlong(node, campaign, reader);
        for (var person = 1; person < Warehouse.WithWeClock; person++)
        {
            using var other = await OnThePages(node, campaign, person, $"phone{person}");
        }

        foreach (var worker in Warehouse.All.Skip(Warehouse.WithWeClock))
        {
            await Gives(node, campaign, worker);
        }

        var path = await node.Release();
        await reader.Open(path);
        // 15 of 63 work more than 48 hours in the mean of their weeks: Wilson's interval of that share.
        Assert.Contains("over 48 h 15 of 63 23.8 % 15.0 – 35.6 %", reader.Text, StringComparison.Ordinal);
        Assert.Equal(["17", "11", "20", "15"], reader.Page.QuerySelectorAll("svg.chart text.figure").Select(figure => figure.TextContent));
        // The site of eight is no group: it stands together with the next smallest, and neither is told by itself.
        Assert.StartsWith("22 ", SiteOf(reader, "Smaller ones, together")[0], StringComparison.Ordinal);
        Assert.DoesNotContain("South site", reader.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("West site", reader.Text, StringComparison.Ordinal);
        Assert.StartsWith("24 42 h 33 (38 h 42 – 46 h 23)", SiteOf(reader, "North site")[0], StringComparison.Ordinal);
        Assert.EndsWith("2 h 45 (1 h 46 – 3 h 44) 44.18 EUR (28.06 EUR – 60.29 EUR) 73.0 % (61.0 % – 82.4 %)", SiteOf(reader, "All")[0], StringComparison.Ordinal);
        Assert.DoesNotContain("squared", reader.Text, StringComparison.Ordinal);

        using var stat = JsonDocument.Parse(await reader.Http.GetStringAsync(path.Replace("releases", "datasets", StringComparison.Ordinal) + "/v1/jsonstat.en.json", Cancel));
        var over = stat.RootElement.GetProperty("extension").GetProperty("intervals95").EnumerateArray().Single(each => each.GetProperty("measure").GetString() == "Hours in a mean week / over 48 h");
        Assert.Equal((0.2381, 0.1499, 0.3564), (over.GetProperty("value").GetDouble(), over.GetProperty("low").GetDouble(), over.GetProperty("high").GetDouble()));
    }

    // What the table says of sites, all bands together.
    private static List<string> SiteOf(Visitor reader, params string[] sites) => [.. sites.Select(site => reader.Page.QuerySelectorAll("tr")
        .Select(row => string.Join(' ', row.QuerySelectorAll("th, td").SelectMany(cell => cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))
        .Single(row => row.StartsWith("All " + site + " ", StringComparison.Ordinal))[("All " + site + " ").Length..])];

    // What the phone recorded, then what the employer paid: each is looked at first, and kept when its member says so.
    private static async Task<Visitor> OnThePages(RunningNode node, string campaign, int person, string name)
    {
        var worker = Warehouse.All[person];
        var member = await node.Agreeing(campaign, name);
        await member.Open(campaign + "/contribute");
        await member.Upload(campaign + "/import", "file", Warehouse.FileName(person), Warehouse.Export(person), ("site", worker.Site));
        Assert.Contains("Nothing has been kept yet", member.Text, StringComparison.Ordinal);
        await member.Submit(member.Page.QuerySelector("form[action*='/import/']")!.GetAttribute("action")!, ("work", "1"));
        Assert.Contains("The table does not count you yet", member.Text, StringComparison.Ordinal);
        Assert.Equal(person, (await Rows(node, campaign)).Count);

        await member.Open(campaign + "/contribute");
        await member.Upload(campaign + "/paid-hours", "file", "pay.csv", Encoding.UTF8.GetBytes(worker.PaySlip));
        Assert.Contains("Nothing has been kept yet", member.Text, StringComparison.Ordinal);
        var own = member.Page.QuerySelectorAll("p").Select(line => line.TextContent).Single(line => line.Contains("In the weeks with both (4)", StringComparison.Ordinal));
        Assert.Equal(person, (await Rows(node, campaign)).Count);
        await member.Submit(member.Page.QuerySelector("form[action*='/paid-hours/']")!.GetAttribute("action")!);
        Assert.Contains(own.Trim(), member.Text, StringComparison.Ordinal);
        Assert.Equal(person + 1, (await Rows(node, campaign)).Count);
        Assert.Equal(0, await node.Count("node.import_draft"));
        return member;
    }

    private static async Task TakesTheTimesheetAlong(RunningNode node, string campaign, Visitor ana)
    {
        var path = $"/contributions/{DatasetSteps.IdOf(campaign)}/timesheet";
        Assert.NotNull(ana.Page.QuerySelector($"a[href='{path}']"));
        var file = JsonNode.Parse(await ana.Http.GetStringAsync(path + ".json", Cancel))!.AsObject();
        var key = node.Services.GetRequiredService<INodeIdentity>().PublicKey;
        Assert.Null(ObjectProof.Refute(file, key));
        Assert.Equal(("ana", "25.63", 89), (file["worker"]!.ToString(), file["totals"]!["unpaidPay"]!.ToString(), file["totals"]!["unpaidMinutes"]!.GetValue<int>()));
        Assert.All(file["weeks"]!.AsArray(), week => Assert.Equal(("weclock", "paid-hours"), (week!["recordedBy"]!.ToString(), week["paidBy"]!.ToString())));
        file["weeks"]![0]!["recordedMinutes"] = 3000;
        Assert.NotNull(ObjectProof.Refute(file, key));
        await IsVerifiedWithoutTheNode(node, ana, path);

        await ana.Open(path);
        Assert.Contains("from the phone (WeClock)", ana.Text, StringComparison.Ordinal);
        Assert.Contains("does not vouch for the hours", ana.Text, StringComparison.Ordinal);
        Assert.Contains("Court of Justice, 14 May 2019, C-55/18", ana.Text, StringComparison.Ordinal);
        Assert.Null(ObjectProof.Refute(JsonNode.Parse(ana.Page.QuerySelector("pre")!.TextContent)!.AsObject(), key));
        using var ben = await node.SignedIn("ben");
        await ben.Open(path);
        Assert.Equal(HttpStatusCode.NotFound, ben.Status); // nobody else's
    }

    private static async Task IsVerifiedWithoutTheNode(RunningNode node, Visitor ana, string path)
    {
        var folder = Directory.CreateTempSubdirectory("federation-timesheet").FullName;
        var (sheet, key) = (Path.Combine(folder, "timesheet.json"), $"{node.Services.GetRequiredService<INodeIdentity>().PublicKey}");
        var whole = await ana.Http.GetStringAsync(path + ".json", Cancel);
        await File.WriteAllTextAsync(sheet, whole, Cancel);
        var verified = await Installation.Run(["timesheet", "verify", sheet, "--key", key]);
        Assert.True(verified.Code == ExitCodes.Done, verified.Errors);
        Assert.Contains("The timesheet is whole: 4 weeks of ana, signed by Union A", verified.Output, StringComparison.Ordinal);
        await File.WriteAllTextAsync(sheet, whole.Replace("25.63", "95.63", StringComparison.Ordinal), Cancel);
        Assert.Equal(ExitCodes.CheckFailed, (await Installation.Run(["timesheet", "verify", sheet, "--key", key])).Code);
        Directory.Delete(folder, recursive: true);
    }

    private static Task<ContributionRows> Rows(RunningNode node, string campaign) =>
        node.Services.GetRequiredService<IContributions>().Rows(DatasetSteps.IdOf(campaign), Cancel);

    private static async Task Gives(RunningNode node, string campaign, Warehouse.Worker worker)
    {
        var card = await node.Card(campaign);
        var rows = worker.Weeks.Select(week => new ContributedRow(
            new Dictionary<string, string> { ["site"] = worker.Site, ["week"] = week.Name },
            new Dictionary<string, long>
            {
                ["workedMinutes"] = week.Worked, ["missedBreaks"] = week.MissedBreaks, ["eveningMinutes"] = week.Evening, ["weekendMinutes"] = week.Weekend,
                ["paidMinutes"] = week.Paid, ["hourlyRate"] = worker.RateCents,
            }));
        await node.Give(card, new ContributedRows([.. rows]));
    }
}
