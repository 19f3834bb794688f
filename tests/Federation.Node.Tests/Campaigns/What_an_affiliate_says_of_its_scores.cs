using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Campaigns.Scores;
using Federation.Node.Delivery;
using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Tests.Peers;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Campaigns;

/// <summary>At the federation: what arrives has passed the inbox. The way between two nodes is in Federation.Network.Tests.</summary>
public sealed class What_an_affiliate_says_of_its_scores(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_taken_while_it_is_one_and_from_nobody_else()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        await using var other = await RunningNode.Start(postgres, "Union B");
        await fnt.Befriend(union);
        await fnt.Befriend(other);
        await fnt.Affiliate(union);
        Assert.Equal([union.Host()], await fnt.Services.GetRequiredService<IAffiliations>().Affiliates(Cancel));
        Assert.IsType<ActivityOutcome.Applied>(await Hear(fnt, union, Said(union, 3, Noon)));
        Assert.IsType<ActivityOutcome.Refused>(await Hear(fnt, other, Said(other, 3, Noon)));
        using var reader = await fnt.SignedIn("olga", Roles.Officer);
        await reader.Open("/affiliate-scores");
        Assert.Single(reader.Page.QuerySelectorAll("tbody tr"));
        using var member = await fnt.SignedIn("ana");
        await member.Open("/affiliate-scores");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, member.Status);
    }

    [Fact]
    public async Task Stays_taken_back_when_something_older_arrives_late_and_counts_again_when_it_is_said_later()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        await fnt.Befriend(union);
        await fnt.Affiliate(union);
        await Hear(fnt, union, Said(union, 3, Noon));
        await Hear(fnt, union, ScoreWire.TakeBack(Url(union), Actor(union), Noon.AddHours(1)));
        Assert.Empty((await Held(fnt, union)).Scores);
        Assert.IsType<ActivityOutcome.Applied>(await Hear(fnt, union, Said(union, 4, Noon.AddMinutes(59))));
        Assert.True((await Held(fnt, union)).IsTakenBack);
        await Hear(fnt, union, Said(union, 2, Noon.AddHours(2)));
        await Hear(fnt, union, Said(union, 4, Noon));
        Assert.Equal(2, (await Held(fnt, union)).Scores["protection"]);
    }

    [Theory, InlineData("\"protection\":3", "\"protection\":5"), InlineData("\"protection\":3", "\"protection\":\"high\""), InlineData("\"protection\":3,", ""), InlineData("un:assessedAt", "un:once")]
    public async Task Is_refused_when_it_is_not_twelve_scores_with_a_date(string part, string instead)
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        await fnt.Befriend(union);
        await fnt.Affiliate(union);
        var spoilt = Said(union, 3, Noon).ToJsonString().Replace(part, instead, StringComparison.Ordinal);
        Assert.IsType<ActivityOutcome.Refused>(await Hear(fnt, union, JsonNode.Parse(spoilt)!.AsObject()));
    }

    [Fact]
    public async Task Fills_no_disk()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        await fnt.Befriend(union);
        await fnt.Affiliate(union);
        await Hear(fnt, union, Said(union, 3, Noon));
        await using (var session = fnt.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.Store(Enumerable.Range(1, ScoreHandler.MostOfPeer - 1).Select(number => new AffiliateScores($"{Url(union)}/{number}", union.Host(), null, new Dictionary<string, int>(), Noon, Noon, true)));
            await session.SaveChangesAsync(Cancel);
        }

        var another = ScoreWire.TakeBack(ScoreWire.Url(union.Origin, new Guid(1, 0, 0, new byte[8])), Actor(union), Noon);
        Assert.Contains($"at most {ScoreHandler.MostOfPeer} campaigns", Assert.IsType<ActivityOutcome.Refused>(await Hear(fnt, union, another)).Reason, StringComparison.Ordinal);
        Assert.IsType<ActivityOutcome.Applied>(await Hear(fnt, union, Said(union, 2, Noon.AddHours(1)))); // of those that it has it goes on hearing
        Assert.Equal(2, (await Held(fnt, union)).Scores["protection"]);
    }

    private static JsonObject Said(RunningNode union, int protection, DateTimeOffset at) => ScoreWire.Say(
        Url(union), Actor(union), null, Assessment.Sections.ToDictionary(section => section.Name, section => section.Name == "protection" ? protection : 1), at, at, isNew: true);

    private static string Url(RunningNode union) => ScoreWire.Url(union.Origin, Guid.Empty);

    private static Uri Actor(RunningNode union) => new(union.Origin, "/actor");

    private static async Task<ActivityOutcome> Hear(RunningNode fnt, RunningNode from, JsonObject activity)
    {
        var handler = fnt.Services.GetServices<IActivityHandler>().First(each => each.Handles(activity));
        await using var session = fnt.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        var outcome = await handler.Handle(new ReceivedActivity("https://any.example/1", from.Host(), Actor(from), activity, [], Noon), session, Cancel);
        await session.SaveChangesAsync(Cancel);
        return outcome;
    }

    private static async Task<AffiliateScores> Held(RunningNode fnt, RunningNode union)
    {
        await using var session = fnt.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return (await session.LoadAsync<AffiliateScores>(Url(union), Cancel))!;
    }
}
