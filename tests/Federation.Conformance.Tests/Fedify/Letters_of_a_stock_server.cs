using System.Text.Json.Nodes;
using Federation.Network.Tests;
using Federation.Protocol.Activities;

namespace Federation.Conformance.Tests.Fedify;

/// <summary>What a stranger sends to a node: taken when two people approved it and the letter is whole, else refused with the reason.</summary>
public sealed class Letters_of_a_stock_server(UnionWithStrangers union) : IClassFixture<UnionWithStrangers>
{
    private const int Accepted = 202, Unauthorized = 401, BadRequest = 400, Forbidden = 403, Conflict = 409;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Are_turned_away_until_two_people_approved_its_host()
    {
        await using var stranger = await StockServer.Start(StockServer.New);
        var knocks = await stranger.Send(stranger.Activity("Follow", union.Catalogue("statistics").AbsoluteUri), union.Catalogue("statistics"));
        // Fedify knocks again in the other scheme: one knows an approved stranger by its host, not by its scheme.
        Assert.Equal([Judges.Rfc9421, Judges.Cavage], knocks.Select(knock => knock.Scheme));
        Assert.All(knocks, knock => Assert.Equal((Forbidden, "delivery.not-approved"), (knock.Status, Code(knock))));
        Assert.Empty(await stranger.Received());
        var page = await union.PeersPage();
        Assert.Contains("Turned away", page, StringComparison.Ordinal);
        Assert.Contains(stranger.Host, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StockServer.New)]
    [InlineData(StockServer.Old)]
    public async Task That_ask_to_follow_are_accepted_with_the_whole_Follow_and_again_when_they_come_again(int generation)
    {
        await using var stranger = await StockServer.Start(generation);
        await union.Befriend(stranger);
        var follow = await union.LetFollow(stranger, "templates");
        var accept = Assert.Single(await stranger.Received("Accept"));
        Assert.Equal("Accept", accept.Listener);
        Assert.Equal(union.Catalogue("templates").AbsoluteUri, accept.Activity["actor"]!.ToString());
        // Servers that no longer know their Follow by its id match it by actor and object (mastodon#19525, misskey#8655).
        var embedded = accept.Activity["object"]!.AsObject();
        Assert.Equal(
            ("Follow", follow, stranger.Actor.AbsoluteUri, union.Catalogue("templates").AbsoluteUri),
            (embedded["type"]!.ToString(), ActivityShape.Id(embedded), ActivityShape.Actor(embedded), ActivityShape.Object(embedded)));
        Assert.Equal(Judges.Cavage, accept.Scheme); // to strangers first
        accept.HoldsBefore(Judges.Of(Judges.Cavage));

        var again = await union.LetFollow(stranger, "templates"); // another Follow: its answer was lost, or it was restored from a backup
        Assert.Equal([follow, again], (await stranger.Received("Accept")).Select(each => each.Object));
    }

    [Theory]
    [InlineData(Judges.Cavage, "wrongKey", Unauthorized, "delivery.signature")]
    [InlineData(Judges.Rfc9421, "wrongKey", Unauthorized, "delivery.signature")]
    [InlineData(Judges.Cavage, "changedBody", BadRequest, "delivery.digest")]
    [InlineData(Judges.Rfc9421, "changedBody", BadRequest, "delivery.digest")]
    [InlineData(Judges.Cavage, "late", Unauthorized, "delivery.clock")]
    [InlineData(Judges.Rfc9421, "late", Unauthorized, "delivery.clock")]
    [InlineData("none", null, Unauthorized, "delivery.signature")] // with its object proof, which alone is enough to Fedify
    public async Task That_are_not_whole_are_refused_although_their_host_is_approved(string scheme, string? fault, int status, string code)
    {
        await using var stranger = await StockServer.Start(StockServer.New);
        await union.Befriend(stranger);
        var follow = stranger.Activity("Follow", union.Catalogue("statistics").AbsoluteUri);
        var answer = await stranger.Post(follow, union.Inbox, scheme, fault);
        Assert.Equal((status, code), (answer.Status, Code(answer)));
        Assert.Equal(Accepted, (await stranger.Post(follow, union.Inbox, Judges.Cavage)).Status); // the same one, whole
    }

