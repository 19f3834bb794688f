using System.Net;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Outbox;
using Federation.Node.Delivery.Wire;

namespace Federation.Node.Tests.Delivery;

public sealed class The_pause_after_a_failure
{
    private static readonly DeliveryAnswer Down = new DeliveryAnswer.Unreachable("down");
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 10), InlineData(2, 20), InlineData(3, 40), InlineData(4, 80), InlineData(5, 160), InlineData(6, 320), InlineData(7, 640)]
    [InlineData(8, 1280), InlineData(9, 2560), InlineData(10, 5120), InlineData(11, 10240), InlineData(12, 20480), InlineData(13, 21600), InlineData(9999, 21600)]
    public void Is_anything_up_to_a_ceiling_that_doubles_from_ten_seconds_to_six_hours(int failures, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), BackOffRules.Ceiling(failures, First, DeliveryLimits.LongestPause));
        Assert.Equal(TimeSpan.FromSeconds(seconds / 2.0), BackOffRules.Pause(failures, Down, First, 0.5));
        Assert.InRange(BackOffRules.Pause(failures, Down, First, 0.999).TotalSeconds, seconds * 0.99, seconds);
    }

    [Fact]
    public void Is_never_nothing() => Assert.Equal(TimeSpan.FromSeconds(1), BackOffRules.Pause(40, Down, First, 0));

    [Theory]
    [InlineData("120", 120), InlineData(" 7 ", 7), InlineData("86400", 86400), InlineData("86401", 86400), InlineData("99999999999999999999999", 86400)]
    [InlineData("Tue, 24 Nov 2026 09:05:00 GMT", 300), InlineData("Thu, 26 Nov 2026 09:00:00 GMT", 86400)]
    public void Is_what_the_peer_asks_for_in_seconds_or_by_date_up_to_a_day(string field, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), BackOffRules.RetryAfter(field, Now));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("0"), InlineData("-5"), InlineData("1.5"), InlineData("soon"), InlineData("١٢"), InlineData("0x10")]
    [InlineData("Tue, 24 Nov 2026 08:00:00 GMT"), InlineData("2026-11-24T09:05:00Z")]
    public void Is_our_own_when_the_peer_asks_for_nothing_that_can_be_understood(string? field) => Assert.Null(BackOffRules.RetryAfter(field, Now));

    [Fact]
    public void Is_never_shorter_than_what_the_peer_asks_for()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), BackOffRules.Pause(1, new DeliveryAnswer.Unreachable("busy", TimeSpan.FromMinutes(5)), First, 0.9));
        Assert.Equal(TimeSpan.FromHours(3), BackOffRules.Pause(40, new DeliveryAnswer.Unreachable("busy", TimeSpan.FromMinutes(5)), First, 0.5));
    }

    [Fact]
    public void Is_a_minute_at_most_while_the_peer_has_not_approved_us() =>
        Assert.InRange(BackOffRules.Pause(40, new DeliveryAnswer.Refused("not yet", IsUnapproved: true), First, 0.999).TotalSeconds, 59, 60);

    [Fact]
    public void Is_a_day_when_the_peer_says_that_it_is_gone() =>
        Assert.Equal(TimeSpan.FromDays(1), BackOffRules.Pause(1, new DeliveryAnswer.Gone("gone"), First, 0.1));

    [Theory]
    [InlineData("127.0.0.1"), InlineData("10.1.2.3"), InlineData("169.254.169.254"), InlineData("192.168.0.1"), InlineData("100.64.0.1"), InlineData("0.0.0.0")]
    [InlineData("::1"), InlineData("fe80::1"), InlineData("fd00::1"), InlineData("::ffff:127.0.0.1"), InlineData("64:ff9b::7f00:1"), InlineData("2002:7f00:1::")]
    public void Never_ends_in_a_call_to_an_address_of_our_own_network(string address) =>
        Assert.False(PeerAddress.IsGlobalUnicast(IPAddress.Parse(address)));
}
