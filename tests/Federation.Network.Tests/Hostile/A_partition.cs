using System.Diagnostics;

namespace Federation.Network.Tests.Hostile;

/// <summary>Two of three nodes do not hear each other for a while: no refusal, no reset, only silence.</summary>
public sealed class A_partition
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Converges = TimeSpan.FromSeconds(60);
    private static readonly int Times = Length.IsLong ? 3 : 1;

    [Fact]
    public async Task Delays_what_two_nodes_tell_each_other_and_loses_nothing()
    {
        await using var ground = await NetworkGround.Create(3);
        var names = new[] { "FNT", "Union A", "Union B" };
        var setUp = await Task.WhenAll(ground.Spaces.Select((space, node) => NodeProcess.SetUp(names[node], database: null, space: space)));
        await using var fnt = setUp[0];
        await using var a = setUp[1];
        await using var b = setUp[2];
        await Task.WhenAll(setUp.Select(async node =>
        {
            await node.Start();
            await node.AddPeople();
        }));
        foreach (var union in new[] { a, b })
        {
            await union.Befriend(fnt);
            await fnt.Befriend(union);
            await union.FollowTemplates(fnt);
            await fnt.FollowTemplates(union);
        }

        using var olga = await fnt.SignedIn("olga");
        using var oskar = await a.SignedIn("olga");
        await olga.Publish(TemplateFlow.Mark + "before");
        await Patiently.Until(async () => Assert.Single(await a.Taken(fnt)), "the first template arrives at A");
        await Patiently.Until(async () => Assert.Single(await b.Taken(fnt)), "the first template arrives at B");

        for (var time = 1; time <= Times; time++)
        {
            var (toA, fromA) = ((await a.Taken(fnt)).Count, (await fnt.Taken(a)).Count);
            await ground.Spaces[0].Deafen(ground.Spaces[1].Address);
            await ground.Spaces[1].Deafen(ground.Spaces[0].Address);
            var clock = Stopwatch.StartNew();
            for (var number = 1; number <= 5; number++)
            {
                await olga.Publish($"{TemplateFlow.Mark}{time}-{number}");
                await oskar.Publish($"{TemplateFlow.Mark}of A {time}-{number}");
            }

            var published = await fnt.Published();
            await Patiently.Until(async () => Assert.Equal(published, await b.Taken(fnt)), TimeSpan.FromSeconds(15), () => "B, which is not cut off, gets everything at once");
            await Task.Delay(Lasts - clock.Elapsed, TestContext.Current.CancellationToken);
            Assert.Equal((toA, fromA), ((await a.Taken(fnt)).Count, (await fnt.Taken(a)).Count)); // it was a partition

            await ground.Spaces[0].Heal();
            await ground.Spaces[1].Heal();
            clock.Restart();
            await Patiently.Until(async () => Assert.Equal(published.Count, (await a.Taken(fnt)).Count), Converges, () => "A gets what it missed");
            var own = await a.Published();
            await Patiently.Until(async () => Assert.Equal(own.Count, (await fnt.Taken(a)).Count), Converges - clock.Elapsed, () => "FNT gets what A said meanwhile");
            TestContext.Current.SendDiagnosticMessage($"Partition {time} of {Lasts.TotalSeconds:0} s: whole {clock.Elapsed.TotalSeconds:0.0} s after healing.");
            Assert.Equal(published, await a.Taken(fnt)); // each once, in order
            Assert.Equal(published, await b.Taken(fnt));
            Assert.Equal(own, await fnt.Taken(a));
        }
    }
}
