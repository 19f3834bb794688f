using Federation.Network.Tests.Hostile.Behaviours;

namespace Federation.Network.Tests.Hostile;

/// <summary>While all the others misbehave, a peer that behaves gets what it should, as fast as before.</summary>
public sealed class A_good_peer_beside_bad_ones(HostileGround ground) : IClassFixture<HostileGround>
{
    // A median of rounds: on a machine that does other things a single p95 says little. Below the floor a difference cannot be told from noise.
    private const double MostWorse = 1.2;

    private static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);
    private static readonly int Rounds = Length.IsLong ? 15 : 5;
    private static readonly int Samples = Length.IsLong ? 100 : 40;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Verb.Deliver)]
    [InlineData(Verb.Fetch)]
    internal async Task Is_served_as_fast_as_without_them(Verb verb)
    {
        await ground.Endings(Verb.Connect); // so that all are peers
        await Round(null); // warm
        var (without, with) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var round = 0; round < Rounds; round++)
        {
            without.Add(await Round(null));
            with.Add(await Round(verb));
        }

        var (calm, stormy) = (Median(without), Median(with));
        var said = $"p95 of a round trip, median of {Rounds} rounds of {Samples}: {calm.TotalMilliseconds:0} ms without, {stormy.TotalMilliseconds:0} ms beside {ground.Peers.Count} peers that misbehave. "
            + $"Rounds: {Told(without)} / {Told(with)}";
        TestContext.Current.SendDiagnosticMessage(said);
        Assert.True(stormy < calm * MostWorse || stormy - calm < Floor, said);
    }

    // Each bad peer gives the node something to do every two seconds: an answer to deliver to it, or a file to fetch from it.
    private async Task<TimeSpan> Round(Verb? misdeed)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var pressure = misdeed is { } verb ? Press(verb, over.Token) : Task.CompletedTask;
        var times = new List<TimeSpan>();
        for (var i = 0; i < Samples; i++)
        {
            times.Add(await ground.Healthy.RoundTrip(ground.Node));
        }

        await over.CancelAsync();
        await pressure;
        times.Sort();
        return times[(int)Math.Ceiling(0.95 * times.Count) - 1];
    }

    private async Task Press(Verb verb, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            foreach (var behaviour in AllBehaviours.List)
            {
                var peer = ground.Peers[behaviour.Name];
                await peer.Misbehave(verb, behaviour);
                if (verb == Verb.Deliver)
                {
                    await peer.Follow(ground.Node);
                }
                else
                {
                    await peer.Deliver(ground.Node, peer.Honest.Announce(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("n"), [1, 2, 3]));
                }
            }

            await Task.Delay(Between, over).ContinueWith(_ => { }, TaskScheduler.Default); // the round is over
        }
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => times.Order().ElementAt(Rounds / 2);

    private static string Told(IEnumerable<TimeSpan> times) => string.Join(" ", times.Select(time => $"{time.TotalMilliseconds:0}"));
}
