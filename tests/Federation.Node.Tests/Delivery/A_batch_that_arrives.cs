using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

public sealed class A_batch_that_arrives(PostgresFixture postgres)
{
    [Fact]
    public async Task Is_answered_activity_by_activity_and_takes_effect_in_order()
    {
        await using var here = await RunningNode.Start(postgres, parts: services => services.AddSingleton<IActivityHandler>(new Effects()));
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Scalar(Effects.Table);
        await here.Befriend(peer);
        var spoiled = Effects.Announce(peer, "spoiled");
        spoiled["summary"] = "another";
        var answers = await Post(peer, here,
            [.. Enumerable.Range(0, 40).Select(i => Effects.Announce(peer, $"{i:00}")), spoiled, Effects.Announce(peer, "00"), Effects.Announce(peer, "last")]);
        Assert.Equal([.. Enumerable.Repeat(202, 40), 422, 200, 202], answers.Select(answer => answer!["status"]!.GetValue<int>()));
        Assert.Equal("delivery.proof", answers[40]!["code"]!.ToString());
        await here.Settled();
        var effects = await Effects.Of(here);
        Assert.Equal([.. Enumerable.Range(0, 40).Select(i => $"{i:00}"), "last"], effects);
    }

    [Theory]
    [InlineData(0), InlineData(101)]
    public async Task Is_refused_as_a_whole_when_it_is_empty_or_too_long(int count)
    {
        await using var here = await RunningNode.Start(postgres);
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        using var answer = await Send(peer, here, [.. Enumerable.Range(0, count).Select(i => Effects.Announce(peer, $"{i}"))]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0L, await here.Scalar("select count(*) from node.received"));
    }

    private static async Task<JsonArray> Post(RunningNode from, RunningNode to, params JsonObject[] activities)
    {
        using var answer = await Send(from, to, activities);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["answers"]!.AsArray();
    }

    private static Task<HttpResponseMessage> Send(RunningNode from, RunningNode to, params JsonObject[] activities) =>
        new Envelope(from, to, Envelope.Bytes(new JsonObject
        {
            ["@context"] = "https://www.w3.org/ns/activitystreams",
            ["type"] = "OrderedCollection",
            ["totalItems"] = activities.Length,
            ["orderedItems"] = new JsonArray([.. activities]),
        })) { Target = new Uri(to.Origin, "/inbox/batch"), Path = "/inbox/batch" }.Post();
}
