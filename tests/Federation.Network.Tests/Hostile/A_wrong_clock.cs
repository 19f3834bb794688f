using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Tests;

namespace Federation.Network.Tests.Hostile;

/// <summary>The clock of one node is wrong (libfaketime), then it is set right.</summary>
public sealed class A_wrong_clock(PostgresFixture postgres)
{
    private const string Reason = "made more than 60 minutes from now";

    private static readonly TimeSpan Converges = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData("-2h")]
    [InlineData("+400d")]
    public async Task Is_named_as_the_reason_and_harms_nothing_once_it_is_right(string off)
    {
        await using var right = await NodeProcess.SetUp("FNT", await postgres.CreateDatabase());
        await using var wrong = await NodeProcess.SetUp("Union A", await postgres.CreateDatabase());
        foreach (var node in new[] { right, wrong })
        {
            await node.AddPeople();
            await node.Start();
        }

        await right.Befriend(wrong);
        await wrong.Befriend(right);
        await wrong.FollowTemplates(right);
        await right.FollowTemplates(wrong);
        await wrong.Stop();
        wrong.ClockOff = off;
        await wrong.Start();

        using (var olga = await wrong.SignedIn("olga"))
        using (var oskar = await right.SignedIn("olga"))
        {
            await olga.Publish(TemplateFlow.Mark + "of a wrong time");
            await oskar.Publish(TemplateFlow.Mark + "of the right time");
        }

        foreach (var (node, other) in new[] { (right, wrong), (wrong, right) })
        {
            using var ines = await node.SignedIn("ines");
            await Patiently.Until(
                async () =>
                {
                    await ines.Open("/peers");
                    Assert.Contains(Reason, ines.Text, StringComparison.Ordinal);
                },
                $"{node.Name} reads why {other.Name} refuses");
        }

        Assert.Empty(await right.Taken(wrong));
        Assert.Empty(await wrong.Taken(right));

        await wrong.Stop();
        wrong.ClockOff = null;
        await wrong.Start();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var (node, other) in new[] { (right, wrong), (wrong, right) })
        {
            await Patiently.Until(async () => Assert.Equal(await other.Published(), await node.Taken(other)), Converges, () => $"{node.Name} gets what {other.Name} said");
        }

        TestContext.Current.SendDiagnosticMessage($"{off}: whole {clock.Elapsed.TotalSeconds:0.0} s after the clock was set right.");
        foreach (var node in new[] { right, wrong })
        {
            using var ines = await node.SignedIn("ines");
            await ines.Open("/peers");
            Assert.DoesNotContain("Refused by", ines.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Not delivered", ines.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_month_later_does_not_let_a_recorded_request_in_again()
    {
        await using var peer = HostilePeer.Start();
        await using var node = await NodeProcess.SetUp("Union A", await postgres.CreateDatabase());
        await node.AddPeople();
        await node.Start();
        await node.Befriend(peer.Host, "A peer");
        var body = peer.Honest.Sign(new JsonObject
        {
            ["id"] = peer.Honest.NewId(),
            ["type"] = "Follow",
            ["actor"] = peer.Honest.Actor.AbsoluteUri,
            ["object"] = new Uri(node.Origin, "/catalogues/templates").AbsoluteUri,
        });
        var now = TimeProvider.System.GetUtcNow();
        await Answers(node, peer, body, now, HttpStatusCode.Accepted, "");
        await Patiently.Until(() => Task.Run(() => Assert.Single(peer.Received, each => each.Activity["type"]?.ToString() == "Accept")), "the Follow is answered");

        await node.Stop();
        node.ClockOff = "+31d";
        await node.Start();
        await Answers(node, peer, body, now, HttpStatusCode.Unauthorized, Reason); // as it was recorded
        await Answers(node, peer, body, now + TimeSpan.FromDays(31), HttpStatusCode.OK, ""); // signed anew by its author: known, nothing is done
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.Single(peer.Received, each => each.Activity["type"]?.ToString() == "Accept");
    }

    private static async Task Answers(NodeProcess node, HostilePeer peer, byte[] body, DateTimeOffset created, HttpStatusCode expected, string reason)
    {
        using var answer = await peer.Post(node, body, created);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode}: {text}");
        Assert.Contains(reason, text, StringComparison.Ordinal);
    }
}
