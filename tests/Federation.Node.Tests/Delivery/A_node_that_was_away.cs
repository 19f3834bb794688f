using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Delivery.CatchUp;
using Federation.Node.Delivery.Inbox;
using Federation.Node.Peers;
using Federation.Node.Tests.Peers;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

/// <summary>Something a catalogue said never arrived, or came back from a backup without it.</summary>
public sealed class A_node_that_was_away(PostgresFixture postgres)
{
    private const string Templates = "templates";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notices_what_it_missed_and_reads_it_from_the_outbox()
    {
        await using var union = await RunningNode.Start(postgres, "Union A");
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await Followed(union, fnt);
        await Say(fnt, "Create", "one");
        await Neighbours.Eventually(async () => await Held(union) == 1, "the first arrives", union, fnt);
        await Compared(union, CatchUpVerdict.Same);

        await Lose(fnt);
        await Say(fnt, "Update", "one");
        await Say(fnt, "Create", "two");
        await Say(fnt, "Delete", "three");

        Assert.Equal(3, (await Compared(union, CatchUpVerdict.CaughtUp)).Missing);
        Assert.Equal(3, await Held(union));
        using var administrator = await union.SignedIn("ines");
        await administrator.Open("/peers");
        Assert.Contains("caught up: 3 had been missed", administrator.Text, StringComparison.Ordinal);
        var settled = await union.Scalar("select count(*) from node.received where state = 'refused'");
        await Compared(union, CatchUpVerdict.Same);
        Assert.Equal(settled, await union.Scalar("select count(*) from node.received where state = 'refused'")); // nothing twice
    }

    [Fact]
    public async Task Reads_from_the_beginning_when_it_came_back_from_a_backup_without_what_it_had_read()
    {
        await using var union = await RunningNode.Start(postgres, "Union A");
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await Followed(union, fnt);
        foreach (var name in new[] { "one", "two", "three" })
        {
            await Say(fnt, "Create", name);
        }

        await Neighbours.Eventually(async () => await Held(union) == 3, "all arrive", union, fnt);
        await Compared(union, CatchUpVerdict.Same);
        await union.Scalar("delete from node.held_object where object like '%two' returning 1");
        var two = await fnt.Scalar("select id from node.outbox where body like '%two%'::bytea");
        Assert.Equal(1, await union.Scalar($"delete from node.received where id = '{two}' returning 1")); // which of them came first is chance
        await union.Scalar("update node.catch_up set cursor = 1000 returning 1");

        Assert.Equal(1, (await Compared(union, CatchUpVerdict.CaughtUp)).Missing);
    }

    [Fact]
    public async Task Says_so_when_the_publisher_no_longer_states_what_it_told()
    {
        await using var union = await RunningNode.Start(postgres, "Union A");
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await Followed(union, fnt);
        await Say(fnt, "Create", "one");
        await Say(fnt, "Create", "two");
        await Neighbours.Eventually(async () => await Held(union) == 2, "both arrive", union, fnt);

        await fnt.Scalar("delete from node.outbox where body like '%two%'::bytea returning 1");

        Assert.Equal(1, (await Compared(union, CatchUpVerdict.Differs)).Missing);
    }

