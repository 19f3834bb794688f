using System.Net;
using System.Text.RegularExpressions;
using Federation.Node.Datasets;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Delivery;
using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Delivery;
using Federation.Node.Tests.Members;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

/// <summary>An officer finds that a published table is wrong. Nobody withdrew.</summary>
public sealed class A_release_that_is_wrong(PostgresFixture postgres)
{
    private const string Why = "Hours of March stand under April.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_taken_back_by_two_people_and_erased_by_everybody_who_holds_it()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        RunningNode[] all = [fnt, union];
        await fnt.PublishTemplate();
        await fnt.AffiliateWithTemplate(union, all);
        await union.Contribute(await union.AdoptAndOpen(), 25, "care", "north");
        var path = await union.Release();
        var release = (await union.Dataset(path))!.Current!;
        await Neighbours.Eventually(async () => await fnt.Mirrors() is [{ Current: not null }], "the release is mirrored", all);
        var sum = await fnt.Release();

        // Whoever is both cannot do it alone, and without a reason nobody can.
        using var both = await union.SignedIn("bea", Roles.Officer, Roles.Steward);
        await both.Open(path);
        await both.Submit(path + "/take-back", ("version", "1"), ("why", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, both.Status);
        await both.Submit(path + "/take-back", ("version", "1"), ("why", Why));
        Assert.Contains("another steward has to confirm", both.Text, StringComparison.Ordinal);
        await both.Replay(path + "/take-back/decline", path + "/take-back/confirm");
        Assert.Equal(HttpStatusCode.Forbidden, both.Status);
        Assert.NotNull((await union.Dataset(path))!.Current);
        using var mia = await union.SignedIn("mia");
        await mia.Open(path);
        Assert.DoesNotContain(Why, mia.Text, StringComparison.Ordinal);

        using var steward = await union.SignedIn("stan", Roles.Steward);
        await steward.Open(path);
        Assert.Contains(Why, steward.Text, StringComparison.Ordinal);
        await steward.Submit(path + "/take-back/confirm");
        Assert.Null((await union.Dataset(path))!.Current);

        // Here: no file any more, and members read what happened.
        await mia.Open(path);
        Assert.Contains($"Version 1 was wrong and was taken back on {Federation.Node.Shell.Dates.Day(union.Clock.GetUtcNow()).En}", mia.Text, StringComparison.Ordinal);
        Assert.Contains("an officer asked for it, and a steward, another person, confirmed. Why: " + Why, mia.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody withdrew", mia.Text, StringComparison.Ordinal);
        foreach (var file in new[] { release.TableSha256, release.CsvSha256 })
        {
            await mia.Open("/files/" + file);
            Assert.Equal(HttpStatusCode.Gone, mia.Status);
        }

        // There: the mirror is erased, its answer is on the page of holders, and the sum that was made of it is taken back too.
        await Neighbours.Eventually(async () => await fnt.Mirrors() is [{ Current: null }], "the mirror is erased", all);
        await Neighbours.Eventually(
            async () => await Ledger(union, path) is [{ Consents: [], Because: [], Notices: [{ Answer.Outcome: "erased" }] }], "the federation answers", all);
        await steward.Open(path);
        Assert.Contains("erased, signed", steward.Text, StringComparison.Ordinal);
        await Neighbours.Eventually(async () => (await fnt.Dataset(sum))!.Current is null, "the sum is taken back", all);
        using var fay = await fnt.SignedIn("fay");
        await fay.Open(sum);
        Assert.Contains("erased: a table in it was taken back", fay.Text, StringComparison.Ordinal);
        Assert.Empty(await fnt.Services.GetRequiredService<IDeliveries>().Refused(Cancel));

        // Nobody is told that somebody withdrew, and strangers see that it is gone.
        Assert.Equal(2, await Said(union, "published in error")); // Delete and notice
        Assert.Equal(1, await Said(fnt, "published in error")); // Delete of the sum
        Assert.Equal(0, await Said(union, "consent withdrawn") + await Said(fnt, "consent withdrawn"));
        await Feed(union, "Create Delete");

        await both.Open(path);
        Assert.Empty(both.Page.QuerySelectorAll("form[action$='/take-back']"));
    }

    [Fact]
    public async Task Gives_its_place_back_to_the_version_before_it_here_and_there()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        await fnt.Affiliate(union);
        var campaign = await union.OpenCampaign();
        await union.Contribute(campaign, 12, "care", "north");
        var path = await union.Release();
        await union.Contribute(campaign, 12, "care", "south", week: "2026-W44");
        Assert.Equal(path, await union.Release());
        await Neighbours.Eventually(async () => await fnt.Mirrors() is [{ Current.Version: 2 }], "both versions are mirrored", fnt, union);

        await TakeBack(union, path, 2);
        Assert.Equal(1, (await union.Dataset(path))!.Current!.Version);
        await Neighbours.Eventually(async () => await fnt.Mirrors() is [{ Current.Version: 1 }], "only the first is held", fnt, union);
        await Neighbours.Eventually(async () => await Ledger(union, path) is [{ Notices: [{ Answer.Outcome: "erased" }] }], "the federation answers", fnt, union);
        using var steward = await union.SignedIn("stan", Roles.Steward);
        await Neighbours.Eventually(async () => { await steward.Open(path); return steward.Text.Contains("applied, signed", StringComparison.Ordinal); }, "that the first stands again is heard", fnt, union);
        Assert.True(await fnt.Mirrors() is [{ Current.Version: 1 }]);
        Assert.Empty(await fnt.Services.GetRequiredService<IDeliveries>().Refused(Cancel));
        await Feed(union, "Create Update Update");

        // Who comes late hears of it all and holds only what stands.
        await using var late = await RunningNode.Start(postgres, "Late");
        await late.Affiliate(union);
        await Neighbours.Eventually(async () => await late.Mirrors() is [{ Current.Version: 1 }], "only the first is mirrored", late, union);
    }

