namespace Federation.Network.Tests.Hostile;

/// <summary>While others misbehave, a peer that behaves gets what it should as fast as before.</summary>
[Collection(nameof(Measured))]
public sealed class A_good_peer_beside_bad_ones(HostileGround ground)
{
    // Medians of rounds: on a machine that does other things one p95 says little. A smaller difference than the floor cannot be told from noise.
    private const double MostWorse = 1.2;

    private static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(50);

    [Theory]
    [InlineData(Verb.Deliver)]
    [InlineData(Verb.Fetch)]
    public async Task Is_served_as_fast_as_without_them(Verb verb)
    {
        await ground.Endings(verb);
        var (without, with) = ground.RoundTrips[verb];
        var (calm, storm) = (Median(without), Median(with));
        var said = $"{verb}: p95 of a round trip, median of {without.Count} rounds: {calm.TotalMilliseconds:0} ms in the calm, {storm.TotalMilliseconds:0} ms beside "
            + $"peers that misbehave. Rounds: {Told(without)} / {Told(with)}";
        TestContext.Current.SendDiagnosticMessage(said);
        Assert.True(storm < calm * MostWorse || storm - calm < Floor, said);
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    private static string Told(IEnumerable<TimeSpan> times) => string.Join(" ", times.Select(time => $"{time.TotalMilliseconds:0}"));
}
