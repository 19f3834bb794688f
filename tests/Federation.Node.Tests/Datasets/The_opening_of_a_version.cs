using Federation.Node.Campaigns;
using Federation.Node.Consents.Retention;
using Federation.Node.Datasets;
using Federation.Node.Datasets.Open;
using Federation.Node.Shell;
using Federation.Node.Tests.Campaigns;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

/// <summary>Who may open a version to everybody, and when (docs/decisions/0051).</summary>
public sealed class The_opening_of_a_version(PostgresFixture postgres)
{
    private static readonly Guid Olga = Guid.Parse("00000000-0000-7000-8000-00000000000a");
    private static readonly Guid Stan = Guid.Parse("00000000-0000-7000-8000-00000000000b");
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly OpenTerms Free = new(true, Now, Now, null);
    private static readonly CampaignPause Pause = new(Text.Same("Protecting people"), 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Is_asked_once_of_the_version_that_stands_where_members_agreed_and_nothing_is_left()
    {
        var released = Released().Apply(Signed(2));
        Assert.IsType<OpeningAsked>(Assert.Single(DatasetRules.AskOpen(released, 2, Free, Olga, Now).Events));
        Assert.IsType<OpenRefusal.NotThere>(DatasetRules.AskOpen(null, 1, Free, Olga, Now).Refusal);
        Assert.IsType<OpenRefusal.NotThere>(DatasetRules.AskOpen(released, 1, Free, Olga, Now).Refusal);
        Assert.IsType<OpenRefusal.NotThere>(DatasetRules.AskOpen(Released().Apply(new ReleasesErased(Guid.Empty, [1], Now)), 1, Free, Olga, Now).Refusal);
        Assert.IsType<OpenRefusal.AskedAlready>(DatasetRules.AskOpen(Asked(), 1, Free, Olga, Now).Refusal);
        Assert.IsType<OpenRefusal.OpenAlready>(DatasetRules.AskOpen(Asked().Apply(Opened()), 1, Free, Olga, Now).Refusal);
        Assert.IsType<OpenRefusal.NotAgreed>(DatasetRules.AskOpen(Released(), 1, OpenTerms.None, Olga, Now).Refusal);
        Assert.IsType<OpenRefusal.NotYet>(DatasetRules.AskOpen(Released(), 1, Free with { DestroyedAt = null }, Olga, Now).Refusal);
        Assert.IsType<DatasetRefusal.Paused>(DatasetRules.AskOpen(Released(), 1, Free with { Pause = Pause }, Olga, Now).Refusal);
    }

    [Fact]
    public void Is_decided_by_another_person_and_not_while_the_campaign_pauses()
    {
        Assert.IsType<ReleaseOpened>(Assert.Single(DatasetRules.ConfirmOpen(Asked(), 1, Free, Stan, Now).Events));
        Assert.IsType<OpenRefusal.SamePerson>(DatasetRules.ConfirmOpen(Asked(), 1, Free, Olga, Now).Refusal);
        Assert.IsType<OpenRefusal.NothingAsked>(DatasetRules.ConfirmOpen(Asked(), 2, Free, Stan, Now).Refusal);
        Assert.IsType<DatasetRefusal.Paused>(DatasetRules.ConfirmOpen(Asked(), 1, Free with { Pause = Pause }, Stan, Now).Refusal);
        Assert.IsType<OpenRefusal.NothingAsked>(DatasetRules.ConfirmOpen(Asked().Apply(new ReleasesErased(Guid.Empty, [1], Now)), 1, Free, Stan, Now).Refusal);

        var declined = Assert.IsType<OpeningDeclined>(Assert.Single(DatasetRules.DeclineOpen(Asked(), 1, Stan, Now).Events));
        var left = Asked().Apply(declined);
        Assert.False(left.Current!.IsOpen);
        Assert.IsType<OpenRefusal.NothingAsked>(DatasetRules.DeclineOpen(left, 1, Stan, Now).Refusal);
        Assert.IsType<OpeningAsked>(Assert.Single(DatasetRules.AskOpen(left, 1, Free, Olga, Now).Events));
    }

    [Fact]
    public void Ends_when_the_version_is_taken_back()
    {
        var open = Asked().Apply(Opened());
        Assert.True(open.Current!.IsOpen);
        Assert.False(open.Apply(new ReleasesErased(Guid.Empty, [1], Now)).Releases[0].IsOpen);
    }

    [Fact]
    public async Task Waits_for_who_withdrew_just_before_and_is_still_being_taken_out()
    {
        var taken = new SomebodyIsTakenOut();
        await using var node = await RunningNode.Start(postgres, parts: parts => parts.AddSingleton<IRetentionHold>(taken));
        var campaign = await node.OpenCampaign(CampaignSteps.WorkingHoursForEverybody);
        await node.Contribute(campaign, 12, "care", "north");
        var id = DatasetSteps.IdOf(await node.Release());
        await node.DateComes(campaign);
        var desk = node.Services.GetRequiredService<OpenDesk>();
        taken.IsIt = true;
        Assert.IsType<OpenRefusal.NotYet>(await desk.Ask(id, 1, Olga, Cancel));
        taken.IsIt = false;
        Assert.Null(await desk.Ask(id, 1, Olga, Cancel));
        Assert.Null(await desk.Decline(id, 1, Stan, Cancel));
    }

    private static Dataset Released() => Dataset.Create(new ReleaseProposed(Guid.Empty, new DatasetSource(Guid.Empty, "", Text.Same("Hours"), 10), "t1", [], [], Olga, Now)).Apply(Signed(1));

    private static Dataset Asked() => Released().Apply(new OpeningAsked(Guid.Empty, 1, Olga, Now));

    private static ReleaseOpened Opened() => new(Guid.Empty, 1, Olga, Stan, Now);

    private static ReleaseSigned Signed(int version) => new(Guid.Empty, version, "{}", "t" + version, "c" + version, [], [], Now, [], Olga, Stan, false, Now);

    private sealed class SomebodyIsTakenOut : IRetentionHold
    {
        public bool IsIt { get; set; }

        public Task<bool> Needs(Guid campaignId, CancellationToken cancel) => Task.FromResult(IsIt);
    }
}
