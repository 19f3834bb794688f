using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

/// <summary>Unions publish anew, join and word things their own way; the federation's sum follows, and says what changed.</summary>
public sealed class A_roll_up_that_is_renewed(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_which_unions_tables_changed_and_what_that_changes_before_and_after_it_is_signed()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var unionA = await RunningNode.Start(postgres, "Union A");
        await using var unionB = await RunningNode.Start(postgres, "Union B");
        RunningNode[] all = [fnt, unionA, unionB];
        await fnt.PublishTemplate();
        await fnt.AffiliateWithTemplate(unionA, all);
        var campaign = await unionA.AdoptAndOpen();
        await unionA.Contribute(campaign, 30, "care", "north");
        await unionA.Release();
        await Neighbours.Eventually(async () => (await fnt.Mirrors()) is [{ Current.Version: 1 }], "the release is mirrored", all);
        var rollUp = await fnt.Release();
        using var officer = await fnt.SignedIn("olga", Roles.Officer);
        await officer.Open(rollUp);
        Assert.DoesNotContain("have changed since", officer.Text, StringComparison.Ordinal);

        // Twelve more are enough for the union's smallest group and not for the federation's.
        await unionA.Contribute(campaign, 12, "care", "north");
        await unionA.Release();
        await Neighbours.Eventually(async () => (await fnt.Mirrors()) is [{ Current.Version: 2 }], "the newer release is mirrored", all);
        await officer.Open(rollUp);
        var (first, second, third) = (Version(await fnt.Mirrors(), 1), Version(await fnt.Mirrors(), 2), "");
        Assert.Contains($"Unions' tables have changed since {unionA.Host()}: revised, instead of {VersionOf(first)} {second}", officer.Text, StringComparison.Ordinal);
        await officer.Submit("/releases/propose");
        Assert.Contains("Fewer than 20 people", officer.Text, StringComparison.Ordinal);

        // Ten more make it twenty-two, and another union joins.
        await unionA.Contribute(campaign, 10, "care", "north");
        await unionA.Release();
        await fnt.AffiliateWithTemplate(unionB, all);
        await unionB.Contribute(await unionB.AdoptAndOpen(), 15, "care", "north");
        await unionB.Release();
        await Neighbours.Eventually(async () => (await fnt.Mirrors()).Select(mirror => mirror.Current?.Version).Order().SequenceEqual([1, 3]), "both are mirrored", all);
        third = Version((await fnt.Mirrors()).Where(mirror => mirror.Host == unionA.Host()), 3);
        var joined = Version((await fnt.Mirrors()).Where(mirror => mirror.Host == unionB.Host()), 1);
        await officer.Open(rollUp);
        await officer.Submit("/releases/propose");
        using var steward = await fnt.SignedIn("stan", Roles.Steward);
        await steward.Open(rollUp);
        Assert.Contains($"{unionA.Host()}: revised, instead of {VersionOf(first)} {third}", steward.Text, StringComparison.Ordinal);
        Assert.Contains($"{unionB.Host()}: new {joined}", steward.Text, StringComparison.Ordinal);
        Assert.Contains(steward.Page.QuerySelectorAll("tr"), row => row.TextContent.Contains("Health and care", StringComparison.Ordinal)
            && row.QuerySelectorAll("td").Take(2).Select(cell => cell.TextContent.Trim()).SequenceEqual(["30", "67"]));
        await steward.Submit(rollUp + "/sign");

        using var member = await fnt.SignedIn("mia");
        await member.Open(rollUp);
        Assert.Contains($"{unionA.Host()}: revised, instead of {VersionOf(first)} {third}", member.Text, StringComparison.Ordinal);
        Assert.Contains("Compared with earlier versions", member.Text, StringComparison.Ordinal);
        var signed = JsonNode.Parse((await fnt.Dataset(rollUp))!.Current!.Document)!["un:changedSources"]!.AsArray();
        Assert.Contains(signed, change => change!["un:before"]?.ToString() == first && change["un:now"]?.ToString() == third);
        Assert.Contains(signed, change => change!["un:before"] is null && change["un:now"]?.ToString() == joined);
    }

    [Fact]
    public async Task Adds_up_what_a_union_gathered_by_a_narrower_form_in_its_own_words()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var unionA = await RunningNode.Start(postgres, "Union A");
        await using var unionB = await RunningNode.Start(postgres, "Union B");
        RunningNode[] all = [fnt, unionA, unionB];
        await fnt.PublishTemplate();
        foreach (var union in new[] { unionA, unionB })
        {
            await fnt.AffiliateWithTemplate(union, all);
        }

        await unionA.Contribute(await unionA.AdoptAndOpen(), 20, "care", "north");
        await unionA.Release();
        var narrowed = await Narrowed(unionB);
        await unionB.Contribute(narrowed, 16, "care", "north");
        Assert.Contains("16", (await unionB.Table(await unionB.Release())).Cells[0].Persons.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        await Neighbours.Eventually(async () => (await fnt.Mirrors()).Count(mirror => mirror.Current is not null) == 2, "both releases are mirrored", all);

        var sum = await fnt.Table(await fnt.Release());
        Assert.Equal(36, sum.Find(["care", "north", "2026-W45"])!.Persons);
        Assert.Equal("Health and care", sum.Dimensions[0].Codes.Single(code => code.Code == "care").Label.En); // the template's words
    }

    // The officer adopts it with changes: first one that widens it.
    private static async Task<string> Narrowed(RunningNode union)
    {
        using var officer = await union.SignedIn("olga", Roles.Officer);
        await officer.Open("/templates");
        var link = officer.Page.QuerySelectorAll("a").Single(a => a.TextContent == "Adopt with changes").GetAttribute("href")!;
        await officer.Open(link.Split('#')[0]);
        var definition = JsonNode.Parse(officer.Page.QuerySelector("textarea")!.TextContent)!;
        definition["retentionMonths"] = 24;
        await officer.Submit("/campaigns", ("definition", definition.ToJsonString()));
        Assert.Contains("kept for 24 months instead of 12", officer.Text, StringComparison.Ordinal);

        definition["retentionMonths"] = 6;
        definition["minimumGroup"] = 12;
        definition["title"]!["en"] = "Our hours";
        var sectors = definition["schema"]!["fields"]![0]!["choices"]!.AsArray();
        sectors.Remove(sectors.Single(choice => choice!["code"]!.ToString() == "retail"));
        sectors.Single(choice => choice!["code"]!.ToString() == "care")!["label"]!["en"] = "Hospitals and homes";
        await officer.Submit("/campaigns", ("definition", definition.ToJsonString()));
        var path = await union.OpenDrafted(officer);
        var card = await union.Card(path);
        Assert.Equal(("Our hours", 12, 6), (card.Title.En, card.MinimumGroup, card.RetentionMonths));
        Assert.Equal(Assert.Single(await union.Services.GetRequiredService<ITemplates>().All(Cancel)).Id, card.Template);
        return path;
    }

    private static string Version(IEnumerable<Federation.Node.Datasets.Mirrors.Mirror> mirrors, int version) =>
        Assert.Single(mirrors).Versions.Single(each => each.Version == version).Url;

    private static string VersionOf(string url) => url.Split('/')[^1];
}
