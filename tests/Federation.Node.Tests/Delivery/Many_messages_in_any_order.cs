using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Inbox;
using Federation.Protocol.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

/// <summary>The store and the workers of two replicas, under messages of three peers that come shuffled, some twice, to either replica.</summary>
public sealed class Many_messages_in_any_order(PostgresFixture postgres)
{
    private const int Messages = 200;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Take_effect_once_each_in_the_order_they_came() => Shuffle(10);

    [Fact(Explicit = true)] // minutes; run by hand with -explicit only
    public Task Take_effect_once_each_a_thousand_times_over() => Shuffle(1000);

    private async Task Shuffle(int times)
    {
        await using var here = await RunningNode.Start(postgres, parts: services => services.AddSingleton<IActivityHandler>(new Effects()));
        await using var replica = await here.StartReplica(services => services.AddSingleton<IActivityHandler>(new Effects()));
        await here.Scalar(Effects.Table);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < times; round++)
        {
            var sent = Enumerable.Range(0, 3).Select(peer => Sent(round, peer, random)).ToArray();
            await Task.WhenAll(sent.Select(async (part, i) =>
            {
                foreach (var few in part.Chunk(1 + (i * 4)))
                {
                    var intake = (random.Next(2) == 0 ? here : replica).Services.GetRequiredService<InboxIntake>();
                    await intake.Store(few, Cancel); // a sender goes on when it is answered
                }
            }));
            for (var i = 0; (long)(await here.Scalar("select count(*) from node.received where state = 'waiting'"))! > 0; i++) // a count
            {
                Assert.True(i < 600, $"not settled in time (seed {seed}, round {round})");
                await Task.Delay(50, Cancel);
            }

            foreach (var part in sent)
            {
                string[] expected = [.. part.Select(each => Convert.ToHexStringLower(each.Key)).Distinct()];
                var effects = await Effects.Of(here, $"{part[0].PeerHost}/actor");
                Assert.True(expected.SequenceEqual(effects), $"another state than of single delivery in order (seed {seed}, round {round})");
            }
        }
    }

    // A third of a peer's messages come twice, somewhere.
    private static CheckedActivity[] Sent(int round, int peer, Random random)
    {
        var messages = Enumerable.Range(0, Messages).Where(i => i % 3 == peer).Select(i => Message(round, i)).ToArray();
        CheckedActivity[] sent = [.. messages, .. messages.Where(_ => random.Next(3) == 0)];
        random.Shuffle(sent);
        return sent;
    }

    private static CheckedActivity Message(int round, int i)
    {
        var host = $"p{i % 3}.r{round}.example";
        var id = $"https://{host}/activities/{i}";
        var key = CheckedActivity.KeyOf(id);
        var body = CanonicalJson.Bytes(new JsonObject { ["id"] = id, ["type"] = "Announce", ["actor"] = $"https://{host}/actor", ["summary"] = Convert.ToHexStringLower(key) });
        return new CheckedActivity(key, System.Security.Cryptography.SHA256.HashData(body), id, host, $"https://{host}/actor", body, new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), false);
    }
}
