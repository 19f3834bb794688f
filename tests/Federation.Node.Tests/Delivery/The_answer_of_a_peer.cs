using Federation.Node.Delivery;
using Federation.Node.Delivery.Outbox;

namespace Federation.Node.Tests.Delivery;

public sealed class The_answer_of_a_peer
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly HostState Fine = new(HostState.Ready, 0, 0, null, null, Now, null);

    [Theory]
    [InlineData(200, null, "Taken"), InlineData(202, null, "Taken"), InlineData(204, null, "Taken")]
    [InlineData(400, null, "Poisoned"), InlineData(409, "delivery.changed", "Poisoned"), InlineData(413, null, "Poisoned"), InlineData(422, null, "Poisoned")]
    [InlineData(401, "delivery.proof", "Poisoned"), InlineData(403, "delivery.owner", "Poisoned")]
    [InlineData(401, null, "Refused"), InlineData(401, "delivery.clock", "Refused"), InlineData(403, null, "Refused"), InlineData(403, "delivery.not-approved", "Refused")]
    [InlineData(301, null, "Unreachable"), InlineData(404, null, "Unreachable"), InlineData(408, null, "Unreachable"), InlineData(429, null, "Unreachable")]
    [InlineData(500, null, "Unreachable"), InlineData(502, null, "Unreachable"), InlineData(503, null, "Unreachable"), InlineData(410, null, "Gone")]
    public void Says_whether_it_is_about_the_activity_or_about_us_or_about_the_moment(int status, string? code, string meaning) =>
        Assert.Equal(meaning, LaneRules.Read(status, code, "because", null).GetType().Name);

    [Theory]
    [InlineData(404, "NoBatches"), InlineData(405, "NoBatches"), InlineData(410, "NoBatches"), InlineData(413, "NoBatches"), InlineData(400, "NoBatches")]
    [InlineData(401, "Refused"), InlineData(503, "Unreachable"), InlineData(429, "Unreachable")]
    public void To_a_whole_batch_sends_its_activities_alone_when_it_could_be_about_the_batch(int status, string meaning) =>
        Assert.Equal(meaning, LaneRules.ReadBatch(status, null, "because", null).GetType().Name);

    [Fact]
    public void Makes_a_host_ready_again()
    {
        var failing = new HostState(HostState.Unreachable, 9, 2, Now.AddDays(-2), "down", Now, Now);
        Assert.Equal((Fine, false), HostRules.After(failing, new DeliveryAnswer.Taken(), First, Now, 0.5));
        Assert.Equal((Fine, false), HostRules.After(failing, new DeliveryAnswer.Poisoned("bad"), First, Now, 0.5));
    }

    [Fact]
    public void Is_a_refusal_the_third_time_it_says_401_or_403_and_at_once_when_a_node_of_ours_says_why()
    {
        var refused = new DeliveryAnswer.Refused("403");
        var states = new List<string>();
        var host = Fine;
        for (var i = 0; i < 4; i++)
        {
            (host, _) = HostRules.After(host, refused, First, Now, 0.5);
            states.Add(host.State);
        }

        Assert.Equal([HostState.Unreachable, HostState.Unreachable, HostState.Refused, HostState.Refused], states);
        Assert.Equal(HostState.Refused, HostRules.After(Fine, new DeliveryAnswer.Refused("403", true), First, Now, 0.5).Next.State);
    }

    [Fact]
    public void Is_believed_the_third_time_it_says_gone_and_not_when_it_said_something_else_between()
    {
        var gone = new DeliveryAnswer.Gone("410");
        var (first, _) = HostRules.After(Fine, gone, First, Now, 0.5);
        Assert.Equal((HostState.Unreachable, Now.AddDays(1)), (first.State, first.NextAttemptAt));
        var (second, _) = HostRules.After(first, gone, First, Now.AddDays(1), 0.5);
        Assert.Equal((HostState.Unreachable, Now.AddDays(2)), (second.State, second.NextAttemptAt));
        var (third, givesUp) = HostRules.After(second, gone, First, Now.AddDays(2), 0.5);
        Assert.Equal((HostState.Gone, DateTimeOffset.MaxValue, true), (third.State, third.NextAttemptAt, givesUp));

        var (between, _) = HostRules.After(second, new DeliveryAnswer.Unreachable("502"), First, Now.AddDays(2), 0.5);
        Assert.Equal(HostState.Unreachable, HostRules.After(between, gone, First, Now.AddDays(3), 0.5).Next.State);
    }

    [Fact]
    public void Is_waited_for_thirty_days_and_what_comes_later_has_its_own_thirty_days()
    {
        var down = new DeliveryAnswer.Unreachable("down");
        var (host, early) = HostRules.After(new HostState(HostState.Unreachable, 200, 0, Now.AddDays(-30).AddSeconds(1), "down", Now, null), down, First, Now, 0.5);
        Assert.False(early);
        var (next, late) = HostRules.After(host, down, First, Now.AddSeconds(1), 0.5);
        Assert.True(late);
        Assert.False(HostRules.After(next, down, First, Now.AddDays(29), 0.5).GivesUp);
        Assert.True(HostRules.After(next, down, First, Now.AddDays(31), 0.5).GivesUp);
    }

    [Fact]
    public void Keeps_the_pause_it_asked_for_apart_from_ours()
    {
        var (asked, _) = HostRules.After(Fine, new DeliveryAnswer.Unreachable("busy", TimeSpan.FromHours(2)), First, Now, 0.5);
        Assert.Equal(Now.AddHours(2), asked.NotBefore);
        Assert.Null(HostRules.After(asked, new DeliveryAnswer.Unreachable("down"), First, Now, 0.5).Next.NotBefore);
    }

    [Theory]
    [InlineData(400, false, true), InlineData(401, true, true), InlineData(403, true, true), InlineData(500, false, true), InlineData(500, true, false)]
    [InlineData(202, false, false), InlineData(404, false, false), InlineData(410, false, false), InlineData(422, false, false), InlineData(429, false, false)]
    public void Of_a_stranger_may_be_about_the_way_we_sign(int status, bool isRemembered, bool mayBe) =>
        Assert.Equal(mayBe, KnockRules.MayBeTheSignature(status, isRemembered));

    [Fact]
    public void Is_remembered_when_it_is_new_or_a_day_old()
    {
        Assert.True(KnockRules.ShouldRemember(null, RequestScheme.CavageRsa, Now));
        Assert.True(KnockRules.ShouldRemember((RequestScheme.Rsa, Now), RequestScheme.CavageRsa, Now));
        Assert.False(KnockRules.ShouldRemember((RequestScheme.CavageRsa, Now), RequestScheme.CavageRsa, Now.AddHours(23)));
        Assert.True(KnockRules.ShouldRemember((RequestScheme.CavageRsa, Now), RequestScheme.CavageRsa, Now.AddHours(25)));
    }

    [Theory]
    [InlineData("[]"), InlineData("{}"), InlineData("nonsense"), InlineData("""{"answers":[{"id":"https://other.example/1","status":202}]}""")]
    [InlineData("""{"answers":[{"id":"https://n.example/1"}]}"""), InlineData("""{"answers":[{"id":"https://n.example/1","status":"202"}]}""")]
    [InlineData("""{"answers":[{"id":"https://n.example/1","status":202},{"id":"https://n.example/2","status":202}]}""")]
    public void To_a_batch_counts_only_when_it_names_what_was_sent_in_order(string answer) =>
        Assert.Null(OutgoingBatch.Read(System.Text.Encoding.UTF8.GetBytes(answer), [new OutboxEntry(1, "https://n.example/1", 10, false)]));
}