    [Fact]
    public async Task Says_why_a_catalogue_could_not_be_compared()
    {
        await using var union = await RunningNode.Start(postgres, "Union A");
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await Followed(union, fnt);
        Assert.Null(await fnt.Services.GetRequiredService<PeerDesk>().Block(
            union.Host(), "It kept what it was asked to erase.", await fnt.Person("ines"), Cancel));

        Assert.Contains("401", (await Compared(union, CatchUpVerdict.NotCompared)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_a_month_waits_when_the_publisher_asks_it_to_and_goes_on_where_it_stopped()
    {
        var (said, limit) = (250L, 3L); // three pages; the state is asked for before them and after them
        await using var union = await RunningNode.Start(postgres, "Union A");
        await using var fnt = await RunningNode.Start(postgres, "FNT", services => services.AddSingleton(new PeerLimits { RequestsPerMinute = limit }));
        await Followed(union, fnt);
        await Lose(fnt);
        for (var i = 0; i < said; i++)
        {
            await Say(fnt, "Create", $"thing {i}");
        }

        union.Clock.Advance(TimeSpan.FromDays(30));
        fnt.Clock.Advance(TimeSpan.FromDays(30));
        var (waits, card) = (0, await union.Compare());
        for (; waits < 20 && card.Verdict == CatchUpVerdict.NotCompared; waits++)
        {
            Assert.Contains("429", card.Reason, StringComparison.Ordinal);
            var next = (DateTime)(await union.Scalar("select next_at from node.catch_up"))!; // compared
            Assert.InRange(next - card.At.UtcDateTime, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(61));
            var minute = fnt.Clock.GetUtcNow().ToString("u")[..16];
            await Neighbours.Eventually(
                async () => (long?)await fnt.Scalar($"select requests from node.peer_usage where minute = '{minute}Z'") >= limit, "the requests of this minute are counted");
            union.Clock.Advance(TimeSpan.FromMinutes(1));
            fnt.Clock.Advance(TimeSpan.FromMinutes(1));
            card = await union.Compare();
        }

        Assert.InRange(waits, 1, 19);
        await Neighbours.Eventually(async () => await Held(union) == said, "everything is applied", union);
    }

    [Fact]
    public void Reads_no_state_and_no_page_of_another_catalogue()
    {
        var catalogue = new Uri("https://a.example/catalogues/templates");
        var state = new CollectionState(2, "sha-256=:x:").Write(catalogue);
        Assert.Equal(new CollectionState(2, "sha-256=:x:"), CollectionState.Read(state, catalogue));
        Assert.Null(CollectionState.Read(state, new Uri("https://a.example/catalogues/statistics")));

        JsonObject Page(string partOf, long last) => new()
        {
            ["partOf"] = partOf, ["orderedItems"] = new JsonArray(new JsonObject()), ["un:last"] = last, ["next"] = "more",
        };
        Assert.Equal((1, 9L, true), CatchUpRules.ReadPage(Page(catalogue + "/outbox", 9), catalogue, 8) is { } page ? (page.Items.Count, page.Last, page.HasMore) : default);
        Assert.Null(CatchUpRules.ReadPage(Page("https://a.example/catalogues/statistics/outbox", 9), catalogue, 8));
        Assert.Null(CatchUpRules.ReadPage(Page(catalogue + "/outbox", 8), catalogue, 8)); // it would be read for ever
    }

    // From now on nothing reaches the followers: as if messages were lost, or given up.
    private static Task<object?> Lose(RunningNode node) => node.Scalar("update node.lane set cursor = 1000000 returning 1");

    private static async Task<CatchUpCard> Compared(RunningNode union, CatchUpVerdict expected)
    {
        var card = await union.Compare();
        Assert.Equal((expected, expected == CatchUpVerdict.NotCompared), (card.Verdict, card.Reason is not null));
        return card;
    }

    private static async Task Followed(RunningNode union, RunningNode fnt)
    {
        await union.Befriend(fnt);
        await fnt.Befriend(union);
        await union.Follow(fnt, Templates);
        await Neighbours.Eventually(
            async () => (await union.Services.GetRequiredService<IFollowing>().Followed(Cancel)).Count == 1, "the follow is accepted", union, fnt);
    }

    // What the activity says is refused by the handlers, and is settled all the same: this is about arriving.
    private static async Task Say(RunningNode node, string type, string thing)
    {
        await using var session = node.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        var author = new Uri(node.Origin, "/catalogues/" + Templates).AbsoluteUri;
        node.Services.GetRequiredService<IActivities>().Publish(session, new JsonObject
        {
            ["type"] = type,
            ["object"] = new JsonObject { ["id"] = $"{author}/things/{thing}", ["type"] = "Note", ["attributedTo"] = author, ["content"] = thing },
        }, new Audience.Followers(Templates));
        await session.SaveChangesAsync(Cancel);
    }

    private static async Task<long> Held(RunningNode node) =>
        (long)(await node.Scalar("select count(*) from node.held_object where actor like '%/templates'"))!; // a count is never null
}
