using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Peers.Affiliations;

namespace Federation.Node.Tests.Peers;

public sealed class The_rules_of_peers
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ines = new("00000000-0000-7000-8000-000000000001"), Sam = new("00000000-0000-7000-8000-000000000002");
    private static readonly PeerIntroduction Introduction = new(
        new Uri("https://union-a.example/actor"), new Uri("https://union-a.example/inbox"), new Dictionary<string, string>(), [], "{}");

    [Theory]
    [InlineData(PeerState.Approved, false, false, 0, false, true)] // two people
    [InlineData(PeerState.Proposed, false, false, 0, false, false)] // one person
    [InlineData(PeerState.Vouched, true, false, 1, false, true)] // a trusted federation, for another day
    [InlineData(PeerState.Vouched, true, false, -1, false, false)] // its time is over
    [InlineData(PeerState.Vouched, false, false, 1, false, false)] // the federation is not trusted
    [InlineData(PeerState.Vouched, true, true, 1, false, false)] // the federation is blocked
    [InlineData(PeerState.Vouched, true, false, 1, true, false)] // blocked beats vouched
    [InlineData(PeerState.Approved, true, false, 1, true, false)] // blocked beats approved
    [InlineData(PeerState.Proposed, true, false, 1, false, true)] // proposed as well as vouched for
    [InlineData(PeerState.Removed, true, false, 1, false, false)]
    public void Say_with_whom_the_node_speaks(PeerState state, bool mayVouch, bool issuerBlocked, int daysLeft, bool blocked, bool accepted)
    {
        var peer = PeerOf("union-a.example", state) with
        {
            Vouches = [new Vouch("https://fnt.example/affiliations/1", "fnt.example", Now.AddDays(daysLeft))],
            BlockedBecause = blocked ? "advertisements" : null,
        };
        var issuer = PeerOf("fnt.example", PeerState.Approved) with { MayVouch = mayVouch, BlockedBecause = issuerBlocked ? "spam" : null };
        Assert.Equal(accepted, PeerRules.IsAccepted(peer, host => host == "fnt.example" ? issuer : null, Now));
    }

    [Fact]
    public void Give_a_federation_that_is_itself_only_vouched_for_no_word()
    {
        var middle = PeerOf("fnt.example", PeerState.Vouched) with { MayVouch = true, Vouches = [new Vouch("https://itf.example/affiliations/1", "itf.example", Now.AddDays(9))] };
        Assert.False(PeerRules.MayVouch(middle));
    }

    [Fact]
    public void Lift_a_block_by_two_people_only()
    {
        var blocked = PeerOf("union-a.example", PeerState.Approved).Apply(new PeerBlocked(Guid.Empty, "union-a.example", "spam", Ines, Now));
        Assert.IsType<PeerRefusal.RoleMissing>(PeerRules.Unblock(blocked, Ines, [Roles.Steward], Now).Refusal);
        var asked = Assert.IsType<PeerUnblockProposed>(PeerRules.Unblock(blocked, Ines, [Roles.Administrator], Now).Event);
        var waiting = blocked.Apply(asked);
        Assert.IsType<PeerRefusal.SamePerson>(PeerRules.Unblock(waiting, Ines, [Roles.Administrator], Now).Refusal);
        Assert.IsType<PeerRefusal.RoleMissing>(PeerRules.Unblock(waiting, Sam, [Roles.Member], Now).Refusal);
        var lifted = waiting.Apply(Assert.IsType<PeerUnblocked>(PeerRules.Unblock(waiting, Sam, [Roles.Steward], Now).Event));
        Assert.True(PeerRules.IsAccepted(lifted, _ => null, Now));
        Assert.IsType<PeerRefusal.NotBlocked>(PeerRules.Unblock(lifted, Sam, [Roles.Steward], Now).Refusal);
    }

    [Fact]
    public void Trust_a_federation_to_vouch_by_two_people_only()
    {
        var fnt = PeerOf("fnt.example", PeerState.Approved);
        Assert.IsType<PeerRefusal.NotApproved>(AffiliationRules.Trust(PeerOf("fnt.example", PeerState.Proposed), Ines, [Roles.Administrator], Now).Refusal);
        var waiting = fnt.Apply(Assert.IsType<VouchingProposed>(AffiliationRules.Trust(fnt, Ines, [Roles.Administrator], Now).Event));
        Assert.IsType<PeerRefusal.SamePerson>(AffiliationRules.Trust(waiting, Ines, [Roles.Administrator], Now).Refusal);
        Assert.False(waiting.MayVouch);
        Assert.True(waiting.Apply(Assert.IsType<VouchingApproved>(AffiliationRules.Trust(waiting, Sam, [Roles.Officer], Now).Event)).MayVouch);
    }

    [Theory]
    [InlineData(Roles.Administrator, true, 30, null)]
    [InlineData(Roles.Officer, true, 30, "peers.role-missing")]
    [InlineData(Roles.Administrator, false, 30, "peers.not-approved")]
    [InlineData(Roles.Administrator, true, 0, "peers.until-not-possible")]
    [InlineData(Roles.Administrator, true, 800, "peers.until-not-possible")]
    public void Let_an_administrator_propose_an_affiliate_for_at_most_two_years(string role, bool isPeer, int days, string? code) =>
        Assert.Equal(code, AffiliationRules.RefusePropose(isPeer, [role], Now.AddDays(days), Now)?.Code);

    [Fact]
    public void Let_only_a_second_person_sign_and_only_our_own_credential()
    {
        var proposed = Affiliation.Create(new AffiliationProposed(Guid.Empty, "https://fnt.example/affiliations/1", "union-a.example", Now.AddDays(30), Ines, Now));
        Assert.Equal("peers.same-person", AffiliationRules.RefuseSign(proposed, true, Ines, [Roles.Administrator], Now)?.Code);
        Assert.Null(AffiliationRules.RefuseSign(proposed, true, Sam, [Roles.Steward], Now));
        Assert.Equal("peers.no-such-affiliation", AffiliationRules.RefuseSign(proposed with { Issuer = "other.example" }, true, Sam, [Roles.Steward], Now)?.Code);
        Assert.Equal("peers.until-not-possible", AffiliationRules.RefuseSign(proposed, true, Sam, [Roles.Steward], Now.AddDays(31))?.Code);
    }

    private static Peer PeerOf(string host, PeerState state) =>
        new(Peer.IdOf(host), host, host, Introduction, state, Ines, null, [], []);
}
