using System.Net;
using System.Text.Json.Nodes;
using Federation.Network.Tests;

namespace Federation.Conformance.Tests.Fedify;

/// <summary>A union's table from its first version to its last, as two generations of a stock server hear of it.</summary>
public sealed class A_catalogue_that_strangers_follow(UnionWithStrangers union) : IClassFixture<UnionWithStrangers>
{
    private const int Members = 11; // one more than the smallest group that may be published

    private static readonly string[] Names = [.. Enumerable.Range(1, Members).Select(number => $"member{number}")];

    [Fact]
    public async Task Is_heard_of_in_both_schemes_and_both_generations_from_Create_to_Delete()
    {
        await using var modern = await StockServer.Start(StockServer.New);
        await using var old = await StockServer.Start(StockServer.Old);
        await union.Befriend(modern);
        await union.Befriend(old);
        await union.LetFollow(modern, "statistics");
        await union.LetFollow(old, "statistics");
        await modern.Refuse(Judges.Cavage); // from now on it has to be knocked at twice, once

        await Publish();
        var notes = await Heard("Create", modern, old);
        Assert.Single(notes); // one note, to both
        // The first knock was refused; what worked is remembered, so nothing after it came in the old scheme.
        Assert.Equal([(Judges.Cavage, 401), (Judges.Rfc9421, 202)], (await modern.Received("Create")).Select(letter => (letter.Scheme, letter.Status)));

        await Withdraw(Names[0]);
        Assert.Equal(notes, await Heard("Update", modern, old)); // the same note, edited
        var update = (await modern.Received("Update"))[^1].Activity["object"]!;
        Assert.NotNull(update["updated"]); // without it Mastodon shows no edit
        Assert.Equal("2", update["dataset"]!["version"]!.ToString());

        foreach (var name in Names[1..])
        {
            await Withdraw(name);
        }

        // With the last of them the table is gone; on the way there may be more versions, in which everything is hidden.
        await Heard("Delete", modern, old);
        Assert.All(await modern.Received(), letter => Assert.True(letter.Scheme == Judges.Rfc9421 || letter.Type is "Accept" or "Create", $"{letter}"));
    }

    [Fact]
    public async Task Is_silent_to_who_unfollowed_it()
    {
        await using var leaver = await StockServer.Start(StockServer.New);
        await using var stayer = await StockServer.Start(StockServer.New);
        await union.Befriend(leaver);
        await union.Befriend(stayer);
        var follow = await union.LetFollow(leaver, "templates");
        await union.LetFollow(stayer, "templates");
        var undone = leaver.Activity("Undo", new JsonObject
        {
            ["id"] = follow, ["type"] = "Follow", ["actor"] = leaver.Actor.AbsoluteUri, ["object"] = union.Catalogue("templates").AbsoluteUri,
        });
        Assert.Equal(202, Assert.Single(await leaver.Send(undone, union.Catalogue("templates"))).Status);
        await Patiently.Until(async () => Assert.EndsWith("–", await WhatItFollows(leaver)), "the follower is gone");
        Assert.EndsWith("Campaign templates", await WhatItFollows(stayer));

        using var olga = await union.Node.SignedIn("olga");
        await olga.PublishTemplate();
        await Patiently.Until(async () => Assert.Single(await stayer.Received("Create")), "who stayed hears of the template");
        Assert.Empty(await leaver.Received("Create"));
    }

    [Fact]
    public async Task Says_to_a_follower_that_its_follow_is_ended_and_again_when_it_asks_again()
    {
        await using var modern = await StockServer.Start(StockServer.New);
        await using var old = await StockServer.Start(StockServer.Old);
        foreach (var stranger in new[] { modern, old })
        {
            await union.Befriend(stranger);
            var follow = await union.LetFollow(stranger, "tools");
            using var olga = await union.Node.SignedIn("olga");
            await olga.Open("/peers");
            await olga.Submit($"/peers/{stranger.Host}/followers/end", ("catalogue", "tools"), ("actor", stranger.Actor.AbsoluteUri));
            Assert.Equal(HttpStatusCode.OK, olga.Status);
            await IsRejected(stranger, follow);
            Assert.EndsWith("–", await WhatItFollows(stranger));

            var again = stranger.Activity("Follow", union.Catalogue("tools").AbsoluteUri);
            Assert.Equal(202, (await stranger.Send(again, union.Catalogue("tools")))[^1].Status);
            await IsRejected(stranger, again["id"]!.ToString()); // Activity gave it one
        }
    }

    private static async Task IsRejected(StockServer stranger, string follow)
    {
        await Patiently.Until(
            async () => Assert.Contains(await stranger.Received("Reject"), letter => letter.Status == (int)HttpStatusCode.Accepted && letter.Object == follow),
            $"{stranger.Host} is told that its follow is ended");
        var taken = (await stranger.Received("Reject")).Single(letter => letter.Status == (int)HttpStatusCode.Accepted && letter.Object == follow);
        Assert.Equal("Reject", taken.Listener); // which of its follows it is about Fedify reads by its id, as of an Accept: the rest is of its own host
        taken.HoldsBefore(Judges.Of(taken.Scheme));
    }

    /// <summary>Waits until each heard it once, and has every judge look at each letter that was taken.</summary>
    /// <returns>What it is about.</returns>
    private static async Task<IReadOnlySet<string>> Heard(string type, params IReadOnlyList<StockServer> strangers)
    {
        var objects = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stranger in strangers)
        {
            await Patiently.Until(
                async () => Assert.Single(await stranger.Received(type), letter => letter.Status == (int)HttpStatusCode.Accepted), $"{stranger.Host} hears of the {type}");
            var taken = Assert.Single(await stranger.Received(type), letter => letter.Status == (int)HttpStatusCode.Accepted);
            Assert.Equal(type, taken.Listener);
            Assert.Equal(type == "Delete" ? "Tombstone" : "Note", taken.Understood);
            taken.HoldsBefore(Judges.Of(taken.Scheme));
            objects.Add(taken.Object!); // a release has an id
        }

        return objects;
    }

    // A campaign, eleven members, a table, two people.
    private async Task Publish()
    {
        await union.Node.Add([.. Names.Select(name => (name, Array.Empty<string>()))]);
        using var olga = await union.Node.SignedIn("olga");
        using var stan = await union.Node.SignedIn("stan");
        var campaign = await olga.Prepare("/campaigns");
        await olga.Submit(campaign + "/submit");
        await stan.Open(campaign);
        await stan.Submit(campaign + "/approve");
        await olga.Open(campaign);
        await olga.Submit(campaign + "/open");
        foreach (var name in Names)
        {
            using var member = await union.Node.SignedIn(name);
            await member.Agree(campaign);
            await member.Contribute(campaign, 45, 2400);
        }

        await stan.Sign(await olga.Propose());
    }

    private async Task Withdraw(string name)
    {
        using var member = await union.Node.SignedIn(name);
        await member.Open("/consents");
        await member.Submit(member.Page.QuerySelector("form[action$='/withdraw']")!.GetAttribute("action")!); // they agreed
        Assert.Equal(HttpStatusCode.OK, member.Status);
    }

    // "It follows: …" on the stranger's card.
    private async Task<string> WhatItFollows(StockServer stranger)
    {
        using var ines = await union.Node.SignedIn("ines");
        await ines.Open("/peers");
        var card = ines.Page.QuerySelectorAll("section.card").Single(each => each.QuerySelector("p.hint")?.TextContent == stranger.Host);
        return card.QuerySelectorAll("p").Single(each => each.TextContent.StartsWith("It follows", StringComparison.Ordinal)).TextContent;
    }
}
