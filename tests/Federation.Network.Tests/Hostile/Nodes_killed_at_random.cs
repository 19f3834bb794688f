using System.Collections.Concurrent;
using System.Net;
using Federation.Node.Tests;

namespace Federation.Network.Tests.Hostile;

/// <summary>Sender and receiver die by <c>kill -9</c> at random moments while one publishes and the other mirrors.</summary>
public sealed class Nodes_killed_at_random(PostgresFixture postgres)
{
    private static readonly int Kills = Length.IsLong ? 25 : 4;
    private static readonly TimeSpan Converges = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lose_nothing_and_do_nothing_twice()
    {
        var random = new Random(Length.Seed);
        await using var sender = await NodeProcess.SetUp("FNT", await postgres.CreateDatabase());
        await using var receiver = await NodeProcess.SetUp("Union A", await postgres.CreateDatabase());
        foreach (var node in new[] { sender, receiver })
        {
            await node.AddPeople();
            await node.Start();
        }

        await receiver.Befriend(sender);
        await sender.Befriend(receiver);
        await receiver.FollowTemplates(sender);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var acknowledged = new ConcurrentQueue<string>();
        var publishing = Publish(sender, acknowledged, stop.Token);
        var deaths = new List<string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(50, 2000), Cancel);
            var victim = random.Next(2) == 0 ? sender : receiver;
            deaths.Add($"{victim.Name} after {acknowledged.Count}");
            await victim.Restart();
        }

        await Task.Delay(500, Cancel);
        await stop.CancelAsync();
        await publishing;
        var told = $"seed {Length.Seed}; killed: {string.Join(", ", deaths)}";
        var published = await sender.Published();
        Assert.True(published.Count > Kills, told);
        Assert.Equal(published.Distinct(), published);
        Assert.Empty(acknowledged.Except(published)); // what was acknowledged is there
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Patiently.Until(
            async () => Assert.Equal(published.Count, (await receiver.Taken(sender)).Count), Converges, () => $"all {published.Count} templates arrive; {told}");
        Assert.Equal(published, await receiver.Taken(sender)); // each once, in order
        TestContext.Current.SendDiagnosticMessage($"{published.Count} templates over {Kills} kills, whole {clock.Elapsed.TotalSeconds:0.0} s after the last publication; {told}");

        // Nothing was given up on either side, and the publisher knows that everything was taken.
        foreach (var node in new[] { sender, receiver })
        {
            using var ines = await node.SignedIn("ines");
            await ines.Open("/peers");
            Assert.DoesNotContain("Refused by", ines.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Not delivered", ines.Text, StringComparison.Ordinal);
        }
    }

    // An officer who tries again when the node is away: published is what was answered.
    private static async Task Publish(NodeProcess sender, ConcurrentQueue<string> acknowledged, CancellationToken over)
    {
        using var olga = await sender.SignedIn("olga");
        for (var number = 1; !over.IsCancellationRequested; number++)
        {
            var name = $"{TemplateFlow.Mark}{number:0000}";
            await Patiently.Until(() => olga.Publish(name), $"{name} is published");
            acknowledged.Enqueue(name);
            await Task.Delay(150, CancellationToken.None);
        }
    }
}
