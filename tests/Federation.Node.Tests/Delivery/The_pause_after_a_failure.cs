using System.Net;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Outbox;
using Federation.Node.Delivery.Wire;

namespace Federation.Node.Tests.Delivery;

public sealed class The_pause_after_a_failure
{
    private static readonly DeliveryAnswer Down = new DeliveryAnswer.Unreachable("down");

    [Theory, InlineData(1, 1), InlineData(2, 2), InlineData(5, 16), InlineData(40, 6 * 3600)]
    public void Doubles_up_to_six_hours(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), LaneRules.Pause(failures, Down, 0));

    [Fact]
    public void Is_spread_by_a_fifth() => Assert.InRange(LaneRules.Pause(5, Down, 0.999).TotalSeconds, 19, 19.2);

    [Fact]
    public void Is_as_long_as_the_peer_asks_for_but_not_for_ever()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), LaneRules.Pause(1, new DeliveryAnswer.Unreachable("busy", TimeSpan.FromMinutes(5)), 0));
        Assert.Equal(DeliveryLimits.LongestPause, LaneRules.Pause(1, new DeliveryAnswer.Unreachable("busy", TimeSpan.FromDays(99)), 0));
    }

    [Fact]
    public void Is_a_minute_at_most_while_the_peer_has_not_approved_us() =>
        Assert.Equal(TimeSpan.FromMinutes(1), LaneRules.Pause(40, new DeliveryAnswer.NotApproved("not yet"), 0));

    [Theory]
    [InlineData("127.0.0.1"), InlineData("10.1.2.3"), InlineData("169.254.169.254"), InlineData("192.168.0.1"), InlineData("100.64.0.1"), InlineData("0.0.0.0")]
    [InlineData("::1"), InlineData("fe80::1"), InlineData("fd00::1"), InlineData("::ffff:127.0.0.1"), InlineData("64:ff9b::7f00:1"), InlineData("2002:7f00:1::")]
    public void Never_ends_in_a_call_to_an_address_of_our_own_network(string address) =>
        Assert.False(PeerAddress.IsGlobalUnicast(IPAddress.Parse(address)));
}