    [Fact]
    public async Task That_say_another_thing_under_an_id_that_was_used_are_refused()
    {
        await using var stranger = await StockServer.Start(StockServer.New);
        await union.Befriend(stranger);
        var follow = stranger.Activity("Follow", union.Catalogue("statistics").AbsoluteUri);
        Assert.Equal(Accepted, (await stranger.Post(follow, union.Inbox, Judges.Cavage, "noProof")).Status);
        Assert.Equal(200, (await stranger.Post(follow, union.Inbox, Judges.Rfc9421, "noProof")).Status); // a replay, signed anew
        follow["object"] = union.Catalogue("templates").AbsoluteUri;
        var answer = await stranger.Post(follow, union.Inbox, Judges.Cavage, "noProof");
        Assert.Equal((Conflict, "delivery.changed"), (answer.Status, Code(answer)));
    }

    [Fact]
    public async Task That_bring_a_Note_nobody_here_wants_are_listed_with_the_reason()
    {
        await using var stranger = await StockServer.Start(StockServer.New);
        await union.Befriend(stranger);
        var note = new JsonObject { ["id"] = new Uri(stranger.Origin, "/notes/1").AbsoluteUri, ["type"] = "Note", ["attributedTo"] = stranger.Actor.AbsoluteUri, ["content"] = "Hello" };
        var create = stranger.Activity("Create", note);
        Assert.Equal(Accepted, Assert.Single(await stranger.Send(create, union.Catalogue("statistics"))).Status);
        await Patiently.Until(
            async () =>
            {
                var page = await union.PeersPage();
                Assert.Contains(create["id"]!.ToString(), page, StringComparison.Ordinal); // it has one
                Assert.Contains("no use for this kind of activity", page, StringComparison.Ordinal);
            },
            "the Note is refused by name");
    }

    [Fact]
    public async Task About_what_is_anothers_are_refused()
    {
        await using var stranger = await StockServer.Start(StockServer.New);
        await union.Befriend(stranger);
        var theirs = stranger.Activity("Delete", new JsonObject { ["id"] = new Uri(union.Origin, "/releases/1").AbsoluteUri, ["type"] = "Tombstone" });
        var answer = await stranger.Post(theirs, union.Inbox, Judges.Cavage);
        Assert.Equal((Forbidden, "delivery.owner"), (answer.Status, Code(answer)));
    }

    [Fact]
    public async Task Of_somebody_who_is_gone_and_was_never_known_are_dropped_without_a_question()
    {
        await using var gone = await Correspondent.Start();
        var farewell = gone.Activity("Delete", gone.Actor.AbsoluteUri); // by an actor, about itself; its key is gone (mastodon#10286)
        Assert.Equal(Accepted, (int)await gone.Post(farewell, union.Inbox, Judges.Cavage));
        Assert.Equal(0, gone.Reads);
        Assert.DoesNotContain(gone.Origin.Authority, await union.PeersPage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Can_be_written_to_our_actors_as_they_describe_themselves()
    {
        foreach (var generation in new[] { StockServer.New, StockServer.Old })
        {
            await using var stranger = await StockServer.Start(generation);
            foreach (var (actor, kind) in new[] { (new Uri(union.Origin, "/actor"), "Application"), (union.Catalogue("statistics"), "Service"), (union.Catalogue("templates"), "Service") })
            {
                var read = await stranger.LookUp(actor); // unsigned: else two servers that sign their fetches wait for each other (swicg#11)
                Assert.Equal((kind, actor.AbsoluteUri, true), (read!["kind"]!.ToString(), read["id"]!.ToString(), read["isActor"]!.GetValue<bool>()));
                Assert.Equal([actor.AbsoluteUri + "#main-key"], Strings(read["keys"]));
                Assert.Equal([actor.AbsoluteUri + "#ed25519-1"], Strings(read["proofKeys"]));
            }
        }

        using var http = new HttpClient { BaseAddress = union.Origin };
        var found = JsonNode.Parse(await http.GetStringAsync($"/.well-known/webfinger?resource=acct:statistics@{union.Origin.Authority}", Cancel))!;
        Assert.Contains(found["links"]!.AsArray(), link => (link!["rel"]!.ToString(), link["href"]!.ToString()) == ("self", union.Catalogue("statistics").AbsoluteUri));
    }

    private static string? Code(StockServer.Knock knock) => JsonNode.Parse(knock.Body)!["code"]?.ToString(); // problem details

    private static string[] Strings(JsonNode? list) => [.. list!.AsArray().Select(each => each!.ToString())];
}
