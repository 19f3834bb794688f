using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Datasets;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Delivery;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Documents;
using Federation.Node.Tests.Members;
using Federation.Node.Tests.Peers;
using Federation.Protocol.Proofs;
using Federation.Storage.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

/// <summary>
/// Somebody who agreed to three campaigns leaves their union: two stand, and of the third only the table is left, because its date has come. The
/// federation mirrors all three tables. That an answer is missing, and red after 72 hours, is in An_answer_to_a_withdrawal_notice.
/// </summary>
public sealed class A_member_who_leaves(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Withdraws_by_one_click_each_takes_the_signed_answers_along_and_leaves_no_trace()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        await fnt.Befriend(union);
        await union.Befriend(fnt);
        await fnt.Follow(union, "statistics");
        using var drive = await Drive.Of(union);
        using var ana = await union.SignedIn("ana");
        List<string> campaigns = [], tables = [];
        for (var number = 0; number < 3; number++)
        {
            campaigns.Add(await union.OpenCampaign());
            await Agree(ana, campaigns[^1]);
            await Give(ana, campaigns[^1]);
            await union.Contribute(campaigns[^1], 12, "care", "north", number < 2 ? 2400 : 2460); // the same in two: both datasets come to the same file
            tables.Add(await Release(union, campaigns[^1]));
        }

        await Neighbours.Eventually(async () => (await Mirrors(fnt)).Count(mirror => mirror.Current is not null) == 3, "three releases are mirrored", fnt, union);
        var first = (await union.Dataset(tables[0]))!.Releases[0];
        await union.DateComes(campaigns[2], fnt);
        await ana.SignIn("ana", RunningNode.Password); // a year later

        // One click on the page of consents, as agreeing was one on the notice; A_member_who_is_asked counts them in a browser.
        var consents = new List<Guid>();
        foreach (var campaign in campaigns)
        {
            consents.Add((await union.Services.GetRequiredService<IConsents>().Of(drive.Member, Cancel)).Single(consent => consent.CampaignId == DatasetSteps.IdOf(campaign)).Id);
        }

        var leftAt = union.Clock.GetUtcNow();
        foreach (var consent in consents.Take(2))
        {
            await ana.Open("/consents");
            await ana.Submit($"/consents/{consent}/withdraw");
            Assert.Equal(HttpStatusCode.OK, ana.Status);
            Assert.Equal(KeyState.Erased, await union.Services.GetRequiredService<KeyVault>().StateOf(new SubjectId(consent), Cancel)); // nobody can read the rows
        }

        Assert.Empty(ana.Page.QuerySelectorAll("form[action$='/withdraw']")); // of the third there is nothing left to take back
        await ana.Open("/contributions");
        Assert.DoesNotContain("2026-W45", ana.Text, StringComparison.Ordinal);

        // The tables without them, and the federation's answers, each with its date.
        foreach (var table in tables.Take(2))
        {
            await Neighbours.Eventually(async () => (await union.Dataset(table))!.Current?.Version == 2, "the table is corrected", fnt, union);
            Assert.Equal(12, (await union.Dataset(table))!.Current!.Consents.Count);
        }

        foreach (var consent in consents.Take(2))
        {
            await Neighbours.Eventually(async () => (string?)(await Holders(ana, consent))["holders"]!.AsArray().SingleOrDefault()?["answer"] == "erased", "the federation answers", fnt, union);
            var holder = (await Holders(ana, consent))["holders"]![0]!;
            Assert.Equal(fnt.Host(), (string?)holder["host"]);
            Assert.InRange((DateTimeOffset)holder["answeredAt"]!, leftAt, leftAt.AddHours(72));
            await ana.Open($"/consents/{consent}/holders");
            Assert.Equal([(fnt.Host(), "erased, signed", Dates.Minute((DateTimeOffset)holder["answeredAt"]!).En)], Shown(ana));
        }

        var ended = (await union.Services.GetRequiredService<IConsents>().Of(drive.Member, Cancel)).Single(consent => consent.Id == consents[2]).Steps[^1];
        Assert.Equal(ConsentState.Expired, ended.State);
        await ana.Open($"/consents/{consents[2]}/holders");
        Assert.Equal(
            [(union.Host(), "only in an anonymous total", Dates.Minute(ended.At).En), (fnt.Host(), "only in an anonymous total", Dates.Minute(ended.At).En)], Shown(ana));
        Assert.Equal([1, 2, 2], (await Mirrors(fnt)).Select(mirror => mirror.Current!.Version).Order()); // as one signed copy and two corrected ones

        await TakesAlong(ana, fnt, consents);
        await LeavesNoTrace(union, drive, ana, first);
    }

    // Everything in one archive: three receipts, and what each holder answered, signed.
    private static async Task TakesAlong(Visitor ana, RunningNode fnt, List<Guid> consents)
    {
        await ana.Open("/account");
        await ana.Submit("/account/export", ("current", RunningNode.Password));
        using var archive = new ZipArchive(await ana.Answer.Content.ReadAsStreamAsync(Cancel));
        Assert.Equal(consents.Select(consent => $"receipts/receipt-{consent:n}.json").Order(), archive.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("receipts/", StringComparison.Ordinal)).Order());
        Assert.All(Json(archive, "contributions.json").AsArray(), given => Assert.Empty(given!["rows"]!.AsArray())); // when something was given, and nothing of it
        var kept = Json(archive, "withdrawals.json").AsArray().ToDictionary(each => (Guid)each!["consent"]!, each => each!);
        Assert.Equal(consents.Order(), kept.Keys.Order());
        foreach (var consent in consents.Take(2))
        {
            var holder = Assert.Single(kept[consent]["holders"]!.AsArray())!;
            Assert.Equal("erased", (string?)holder["answer"]);
            Assert.Null(ObjectProof.Refute(holder["activity"]!.AsObject(), fnt.Services.GetRequiredService<INodeIdentity>().PublicKey));
        }

        var standing = Assert.Single(kept[consents[2]]["standing"]!.AsArray())!;
        Assert.Equal("aggregatedAnonymous", (string?)standing["outcome"]);
        Assert.Contains(fnt.Host(), standing["holders"]!.AsArray().Select(host => (string?)host));
    }

    // What the world could reach of them, and what it gets after they are erased.
    private static async Task LeavesNoTrace(RunningNode union, Drive drive, Visitor ana, Release first)
    {
        using var passerby = union.Visitor();
        var link = await Shared(drive);
        await passerby.Open(link);
        Assert.Equal(HttpStatusCode.OK, passerby.Status);
        await ana.Open("/account");
        await ana.Submit("/account/erasure", ("current", RunningNode.Password));
        await A_member_to_be_erased.Pass(union, 7.1);
        foreach (var name in new[] { "ana", drive.Member.ToString() })
        {
            await passerby.Open($"/.well-known/webfinger?resource=acct:{name}@{union.Host()}");
            Assert.Equal(HttpStatusCode.NotFound, passerby.Status);
        }

        await passerby.Open(link);
        Assert.Equal(HttpStatusCode.NotFound, passerby.Status);
        await passerby.SignIn("ana", RunningNode.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, passerby.Status);
        using var ben = await union.SignedIn("ben");
        await ben.Open("/files/" + first.CsvSha256);
        Assert.Equal(HttpStatusCode.Gone, ben.Status);
    }

    private static async Task Agree(Visitor ana, string campaign)
    {
        await ana.Open(campaign + "/consent");
        await ana.Submit(campaign + "/consent", ("answer", "agree"));
        Assert.Contains("You agreed", ana.Text, StringComparison.Ordinal);
    }

    private static async Task Give(Visitor ana, string campaign)
    {
        await ana.Open(campaign + "/contribute");
        await ana.Submit(campaign + "/contribute",
            ("sector", "care"), ("region", "north"), ("week", "2026-W45"), ("workedMinutes", "2500"), ("missedBreaks", "2"), ("eveningMinutes", "120"), ("weekendMinutes", "0"));
    }

    private static async Task<string> Release(RunningNode union, string campaign)
    {
        using var officer = await union.SignedIn("olga", Roles.Officer);
        using var steward = await union.SignedIn("stan", Roles.Steward);
        await officer.Open("/releases");
        await officer.Submit("/releases/propose", ("campaign", DatasetSteps.IdOf(campaign).ToString()));
        var path = officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await steward.Open(path);
        await steward.Submit(path + "/sign");
        Assert.Contains("published", steward.Text, StringComparison.Ordinal);
        return path;
    }

    // The campaign is closed, and the months pass that its notice told.
    /// <returns>The path of a link to a file of hers, for whoever has it.</returns>
    private static async Task<string> Shared(Drive drive)
    {
        await drive.Device.Put("/dav/roster.txt", "who works when");
        var (status, answer) = await drive.Post($"/documents/{await drive.Id("roster.txt")}/links", ("kind", "download"), ("label", "for a friend"));
        Assert.Equal(200, status);
        return new Uri((string)answer["address"]!).AbsolutePath;
    }

    // What the page says of each holder: the host, the outcome, and since when.
    private static IEnumerable<(string Host, string Outcome, string At)> Shown(Visitor ana) => ana.Page.QuerySelectorAll("main tbody tr").Select(row =>
        (row.QuerySelector("th")!.TextContent.Trim(), row.QuerySelector(".tag")!.TextContent.Trim(), row.QuerySelector(".meta")!.TextContent.Trim()));

    private static async Task<JsonNode> Holders(Visitor ana, Guid consent) => JsonNode.Parse(await ana.Http.GetStringAsync($"/consents/{consent}/holders.json", Cancel))!;

    private static Task<IReadOnlyList<Mirror>> Mirrors(RunningNode node) => node.Services.GetRequiredService<MirrorShelf>().All(Cancel);

    private static JsonNode Json(ZipArchive archive, string name)
    {
        using var file = archive.GetEntry(name)!.Open();
        return JsonNode.Parse(file)!;
    }
}
