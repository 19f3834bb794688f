using System.Text.Json.Nodes;
using Federation.Node.Datasets;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Delivery;
using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Delivery;
using Federation.Node.Tests.Peers;
using Federation.Protocol.Proofs;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Datasets;

/// <summary>A federation that follows two unions, from its template to their withdrawals.</summary>
public sealed class A_federation(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Adds_up_what_its_unions_publish_and_corrects_it_when_a_member_withdraws()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var unionA = await RunningNode.Start(postgres, "Union A");
        await using var unionB = await RunningNode.Start(postgres, "Union B");
        RunningNode[] all = [fnt, unionA, unionB];
        await fnt.PublishTemplate();
        var releases = new List<string>();
        var members = new List<Guid>();
        foreach (var union in new[] { unionA, unionB })
        {
            await fnt.AffiliateWithTemplate(union, all);
            var campaign = await union.AdoptAndOpen();
            members.AddRange(await union.Contribute(campaign, 12, "care", "north", union == unionA ? 2400 : 2700));
            members.AddRange(await union.Contribute(campaign, 11, "retail", "south"));
            releases.Add(await union.Release());
        }

        await Neighbours.Eventually(async () => (await fnt.Mirrors()).Count(mirror => mirror.Current is not null) == 2, "both releases are mirrored", all);
        await Neighbours.Eventually(async () => (await Arrived(unionA, releases[0])).Contains("applied, signed", StringComparison.Ordinal), "FNT's receipt is seen", all);
        var rollUp = await fnt.Release();
        var before = await fnt.Table(rollUp);
        Assert.Equal((24, 24 * 2400 + 12 * 300 + 2 * 66), Cell(before, "care", "north"));
        Assert.Equal(20, before.MinimumGroup);
        Assert.Equal(2, before.Sources);

        var consent = await Withdrawing.Of(unionA, members[0]);
        await Neighbours.Eventually(async () => (await unionA.Dataset(releases[0]))!.Current?.Version == 2, "the union's table is corrected", all);
        await Neighbours.Eventually(async () => (await fnt.Dataset(rollUp))!.Current?.Version == 2, "the roll-up is corrected", all);
        var after = await fnt.Table(rollUp);
        Assert.Equal((23, 24 * 2400 + 12 * 300 + 2 * 66 - 2400), Cell(after, "care", "north")); // exactly that member's one week less
        Assert.Equal(Cell(before, "retail", "south"), Cell(after, "retail", "south"));
        var changed = Assert.Single(JsonNode.Parse((await fnt.Dataset(rollUp))!.Current!.Document)!["un:changedSources"]!.AsArray())!;
        Assert.Equal((unionA.Host(), 1, 2), (new Uri(changed["un:source"]!.ToString()).Authority, VersionOf(changed["un:before"]!), VersionOf(changed["un:now"]!)));

        var ledger = unionA.Services.GetRequiredService<WithdrawalLedger>();
        await Neighbours.Eventually(
            async () => await ledger.OfConsent(consent, Cancel) is [{ Notices: [{ Answer: not null }] }], "the federation answers", all);
        var notice = Assert.Single(Assert.Single(await ledger.OfConsent(consent, Cancel)).Notices);
        Assert.Equal((fnt.Host(), "erased"), (notice.Host, notice.Answer!.Outcome));
        Assert.Null(ObjectProof.Refute(JsonNode.Parse(notice.Answer.Activity)!.AsObject(), fnt.Services.GetRequiredService<INodeIdentity>().PublicKey));

        // The first versions are nowhere any more, and everything that is left verifies.
        var first = (await unionA.Dataset(releases[0]))!.Releases[0];
        foreach (var (node, host) in new[] { (unionA, ReleaseFiles.Ours), (fnt, unionA.Host()) })
        {
            Assert.Null((await node.Services.GetRequiredService<ReleaseFiles>().Find(host, first.TableSha256, Cancel))!.Value.Bytes);
            Assert.Null((await node.Services.GetRequiredService<ReleaseFiles>().Find(host, first.CsvSha256, Cancel))!.Value.Bytes);
        }

        Assert.Empty(await Faults(fnt));
        Assert.Empty(await Faults(unionA));
        await Tamper(fnt, unionB.Host());
        Assert.NotEmpty(await Faults(fnt));
    }

    [Fact]
    public async Task Takes_nothing_new_into_a_roll_up_that_it_corrects_by_itself()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var unionA = await RunningNode.Start(postgres, "Union A");
        await using var unionB = await RunningNode.Start(postgres, "Union B");
        RunningNode[] all = [fnt, unionA, unionB];
        await fnt.PublishTemplate();
        var members = new List<Guid>();
        var campaigns = new List<string>();
        foreach (var union in new[] { unionA, unionB })
        {
            await fnt.AffiliateWithTemplate(union, all);
            campaigns.Add(await union.AdoptAndOpen());
            members.AddRange(await union.Contribute(campaigns[^1], 12, "care", "north"));
            await union.Release();
        }

        await Neighbours.Eventually(async () => (await fnt.Mirrors()).Count(mirror => mirror.Current is not null) == 2, "both releases are mirrored", all);
        var rollUp = await fnt.Release();

        // Union B publishes more, which nobody at the federation has looked at; then somebody at union A withdraws.
        await unionB.Contribute(campaigns[1], 10, "care", "north");
        await unionB.Release();
        await Neighbours.Eventually(async () => (await fnt.Mirrors()).Any(mirror => mirror.Current?.Version == 2), "the newer release is mirrored", all);
        await Withdrawing.Of(unionA, members[0]);
        await Neighbours.Eventually(async () => (await fnt.Dataset(rollUp))!.Current?.Version == 2, "the roll-up is corrected", all);
        Assert.Equal(11 + 12, Cell(await fnt.Table(rollUp), "care", "north").Persons);
    }

    [Fact]
    public async Task Says_at_each_figure_how_many_of_its_unions_hide_theirs_and_between_which_values_it_lies()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var unionA = await RunningNode.Start(postgres, "Union A");
        await using var unionB = await RunningNode.Start(postgres, "Union B");
        RunningNode[] all = [fnt, unionA, unionB];
        await fnt.PublishTemplate();
        foreach (var (union, inCare) in new[] { (unionA, 25), (unionB, 5) })
        {
            await fnt.AffiliateWithTemplate(union, all);
            var campaign = await union.AdoptAndOpen();
            await union.Contribute(campaign, inCare, "care", "north");
            await union.Contribute(campaign, 25, "retail", "south");
            await union.Release();
        }

        await Neighbours.Eventually(async () => (await fnt.Mirrors()).Count(mirror => mirror.Current is not null) == 2, "both releases are mirrored", all);
        var rollUp = await fnt.Release();
        using var member = await fnt.SignedIn("mia");
        await member.Open(rollUp);
        Assert.Contains("25 to 55 hidden by 1 of 2", member.Text, StringComparison.Ordinal); // union B shows thirty in all

        // The same in the files that were signed, and in the forms made of them.
        var csv = await member.Http.GetStringAsync($"/files/{(await fnt.Dataset(rollUp))!.Current!.CsvSha256}", Cancel);
        Assert.Contains("persons, lowest,persons, highest", csv.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var cell = (await fnt.Table(rollUp)).Find(["care", "north", "2026-W45"])!;
        Assert.Equal((25, 55), (cell.Bounds!.Low[0], cell.Bounds.High[0]));
        Assert.Null(TableFile.Read((await fnt.Table(rollUp)).Bytes()).Reason); // a federation of federations takes it
    }

    [Fact]
    public async Task Hears_late_of_a_version_that_was_taken_back_and_does_not_keep_it()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        var campaign = await union.OpenCampaign();
        var members = await union.Contribute(campaign, 12, "care", "north");
        var path = await union.Release();
        await Withdrawing.Of(union, members[0]);
        await Neighbours.Eventually(async () => (await union.Dataset(path))!.Current?.Version == 2, "the table is corrected", union);
        await fnt.Affiliate(union);
        await Neighbours.Eventually(async () => (await fnt.Mirrors()) is [{ Current.Version: 2, Versions.Count: 1 }], "only the corrected version is mirrored", fnt, union);
        Assert.Empty(await fnt.Services.GetRequiredService<IDeliveries>().Refused(Cancel));
    }

    [Fact]
    public async Task Refuses_a_release_whose_file_has_another_digest_and_says_so_to_both_sides()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        var campaign = await union.OpenCampaign();
        await union.Contribute(campaign, 12, "care", "north");
        var release = await union.Release();
        await Tamper(union, ReleaseFiles.Ours);
        Assert.NotEmpty(await Faults(union));
        await fnt.Affiliate(union);
        await Neighbours.Eventually(
            async () => (await fnt.Services.GetRequiredService<IDeliveries>().Refused(Cancel)) is [{ Reason: { } reason }]
                && reason.Contains("announced digest", StringComparison.Ordinal), "the release is refused", fnt, union);
        await Neighbours.Eventually(
            async () => (string?)await union.Scalar("select reason from node.delivery_receipt where outcome = 'refused'") is { } told
                && told.Contains("announced digest", StringComparison.Ordinal), "the union hears of it", fnt, union);
        Assert.Empty(await fnt.Mirrors());
        var arrived = await Arrived(union, release);
        Assert.Contains("refused, signed", arrived, StringComparison.Ordinal);
        Assert.Contains("announced digest", arrived, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_told_that_a_dataset_is_gone_when_nobody_is_left_in_it()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        await fnt.Affiliate(union);
        var campaign = await union.OpenCampaign();
        var members = await union.Contribute(campaign, 10, "care", "north");
        var path = await union.Release();
        await Neighbours.Eventually(async () => (await fnt.Mirrors()) is [{ Current: not null }], "the release is mirrored", fnt, union);
        foreach (var member in members)
        {
            await Withdrawing.Of(union, member);
        }

        await Neighbours.Eventually(async () => (await union.Dataset(path))!.Current is null, "nothing is left to publish", fnt, union);
        await Neighbours.Eventually(async () => (await fnt.Mirrors()) is [{ Current: null }], "the mirror is empty", fnt, union);
        Assert.Empty(await fnt.Services.GetRequiredService<IDeliveries>().Refused(Cancel));
    }

    private static int VersionOf(JsonNode url) => int.Parse(url.ToString().Split("/v")[^1], System.Globalization.CultureInfo.InvariantCulture);

    // What an officer reads of where the release has arrived: each follower and its answer.
    private static async Task<string> Arrived(RunningNode node, string path)
    {
        using var officer = await node.SignedIn("olga", Federation.Node.Members.Roles.Officer);
        await officer.Open(path);
        return string.Join('\n', officer.Page.QuerySelectorAll("tr").Select(row => row.TextContent).Where(row => row.Contains("127.0.0.1", StringComparison.Ordinal)));
    }

    private static (long Persons, long Minutes) Cell(TableFile table, string sector, string region) =>
        table.Find([sector, region, "2026-W45"]) is { } cell ? (cell.Persons, cell.Measures[0]) : (0, 0);

    private static async Task<List<string>> Faults(RunningNode node)
    {
        var faults = new List<string>();
        await foreach (var version in node.Services.GetRequiredService<ReleaseCheck>().All(Cancel))
        {
            faults.AddRange(version.Faults);
        }

        return faults;
    }

    private static async Task Tamper(RunningNode node, string host)
    {
        await using var change = node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            "update node.release_file set bytes = set_byte(bytes, 10, get_byte(bytes, 10) # 1) where host = $1 and media_type = 'text/csv'");
        change.Parameters.Add(new NpgsqlParameter { Value = host });
        Assert.NotEqual(0, await change.ExecuteNonQueryAsync(Cancel));
    }
}
