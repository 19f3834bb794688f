using Federation.Node.Datasets;
using Federation.Node.Shell;

namespace Federation.Node.Tests.Datasets;

/// <summary>The decisions about releases, without a node.</summary>
public sealed class A_sign_off
{
    private static readonly Guid Olga = Guid.Parse("00000000-0000-7000-8000-00000000000a");
    private static readonly Guid Stan = Guid.Parse("00000000-0000-7000-8000-00000000000b");
    private static readonly Guid Ana = Guid.Parse("00000000-0000-7000-8000-0000000000c1");
    private static readonly Guid Ben = Guid.Parse("00000000-0000-7000-8000-0000000000c2");
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly DatasetSource Source = new(Guid.Empty, "", Text.Same("Hours"), 10);
    private static readonly HashSet<string> NoSources = [];

    [Fact]
    public void Is_given_by_another_person_to_the_table_they_looked_at() =>
        Assert.Null(DatasetRules.MaySign(Proposed(), "t1", new HashSet<Guid> { Ana, Ben }, NoSources, Stan));

    [Fact]
    public void Is_not_given_by_whoever_proposed() =>
        Assert.IsType<DatasetRefusal.SamePerson>(DatasetRules.MaySign(Proposed(), "t1", new HashSet<Guid> { Ana, Ben }, NoSources, Olga));

    [Fact]
    public void Is_not_given_to_a_table_that_changed_since_it_was_looked_at() =>
        Assert.IsType<DatasetRefusal.OtherTable>(DatasetRules.MaySign(Proposed(), "t0", new HashSet<Guid> { Ana, Ben }, NoSources, Stan));

    [Fact]
    public void Is_not_given_when_somebody_in_the_table_has_withdrawn() =>
        Assert.IsType<DatasetRefusal.SomebodyWithdrew>(DatasetRules.MaySign(Proposed(), "t1", new HashSet<Guid> { Ben }, NoSources, Stan));

    [Fact]
    public void Is_not_given_when_a_union_has_taken_its_table_back() =>
        Assert.IsType<DatasetRefusal.SomebodyWithdrew>(DatasetRules.MaySign(
            Dataset.Create(new ReleaseProposed(Guid.Empty, Source, "t1", [], ["https://a.example/datasets/1/v1"], Olga, Now)), "t1", new HashSet<Guid>(), NoSources, Stan));

    [Fact]
    public void Is_not_given_to_nothing()
    {
        Assert.IsType<DatasetRefusal.NothingProposed>(DatasetRules.MaySign(null, "t1", new HashSet<Guid>(), NoSources, Stan));
        Assert.IsType<DatasetRefusal.NothingProposed>(DatasetRules.MaySign(Released(), "t1", new HashSet<Guid>(), NoSources, Stan));
    }

    [Fact]
    public void Of_the_same_table_twice_is_not_asked_for() =>
        Assert.IsType<DatasetRefusal.NothingNew>(DatasetRules.Propose(Released(), Proposal(), [1]).Refusal);

    [Fact]
    public void Can_be_asked_for_again_when_the_same_table_was_erased_meanwhile() =>
        Assert.Null(DatasetRules.Propose(Released().Apply(new ReleasesErased(Guid.Empty, [1], Now)), Proposal(), []).Refusal);

    [Fact]
    public void Is_refused_for_a_table_that_was_not_compared_with_a_correction_made_while_it_waited()
    {
        var waiting = Released().Apply(Proposal()).Apply(new ReleasesErased(Guid.Empty, [1], Now)).Apply(Signed(2, [Ben]) with { IsCorrection = true });
        Assert.IsType<DatasetRefusal.PublishedMeanwhile>(DatasetRules.MaySign(waiting, "t1", new HashSet<Guid> { Ana, Ben }, NoSources, Stan));
        Assert.Null(DatasetRules.MaySign(waiting.Apply(Proposal()), "t1", new HashSet<Guid> { Ana, Ben }, NoSources, Stan)); // proposed again
    }

    [Fact]
    public void Is_not_asked_for_a_table_that_was_not_compared_with_one_published_meanwhile() =>
        Assert.IsType<DatasetRefusal.PublishedMeanwhile>(DatasetRules.Propose(Released(), Proposal(), []).Refusal);

    [Fact]
    public void Touches_only_versions_in_which_somebody_withdrew_and_that_still_have_files()
    {
        var both = Released().Apply(Signed(2, [Ben]));
        Assert.Equal([1], DatasetRules.Touched(both, LostBy(Ana)).Select(release => release.Version));
        Assert.Equal([1, 2], DatasetRules.Touched(both, LostBy(Ben)).Select(release => release.Version));
        Assert.Equal([2], DatasetRules.Touched(both.Apply(new ReleasesErased(Guid.Empty, [1], Now)), LostBy(Ben)).Select(release => release.Version));
        Assert.Equal(2, both.Apply(new ReleasesErased(Guid.Empty, [1], Now)).Current!.Version);
    }

    [Theory]
    [InlineData(""), InlineData("   ")]
    public void Is_withheld_with_a_reason_or_not_at_all(string reason) =>
        Assert.IsType<DatasetRefusal.NoReason>(DatasetRules.Return(Proposed(), reason, Stan, Now).Refusal);

    private static ReleaseProposed Proposal() => new(Guid.Empty, Source, "t1", [Ana, Ben], [], Olga, Now);

    private static Dataset Proposed() => Dataset.Create(Proposal());

    private static Dataset Released() => Proposed().Apply(Signed(1, [Ana, Ben]));

    private static ReleaseSigned Signed(int version, IReadOnlyList<Guid> consents) => new(
        Guid.Empty, version, "{}", "t" + version, "c" + version, consents, [], Now, [], Olga, Stan, false, Now);

    private static Lost LostBy(Guid consent) => new(new HashSet<Guid> { consent }, NoSources);
}
