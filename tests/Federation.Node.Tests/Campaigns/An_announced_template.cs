using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Delivery;
using Federation.Node.Members;
using Federation.Protocol.Proofs;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Campaigns;

public sealed class An_announced_template(PostgresFixture postgres) : IDisposable
{
    private const string Host = "fnt.example";

    private static readonly Uri Actor = new("https://fnt.example/catalogues/templates");
    private static readonly Uri File = new("https://fnt.example/templates/0198c0de-0000-7000-8000-000000000001.json");

    private readonly Ed25519PrivateKey key = Ed25519PrivateKey.Create();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => key.Dispose();

    [Fact]
    public async Task Can_be_adopted_exactly_as_published()
    {
        await using var node = await RunningNode.Start(postgres);
        Assert.IsType<ActivityOutcome.Applied>(await Receive(node, Announcement()));
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open("/templates");
        Assert.Contains(Host, officer.Text, StringComparison.Ordinal);
        await officer.Submit("/campaigns");
        var campaign = Assert.Single(await node.Services.GetRequiredService<ICampaigns>().All(Cancel));
        Assert.Equal($"/campaigns/{campaign.Id}", officer.Answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(File.AbsoluteUri, campaign.Template);
        Assert.Equal("Temps de travail 2026", campaign.Title.Fr);
        Assert.Equal(["en", "es", "fr"], campaign.Notices.Keys.Order());
    }

    [Fact]
    public async Task Changes_nothing_when_it_comes_twice_and_is_refused_when_it_comes_different()
    {
        await using var node = await RunningNode.Start(postgres);
        Assert.IsType<ActivityOutcome.Applied>(await Receive(node, Announcement()));
        Assert.IsType<ActivityOutcome.Applied>(await Receive(node, Announcement()));
        Assert.Single(await node.Services.GetRequiredService<ITemplates>().All(Cancel));
        var other = Assert.IsType<ActivityOutcome.Refused>(await Receive(node, Announcement(definition => definition["retentionMonths"] = 6)));
        Assert.Contains("cannot be changed", other.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_refused_when_somebody_else_signed_it()
    {
        await using var node = await RunningNode.Start(postgres);
        using var stranger = Ed25519PrivateKey.Create();
        var forged = TemplateAnnouncement.Of(Signed(Definition(), stranger), "Working hours 2026");
        Assert.IsType<ActivityOutcome.Refused>(await Receive(node, forged));
        Assert.Empty(await node.Services.GetRequiredService<ITemplates>().All(Cancel));
    }

    [Fact]
    public async Task Is_refused_when_it_was_changed_and_its_checksum_made_to_fit()
    {
        await using var node = await RunningNode.Start(postgres);
        var changed = Signed(Definition(), key);
        changed["un:definition"]!["retentionMonths"] = 60;
        var refused = Assert.IsType<ActivityOutcome.Refused>(await Receive(node, TemplateAnnouncement.Of(changed, "Working hours 2026")));
        Assert.Contains("does not fit", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_when_its_checksum_is_another()
    {
        var announced = Announcement();
        announced["object"]!["un:template"]!["distribution"]![0]!["checksum"]!["checksumValue"] = new string('0', 64);
        Assert.Contains("checksum", Refusal(announced), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_when_it_lies_on_another_host() =>
        Assert.Contains("host", TemplateAnnouncement.Read(Announcement(), "other.example", Actor).Reason, StringComparison.Ordinal);

    [Fact]
    public void Is_refused_when_another_actor_announces_it() =>
        Assert.Contains("actor", TemplateAnnouncement.Read(Announcement(), Host, new Uri("https://fnt.example/actor")).Reason, StringComparison.Ordinal);

    [Fact]
    public void Is_refused_when_its_definition_cannot_be_used() =>
        Assert.Contains("minimum group", Refusal(Announcement(definition => definition["minimumGroup"] = 3)), StringComparison.Ordinal);

    [Fact]
    public void Is_refused_when_it_is_not_in_its_announcement()
    {
        var announced = Announcement();
        announced["object"]!["un:template"]!.AsObject().Remove("un:document");
        Assert.Contains("does not carry", Refusal(announced), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cannot_be_adopted_when_it_never_came()
    {
        await using var node = await RunningNode.Start(postgres);
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open("/campaigns");
        await officer.Submit("/campaigns", ("template", File.AbsoluteUri));
        Assert.Equal(HttpStatusCode.NotFound, officer.Status);
        Assert.Empty(await node.Services.GetRequiredService<ICampaigns>().All(Cancel));
    }

    private static string Refusal(JsonObject activity)
    {
        var (template, reason) = TemplateAnnouncement.Read(activity, Host, Actor);
        Assert.Null(template);
        return reason!; // there is one without a template
    }

    private static JsonObject Definition() => JsonNode.Parse(CampaignDefinitions.WorkingHours)!.AsObject();

    private static JsonObject Signed(JsonObject definition, Ed25519PrivateKey by) => ObjectProof.Sign(
        TemplateAnnouncement.Document(File, Actor, definition), Actor.AbsoluteUri + "#ed25519-1", by,
        new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    private JsonObject Announcement(Action<JsonObject>? change = null)
    {
        var definition = Definition();
        change?.Invoke(definition);
        return TemplateAnnouncement.Of(Signed(definition, key), "Working hours 2026");
    }

    private async Task<ActivityOutcome> Receive(RunningNode node, JsonObject activity)
    {
        await using var session = node.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        var outcome = await new CampaignWire(new OneKey(Actor.AbsoluteUri + "#ed25519-1", key.PublicKey)).Handle(
            new ReceivedActivity("https://fnt.example/activities/1", Host, Actor, activity, [], node.Clock.GetUtcNow()), session, Cancel);
        await session.SaveChangesAsync(Cancel);
        return outcome;
    }

    private sealed record OneKey(string KeyId, Ed25519PublicKey Key) : IPeerKeys
    {
        public Task<VerificationKey?> Find(string keyId, KeyPurpose purpose, CancellationToken cancel) =>
            Task.FromResult<VerificationKey?>(keyId == KeyId && purpose == KeyPurpose.Proof ? Key : null);

        public Task<VerificationKey?> FindAgain(string keyId, KeyPurpose purpose, CancellationToken cancel) => Task.FromResult<VerificationKey?>(null);
    }
}