    [Fact]
    public async Task Is_compared_with_the_next_one_still_for_readers_may_have_kept_it()
    {
        await using var union = await RunningNode.Start(postgres);
        var campaign = await union.OpenCampaign();
        await union.Contribute(campaign, 12, "care", "north");
        var path = await union.Release();
        await union.Contribute(campaign, 3, "care", "north");
        await TakeBack(union, path, 1);
        using var officer = await union.SignedIn("olga", Roles.Officer);
        await officer.Propose();
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
        Assert.Contains("Fewer than 10 people", officer.Text, StringComparison.Ordinal);

        await union.Contribute(campaign, 9, "care", "north"); // twelve came in all
        await union.Release();
        Assert.Equal(2, (await union.Dataset(path))!.Current!.Version);
    }

    [Fact]
    public async Task Stays_when_a_steward_finds_it_right()
    {
        await using var union = await RunningNode.Start(postgres);
        await union.Contribute(await union.OpenCampaign(), 12, "care", "north");
        var path = await union.Release();
        await Ask(union, path, 1);
        using var mia = await union.SignedIn("mia");
        using var steward = await union.SignedIn("stan", Roles.Steward);
        Assert.Equal((true, false), (await IsListed(steward), await IsListed(mia))); // where stewards look for what waits for them
        await steward.Open(path);
        await steward.Submit(path + "/take-back/decline");
        Assert.Contains("published", steward.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Why, steward.Text, StringComparison.Ordinal);
        Assert.Equal((1, null), ((await union.Dataset(path))!.Current!.Version, (await union.Dataset(path))!.Asked));
        Assert.False(await IsListed(steward));

        static async Task<bool> IsListed(Visitor visitor)
        {
            await visitor.Open("/releases");
            return visitor.Text.Contains("to be taken back: waits for a steward", StringComparison.Ordinal);
        }
    }

    /// <summary>An officer asks for a version to be taken back, and a steward confirms.</summary>
    internal static async Task TakeBack(RunningNode node, string path, int version)
    {
        await Ask(node, path, version);
        using var steward = await node.SignedIn("stan", Roles.Steward);
        await steward.Open(path);
        await steward.Submit(path + "/take-back/confirm");
        Assert.True((await node.Dataset(path))!.Releases[version - 1] is { IsErased: true, TakenBack.Reason: Why });
    }

    private static async Task Ask(RunningNode node, string path, int version)
    {
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open(path);
        await officer.Submit(path + "/take-back", ("version", version.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("why", Why));
        Assert.Contains("stays published until a steward confirms", officer.Text, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<Withdrawal>> Ledger(RunningNode node, string path) => node.Services.GetRequiredService<WithdrawalLedger>().OfDataset(DatasetSteps.IdOf(path), Cancel);

    private static async Task<long> Said(RunningNode node, string reason) =>
        (long)(await node.Scalar($"select count(*) from node.outbox where convert_from(body, 'UTF8') like '%\"un:reason\":\"{reason}\"%'"))!;

    // What happened to the catalogue, as strangers are told once nothing can come before it any more.
    private static Task Feed(RunningNode node, string what) => Neighbours.Eventually(async () =>
    {
        using var visitor = node.Visitor();
        var kinds = Regex.Matches(await visitor.Http.GetStringAsync("/catalog/feed/0", Cancel), "as:(Create|Update|Delete)\"|activitystreams#(Create|Update|Delete)\"");
        return string.Join(' ', kinds.Select(match => match.Groups[1].Value + match.Groups[2].Value)) == what;
    }, "the feed says " + what, node);
}
