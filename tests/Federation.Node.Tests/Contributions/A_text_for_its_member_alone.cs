using System.IO.Compression;
using System.Net;
using Federation.Node.Contributions;
using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Members;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Contributions;

/// <summary>A short text beside the figures: its member reads it, and it is in nothing else.</summary>
public sealed class A_text_for_its_member_alone(PostgresFixture postgres)
{
    private const string Canary = "zebra-on-the-ramp-4711";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_on_their_page_and_in_their_export_and_in_no_table_file_page_or_row_beside()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(SampleDefinition.Accidents);
        using var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/contribute");
        Assert.StartsWith("For you alone", ana.Page.QuerySelector("#note-hint")!.TextContent, StringComparison.Ordinal);
        await ana.Submit(campaign + "/contribute", ("sector", "care"), ("accident", "2026-10-14"), ("daysLost", "5"), ("note", Canary));
        Assert.Contains(Canary, ana.Text, StringComparison.Ordinal);
        await ana.Open("/account");
        await ana.Submit("/account/export", ("current", RunningNode.Password));
        using (var archive = new ZipArchive(await ana.Answer.Content.ReadAsStreamAsync(Cancel)))
        using (var given = new StreamReader(archive.GetEntry("contributions.json")!.Open()))
        {
            Assert.Contains(Canary, await given.ReadToEndAsync(Cancel), StringComparison.Ordinal);
        }

        var card = await node.Card(campaign);
        for (var person = 0; person < 12; person++)
        {
            await node.Give(card, ContributionRules.FromForm(card.Schema, new Dictionary<string, string>
            {
                ["sector"] = "care", ["accident"] = "2026-10-02", ["daysLost"] = "3", ["note"] = Canary,
            }, new DateOnly(2026, 11, 24)).Rows!);
        }

        // Whoever sees tables, or takes every form of one.
        var release = await node.Release();
        using var officer = await node.SignedIn("olga", Roles.Officer);
        foreach (var page in new[] { campaign, campaign + "/assessments", "/campaigns", "/releases", release, "/processing", "/contributions" })
        {
            await officer.Open(page);
            Assert.DoesNotContain(Canary, officer.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }

        await officer.Open(release);
        var files = officer.Page.QuerySelectorAll("a[href*='/v1/'], a.button[href*='/files/']").Select(link => link.GetAttribute("href")!).ToList();
        Assert.True(files.Count > 6);
        foreach (var file in files)
        {
            using var answer = await officer.Http.GetAsync(file, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(Holds(await answer.Content.ReadAsByteArrayAsync(Cancel)), file);
        }

        Assert.Equal(["campaign.opened"], await new Canaries([Canary, "campaign.opened"]).InTables(node));
    }

    [Fact]
    public async Task Is_never_asked_for_and_can_be_taken_back_and_is_not_too_long()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(SampleDefinition.Accidents);
        using var ana = await node.Agreeing(campaign, "ana");
        await Gives(Canary);
        Assert.Contains(Canary, ana.Text, StringComparison.Ordinal);
        await Gives(new string('é', 201));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);
        Assert.Equal("What happened takes at most 200 characters.", ana.Page.QuerySelector("#note-refused")!.TextContent);
        await Gives(new string('é', 200));
        Assert.Contains(new string('é', 200), ana.Text, StringComparison.Ordinal);
        await Gives("");
        Assert.Equal(["Care", "2026-10", "5", ""], ana.Page.QuerySelectorAll("tbody td").Select(cell => cell.TextContent.Trim()));
        Assert.Single(await node.Services.GetRequiredService<IContributions>().Rows(DatasetSteps.IdOf(campaign), Cancel));

        async Task Gives(string note)
        {
            await ana.Open(campaign + "/contribute");
            await ana.Submit(campaign + "/contribute", ("sector", "care"), ("accident", "2026-10-14"), ("daysLost", "5"), ("note", note));
        }
    }

    private static bool Holds(byte[] bytes)
    {
        var canary = System.Text.Encoding.UTF8.GetBytes(Canary);
        if (bytes.AsSpan().IndexOf(canary) >= 0)
        {
            return true;
        }

        if (!bytes.AsSpan().StartsWith("PK"u8))
        {
            return false;
        }

        using var zip = new ZipArchive(new MemoryStream(bytes));
        return zip.Entries.Any(entry =>
        {
            using var memory = new MemoryStream();
            using var part = entry.Open();
            part.CopyTo(memory);
            return memory.ToArray().AsSpan().IndexOf(canary) >= 0;
        });
    }
}
