using Federation.Node.Datasets.Withdrawals;

namespace Federation.Node.Tests.Datasets;

/// <summary>The decisions about notices and answers, without a node.</summary>
public sealed class An_answer_to_a_withdrawal_notice
{
    private const string Holder = "fnt.example", NoticeId = "https://a.example/withdrawals/0/1", Digest = "sha-256=:AA==:";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("erased"), InlineData("notHeld"), InlineData("aggregatedAnonymous")]
    public void Ends_the_matter_in_one_of_three_words(string outcome)
    {
        Assert.Null(WithdrawalRules.Refute(Asked(), Answer(outcome), Holder));
        var answered = Asked().Apply(new HolderAnswered(Guid.Empty, NoticeId, outcome, null, "{}", Now));
        Assert.False(WithdrawalRules.IsOverdue(answered, answered.Notices[0], Now.AddDays(30)));
    }

    [Theory]
    [InlineData("other.example", NoticeId, true, "erased", Digest, "did not send you")]
    [InlineData(Holder, "https://a.example/withdrawals/0/2", true, "erased", Digest, "did not send you")]
    [InlineData(Holder, NoticeId, true, "erased", "sha-256=:BB==:", "digest")]
    [InlineData(Holder, NoticeId, true, "gone", Digest, "words of this protocol")]
    [InlineData(Holder, NoticeId, false, "erased", Digest, "words of this protocol")]
    public void Is_refused_when_it_is_not_one(string host, string notice, bool accepted, string outcome, string digest, string reason) =>
        Assert.Contains(
            reason, WithdrawalRules.Refute(Asked(), new WithdrawalAnswer(notice, accepted, outcome, digest, null), host), StringComparison.Ordinal);

    [Fact]
    public void Is_refused_when_nothing_was_asked() => Assert.NotNull(WithdrawalRules.Refute(null, Answer("erased"), Holder));

    [Fact]
    public void Cannot_be_taken_back()
    {
        var answered = Asked().Apply(new HolderAnswered(Guid.Empty, NoticeId, "erased", null, "{}", Now));
        Assert.Null(WithdrawalRules.Refute(answered, Answer("erased"), Holder));
        Assert.NotNull(WithdrawalRules.Refute(answered, Answer("notHeld"), Holder));
    }

    [Fact]
    public void Is_overdue_after_three_days_and_at_once_when_it_is_a_refusal()
    {
        var asked = Asked();
        Assert.False(WithdrawalRules.IsOverdue(asked, asked.Notices[0], Now.AddHours(72)));
        Assert.True(WithdrawalRules.IsOverdue(asked, asked.Notices[0], Now.AddHours(72).AddSeconds(1)));
        var kept = asked.Apply(new HolderAnswered(Guid.Empty, NoticeId, "kept", "legal hold", "{}", Now));
        Assert.True(WithdrawalRules.IsOverdue(kept, kept.Notices[0], Now));
        Assert.Null(WithdrawalRules.Refute(kept, Answer("erased"), Holder)); // a refusal may become a yes
    }

    private static WithdrawalAnswer Answer(string outcome) => new(NoticeId, true, outcome, Digest, null);

    private static Withdrawal Asked() => Withdrawal.Create(new VersionsTakenBack(
        Guid.Empty, Guid.Empty, [], [], ["https://a.example/datasets/1/v1"], null, [new SentNotice(NoticeId, Holder, "https://a.example/datasets/1/v1", Digest)], Now));
}
