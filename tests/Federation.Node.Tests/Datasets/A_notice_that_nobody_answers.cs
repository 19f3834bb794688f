using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Documents;
using Federation.Node.Tests.Members;
using Federation.Node.Tests.Peers;

namespace Federation.Node.Tests.Datasets;

/// <summary>Three days after a table was taken back a holder has not answered: both sides see it in red.</summary>
public sealed class A_notice_that_nobody_answers(PostgresFixture postgres)
{
    private const string Overdue = "no answer in three days";

    private static readonly TimeSpan OverTime = TimeSpan.FromHours(73);

    [Fact]
    public async Task Of_a_holder_that_is_gone_is_red_for_the_member_and_for_the_steward()
    {
        await using var union = await RunningNode.Start(postgres, "Union A");
        using var ana = await union.SignedIn("ana");
        var campaign = await union.OpenCampaign();
        await ana.Open(campaign + "/consent");
        await ana.Submit(campaign + "/consent", ("answer", "agree"));
        await ana.Open(campaign + "/contribute");
        await ana.Submit(campaign + "/contribute",
            ("sector", "care"), ("region", "north"), ("week", "2026-W45"), ("workedMinutes", "2500"), ("missedBreaks", "2"), ("eveningMinutes", "120"), ("weekendMinutes", "0"));
        await union.Contribute(campaign, 12, "care", "north");
        var path = await union.Release();
        var silent = await Held(union); // and then its node is switched off
        await ana.Open("/consents");
        var withdraw = ana.Page.QuerySelector("form[action$='/withdraw']")!.GetAttribute("action")!;
        await ana.Submit(withdraw);
        await Neighbours.Eventually(async () => (await union.Dataset(path))!.Current?.Version == 2, "the table is corrected", union);

        var holders = withdraw.Replace("/withdraw", "/holders", StringComparison.Ordinal);
        using var steward = await union.SignedIn("stan", Roles.Steward);
        foreach (var (visitor, page) in new[] { (ana, holders), (steward, path) })
        {
            await visitor.Open(page);
            Assert.Equal((silent, "tag", "asked, no answer yet"), Shown(visitor, silent));
        }

        union.Clock.Advance(OverTime);
        await ana.SignIn("ana", RunningNode.Password);
        await steward.SignIn("stan", RunningNode.Password);
        foreach (var (visitor, page) in new[] { (ana, holders), (steward, path) })
        {
            await visitor.Open(page);
            Assert.Equal((silent, "tag bad", Overdue), Shown(visitor, silent));
        }
    }

    [Fact]
    public async Task Because_the_answer_does_not_arrive_is_red_at_the_holder_as_well_until_it_does()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        var path = await Mirrored(fnt, union);
        var port = $":{union.Origin.Port}/";
        await fnt.Run($"update node.lane set inbox = replace(inbox, '{port}', ':1/'), batch_inbox = replace(batch_inbox, '{port}', ':1/') where stream = 'direct'"); // where nobody listens
        await A_release_that_is_wrong.TakeBack(union, path, 1);
        using var keeper = await fnt.SignedIn("kim", Roles.Steward);
        await Neighbours.Eventually(() => IsOpen(keeper), "the notice is carried out", fnt, union);
        Assert.Equal((union.Host(), "tag", "no answer yet"), Shown(keeper, union.Host()));
        Assert.Contains($"{new Uri(union.Origin, $"/datasets/{DatasetSteps.IdOf(path)}/v1")}", keeper.Text, StringComparison.Ordinal);

        fnt.Clock.Advance(OverTime);
        union.Clock.Advance(OverTime);
        await keeper.SignIn("kim", RunningNode.Password);
        await keeper.Open("/mirrors");
        Assert.Equal((union.Host(), "tag bad", Overdue), Shown(keeper, union.Host()));
        Assert.Contains("Erased here; the answer has not arrived.", keeper.Text, StringComparison.Ordinal);
        using var steward = await union.SignedIn("sue", Roles.Steward);
        await steward.Open(path);
        Assert.Equal((fnt.Host(), "tag bad", Overdue), Shown(steward, fnt.Host()));

        await fnt.Run($"update node.lane set inbox = replace(inbox, ':1/', '{port}'), batch_inbox = replace(batch_inbox, ':1/', '{port}') where stream = 'direct'");
        await fnt.Run("update node.delivery_host set next_attempt_at = '-infinity'");
        await Neighbours.Eventually(async () => { await steward.Open(path); return Shown(steward, fnt.Host()) == (fnt.Host(), "tag good", "erased, signed"); }, "the answer arrives", fnt, union);
        Assert.False(await IsOpen(keeper));
    }

    [Fact]
    public async Task Because_it_is_not_carried_out_is_red_at_the_holder_as_well()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        var path = await Mirrored(fnt, union);
        var (now, later) = (fnt.Clock.GetUtcNow(), fnt.Clock.GetUtcNow().AddHours(20)); // a day is the longest that it waits
        await fnt.Run($"""
            insert into node.inbox_pause (peer, actor, failures, since, next_attempt_at, reason)
            values ('{union.Host()}', '{new Uri(union.Origin, "/actor")}', 1, '{now:O}', '{later:O}', 'This node failed on it.')
            """);
        await A_release_that_is_wrong.TakeBack(union, path, 1);
        using var keeper = await fnt.SignedIn("kim", Roles.Officer);
        await Neighbours.Eventually(() => IsOpen(keeper), "the notice is there", fnt, union);
        Assert.Equal((union.Host(), "tag", "no answer yet"), Shown(keeper, union.Host()));

        await fnt.Run("update node.received set received_at = received_at - interval '73 hours' where state = 'waiting'");
        await keeper.Open("/mirrors");
        Assert.Equal((union.Host(), "tag bad", Overdue), Shown(keeper, union.Host()));
        Assert.Contains("Waits to be carried out here. This node failed on it.", keeper.Text, StringComparison.Ordinal);
    }

    private static async Task<bool> IsOpen(Visitor keeper)
    {
        await keeper.Open("/mirrors");
        return keeper.Text.Contains("Notices not answered yet", StringComparison.Ordinal);
    }

    private static async Task<string> Mirrored(RunningNode fnt, RunningNode union)
    {
        await fnt.Affiliate(union);
        await union.Contribute(await union.OpenCampaign(), 12, "care", "north");
        var path = await union.Release();
        await Neighbours.Eventually(async () => await fnt.Mirrors() is [{ Current: not null }], "the release is mirrored", fnt, union);
        return path;
    }

    // A federation mirrors what there is.
    private async Task<string> Held(RunningNode union)
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await fnt.Affiliate(union);
        await Neighbours.Eventually(async () => await fnt.Mirrors() is [{ Current: not null }], "the release is mirrored", fnt, union);
        return fnt.Host();
    }

    // The last row of a host with a tag: what is said of it, and how.
    private static (string Host, string Class, string Words) Shown(Visitor visitor, string host)
    {
        var row = visitor.Page.QuerySelectorAll("main tbody tr").Last(each => each.QuerySelector("th")?.TextContent.Trim() == host);
        var tag = row.QuerySelector(".tag")!;
        return (host, tag.ClassName!.Trim(), tag.TextContent.Trim());
    }
}
