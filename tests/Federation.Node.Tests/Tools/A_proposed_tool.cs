using Federation.Node.Tools;

namespace Federation.Node.Tests.Tools;

public sealed class A_proposed_tool
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private static readonly Guid Olga = new("00000000-0000-7000-8000-000000000001"), Stan = new("00000000-0000-7000-8000-000000000002");

    private static readonly ToolArchive Archive = new(new string('a', 64), 1000, ArchiveKind.TarGz, 3, 4000);

    private static readonly ToolManifest Good = ToolSteps.Manifest();

    private static Tool Proposed => Tool.Create(new ToolProposed(Tool.IdOf(Good.Name, Good.Version), Good, Archive, Olga, Now));

    private static Tool Published => Proposed.Apply(new ToolPublished(Proposed.Id, "{}", Stan, Now));

    public static TheoryData<string, string?> Manifests => new()
    {
        { "good", null },
        { "name=Payslip", "tools.bad-name" },
        { "name=../etc", "tools.bad-name" },
        { "name=a--b", "tools.bad-name" },
        { "name=9lives", "tools.bad-name" },
        { "version=2.1", "tools.bad-version" },
        { "license=GPL-3.0", "tools.unsupported-license" },
        { "license=Proprietary", "tools.unsupported-license" },
        { "license=mit", "tools.unsupported-license" },
        { "source=http://git.union.example/", "tools.bad-source" },
        { "source=javascript:alert(1)", "tools.bad-source" },
        { "source=https://user:word@git.union.example/", "tools.bad-source" },
        { "en= ", "tools.summary-missing" },
        { "fr=", "tools.summary-missing" },
        { "es=", "tools.summary-missing" },
        { "by=", "tools.not-reviewed" },
        { "findings=", "tools.not-reviewed" },
        { "on=2026-11-25", "tools.not-reviewed" },
    };

    [Theory, MemberData(nameof(Manifests))]
    public void Says_everything_or_is_refused_by_name(string change, string? code)
    {
        var (what, value) = change.Split('=', 2) is [var name, var rest] ? (name, rest) : (change, "");
        var manifest = what switch
        {
            "name" => Good with { Name = value },
            "version" => Good with { Version = value },
            "license" => Good with { License = value },
            "source" => Good with { Source = value },
            "en" => Good with { Summary = Good.Summary with { En = value } },
            "fr" => Good with { Summary = Good.Summary with { Fr = value } },
            "es" => Good with { Summary = Good.Summary with { Es = value } },
            "by" => Good with { Review = Good.Review with { By = value } },
            "findings" => Good with { Review = Good.Review with { Findings = value } },
            "on" => Good with { Review = Good.Review with { On = DateOnly.Parse(value, System.Globalization.CultureInfo.InvariantCulture) } },
            _ => Good,
        };
        Assert.Equal(code, ToolRules.Refute(manifest, ToolSteps.Today)?.Code);
    }

    [Fact]
    public void Is_approved_by_another_person_who_looked_at_it()
    {
        Assert.Null(ToolRules.MayApprove(Proposed, Proposed.Seen, Stan));
        Assert.IsType<ToolRefusal.SamePerson>(ToolRules.MayApprove(Proposed, Proposed.Seen, Olga));
        Assert.IsType<ToolRefusal.NotFound>(ToolRules.MayApprove(null, "", Stan));
        Assert.IsType<ToolRefusal.NothingProposed>(ToolRules.MayApprove(Published, Published.Seen, Stan));
    }

    [Fact]
    public void Is_not_approved_by_somebody_who_looked_at_other_words_or_other_bytes()
    {
        Assert.IsType<ToolRefusal.OtherProposal>(ToolRules.MayApprove(Proposed, ToolRules.Seen(Good with { License = "MIT" }, Archive), Stan));
        Assert.IsType<ToolRefusal.OtherProposal>(ToolRules.MayApprove(Proposed, ToolRules.Seen(Good, Archive with { Sha256 = new string('b', 64) }), Stan));
    }

    [Fact]
    public void Can_be_proposed_again_until_it_is_published_and_then_never_changes()
    {
        var again = new ToolProposed(Proposed.Id, Good, Archive with { Sha256 = new string('b', 64) }, Stan, Now);
        Assert.Single(ToolRules.Propose(null, again).Events);
        Assert.Single(ToolRules.Propose(Proposed, again).Events);
        Assert.Single(ToolRules.Propose(Proposed.Apply(new ToolReturned(Proposed.Id, "no", Stan, Now)), again).Events);
        Assert.IsType<ToolRefusal.VersionTaken>(ToolRules.Propose(Published, again).Refusal);
        Assert.IsType<ToolRefusal.VersionTaken>(ToolRules.Propose(Published.Apply(new ToolRevoked(Proposed.Id, "bad", "{}", Stan, Now)), again).Refusal);
    }

    [Fact]
    public void Is_sent_back_or_once_published_revoked_with_a_reason()
    {
        Assert.Single(ToolRules.Return(Proposed, "Say more.", Stan, Now).Events);
        Assert.IsType<ToolRefusal.NoReason>(ToolRules.Return(Proposed, " ", Stan, Now).Refusal);
        Assert.IsType<ToolRefusal.NothingProposed>(ToolRules.Return(Published, "Say more.", Stan, Now).Refusal);
        Assert.Null(ToolRules.MayRevoke(Published, "It sends data away."));
        Assert.IsType<ToolRefusal.NoReason>(ToolRules.MayRevoke(Published, ""));
        Assert.IsType<ToolRefusal.NotPublished>(ToolRules.MayRevoke(Proposed, "It sends data away."));
    }
}
