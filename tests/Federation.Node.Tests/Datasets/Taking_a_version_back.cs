using Federation.Node.Datasets;
using Federation.Node.Datasets.Corrections;
using Federation.Node.Shell;

namespace Federation.Node.Tests.Datasets;

/// <summary>The decisions about a version that is wrong, without a node.</summary>
public sealed class Taking_a_version_back
{
    private const string Why = "Hours of March stand under April.";

    private static readonly Guid Olga = Guid.Parse("00000000-0000-7000-8000-00000000000a");
    private static readonly Guid Stan = Guid.Parse("00000000-0000-7000-8000-00000000000b");
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Takes_two_people_of_whom_one_says_why()
    {
        var asked = Asked();
        Assert.Equal(new AskedBack(1, Why, Olga, Now), asked.Asked);
        var taken = Assert.IsType<ReleaseTakenBack>(Assert.Single(DatasetRules.ConfirmBack(asked, 1, Stan, Now.AddHours(1)).Events));
        Assert.Equal((Why, Olga, Stan), (taken.Reason, taken.AskedBy, taken.ConfirmedBy));
        var after = asked.Apply(taken).Apply(new ReleasesErased(Guid.Empty, [1], Now));
        Assert.Equal((null, null, Why), (after.Asked, after.Current, after.Releases[0].TakenBack?.Reason));
    }

    [Fact]
    public void Is_not_confirmed_by_whoever_asked() => Assert.IsType<TakeBackRefusal.SamePerson>(DatasetRules.ConfirmBack(Asked(), 1, Olga, Now).Refusal);

    [Fact]
    public void Is_not_confirmed_when_nobody_asked_or_for_another_version()
    {
        Assert.IsType<TakeBackRefusal.NothingAsked>(DatasetRules.ConfirmBack(null, 1, Stan, Now).Refusal);
        Assert.IsType<TakeBackRefusal.NothingAsked>(DatasetRules.ConfirmBack(Released(), 1, Stan, Now).Refusal);
        Assert.IsType<TakeBackRefusal.NothingAsked>(DatasetRules.ConfirmBack(Asked(), 2, Stan, Now).Refusal);
    }

    [Theory]
    [InlineData(""), InlineData("   "), InlineData(null)]
    public void Is_not_asked_for_without_a_reason_or_with_a_report(string? reason) => Assert.IsType<TakeBackRefusal.NotSaidWhy>(
        DatasetRules.AskBack(Released(), 1, reason ?? new string('x', DatasetRules.LongestReason + 1), Olga, Now).Refusal);

    [Fact]
    public void Is_not_asked_for_when_the_version_is_not_there_or_erased_already()
    {
        Assert.IsType<TakeBackRefusal.NotThere>(DatasetRules.AskBack(null, 1, Why, Olga, Now).Refusal);
        Assert.IsType<TakeBackRefusal.NotThere>(DatasetRules.AskBack(Released(), 2, Why, Olga, Now).Refusal);
        Assert.IsType<TakeBackRefusal.NotThere>(DatasetRules.AskBack(Released().Apply(new ReleasesErased(Guid.Empty, [1], Now)), 1, Why, Olga, Now).Refusal);
    }

    [Fact]
    public void Is_not_asked_for_twice_so_that_a_steward_confirms_what_they_read() =>
        Assert.IsType<TakeBackRefusal.AskedAlready>(DatasetRules.AskBack(Asked(), 1, "Something else.", Stan, Now).Refusal);

    [Fact]
    public void Can_be_asked_for_again_after_a_steward_left_it_published()
    {
        var left = Asked().Apply(Assert.IsType<TakeBackDeclined>(Assert.Single(DatasetRules.DeclineBack(Asked(), 1, Stan, Now).Events)));
        Assert.Null(left.Asked);
        Assert.Equal(1, left.Current!.Version);
        Assert.Null(DatasetRules.AskBack(left, 1, Why, Olga, Now).Refusal);
        Assert.IsType<TakeBackRefusal.NothingAsked>(DatasetRules.DeclineBack(left, 1, Stan, Now).Refusal);
    }

    [Fact]
    public void Is_over_when_somebody_withdrew_meanwhile_and_the_version_is_erased_for_that()
    {
        var erased = Asked().Apply(new ReleasesErased(Guid.Empty, [1], Now));
        Assert.IsType<TakeBackRefusal.NothingAsked>(DatasetRules.ConfirmBack(erased, 1, Stan, Now).Refusal);
        Assert.Null(erased.Releases[0].TakenBack);
    }

    [Fact]
    public void Does_not_free_a_new_table_from_being_compared_with_it_as_a_withdrawal_does()
    {
        var taken = Asked().Apply(new ReleaseTakenBack(Guid.Empty, 1, Why, Olga, Stan, Now)).Apply(new ReleasesErased(Guid.Empty, [1], Now));
        Assert.Equal([1], DatasetRules.ComparedWith(taken).Select(release => release.Version));
        Assert.Empty(DatasetRules.ComparedWith(Released().Apply(new ReleasesErased(Guid.Empty, [1], Now))));
    }

    private static Dataset Released() => Dataset.Create(new ReleaseProposed(Guid.Empty, new DatasetSource(Guid.Empty, "", Text.Same("Hours"), 10), "t1", [], [], Olga, Now))
        .Apply(new ReleaseSigned(Guid.Empty, 1, "{}", "t1", "c1", [], [], Now, [], Olga, Stan, false, Now));

    private static Dataset Asked() => Released().Apply(Assert.IsType<TakeBackAsked>(Assert.Single(DatasetRules.AskBack(Released(), 1, $" {Why} ", Olga, Now).Events)));
}
