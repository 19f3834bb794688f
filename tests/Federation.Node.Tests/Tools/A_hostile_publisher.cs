using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Tests.Delivery;
using Federation.Node.Tests.Peers;
using Federation.Node.Tools;
using Federation.Node.Tools.Copies;
using Federation.Node.Tools.Releases;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Tools;

/// <summary>An approved, followed peer that announces what it should not.</summary>
public sealed class A_hostile_publisher(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whose_bytes_are_not_what_it_signed_is_seen_and_nothing_is_kept()
    {
        var (fnt, union) = await Pair();
        var tool = await fnt.PublishTool();
        await Say(fnt, Described(fnt, "3.0.0", tool.Archive, checksum: new string('0', 64)));
        await Neighbours.Eventually(async () => (await Troubles(union)).Count == 1, "the archive is refused", union, fnt);
        Assert.Contains("digest and size that its publisher signed", Assert.Single(await Troubles(union)).Value, StringComparison.Ordinal);
        var copy = Assert.Single(await union.Copies(), each => each.Manifest!.Version == "3.0.0");
        Assert.Null(copy.Archive);
        Assert.IsType<ToolRefusal.NotMirrored>(await union.Services.GetRequiredService<CopyDesk>().Install(copy.Id, copy.Id, Cancel));
        await End(fnt, union);
    }

    [Fact]
    public async Task Whose_archive_is_a_bomb_or_leaves_its_folder_is_seen_and_nothing_is_kept()
    {
        var (fnt, union) = await Pair(receiver: services => services.AddSingleton(new ToolLimits { MaxUnpackedBytes = 100_000 }));
        await fnt.PublishTool(archive: ToolSteps.TarGz(("bomb", new string('\0', 200_000))));
        await Neighbours.Eventually(async () => (await Troubles(union)).Count == 1, "the archive is refused", union, fnt);
        Assert.Contains("unpacks to more than", Assert.Single(await Troubles(union)).Value, StringComparison.Ordinal);
        Assert.Null(Assert.Single(await union.Copies()).Archive);
        await End(fnt, union);
    }

    [Fact]
    public async Task Who_announces_more_than_is_kept_of_one_peer_is_not_fetched_from()
    {
        var (fnt, union) = await Pair(receiver: services => services.AddSingleton(new ToolLimits { MaxBytesPerPeer = 10 }));
        await fnt.PublishTool();
        await Neighbours.Eventually(async () => (await Troubles(union)).Count == 1, "the archive is not fetched", union, fnt);
        Assert.Contains("bytes kept of one peer", Assert.Single(await Troubles(union)).Value, StringComparison.Ordinal);
        await End(fnt, union);
    }

    [Fact]
    public async Task Who_changes_a_manifest_after_signing_or_a_version_after_publishing_is_refused()
    {
        var (fnt, union) = await Pair();
        var tool = await fnt.PublishTool();
        await Neighbours.Eventually(async () => (await union.Copies()).Count == 1, "the tool arrives", union, fnt);

        var tampered = Described(fnt, "3.0.0", tool.Archive);
        tampered["un:touches"] = new JsonArray();
        await IsRefused(fnt, union, tampered, "The proof does not fit the document");
        await IsRefused(fnt, union, Described(fnt, "2.1.0", tool.Archive with { Sha256 = new string('1', 64) }), "never changes");
        await IsRefused(fnt, union, Described(fnt, "4.0.0", tool.Archive with { Bytes = 300L * 1024 * 1024 }), "larger than");
        await IsRefused(fnt, union, Described(fnt, "4.1.0", tool.Archive, license: "Proprietary"), "SPDX identifier");
        await IsRefused(fnt, union, Described(fnt, "4.2.0", tool.Archive, name: "other"), "where its publisher, name and version put it");
        Assert.Single(await union.Copies());
        await End(fnt, union);
    }

    [Fact]
    public async Task Whom_nobody_here_follows_is_not_listened_to()
    {
        var (fnt, union) = await Pair(follows: false);
        var tool = await fnt.PublishTool();
        await IsRefused(fnt, union, Described(fnt, "3.0.0", tool.Archive), "does not follow");
        Assert.Empty(await union.Copies());
        await End(fnt, union);
    }

    [Fact]
    public async Task Or_a_late_letter_does_not_bring_back_what_was_revoked_before_it_came()
    {
        var (fnt, union) = await Pair();
        var origin = fnt.Services.GetRequiredService<NodeOptions>().Origin;
        var identity = fnt.Services.GetRequiredService<INodeIdentity>();
        var catalogue = identity.ActorOf("tools");
        var tombstone = identity.SignObject(ToolDocument.Tombstone(origin, catalogue, ToolSteps.Manifest(), "Wrong totals.", fnt.Clock.GetUtcNow()));
        await Publish(fnt, ToolDocument.Revoke(tombstone));
        await Neighbours.Eventually(async () => await union.Copies() is [{ RevokedBecause: "Wrong totals.", Manifest: null }], "the revocation arrives", union, fnt);
        await fnt.PublishTool();
        await fnt.PublishTool(ToolSteps.Manifest("2.2.0"));
        await Neighbours.Eventually(async () => (await union.Copies()).Count == 2, "the next version arrives", union, fnt);
        Assert.Null(Assert.Single(await union.Copies(), copy => copy.RevokedBecause is not null).Manifest);
        Assert.Empty(await union.Services.GetRequiredService<IDeliveries>().Refused(Cancel)); // coming late is no fault of the letter
        using var mia = await union.SignedIn("mia");
        await mia.Open("/tools");
        Assert.Contains("Wrong totals.", mia.Text, StringComparison.Ordinal);
        await End(fnt, union);
    }

    [Fact]
    public async Task Revokes_no_tool_of_somebody_else()
    {
        var (fnt, union) = await Pair();
        await fnt.PublishTool();
        await Neighbours.Eventually(async () => await union.Copies() is [{ Archive: not null }], "the tool arrives", union, fnt);
        await using var other = await RunningNode.Start(postgres, "Union B");
        await union.Befriend(other);
        await other.Befriend(union);
        var identity = other.Services.GetRequiredService<INodeIdentity>();
        var tombstone = identity.SignObject(ToolDocument.Tombstone(
            fnt.Origin, identity.ActorOf("tools"), ToolSteps.Manifest(), "We do not like them.", other.Clock.GetUtcNow()));
        using var answer = await Post(other, union, ToolDocument.Revoke(tombstone), "tools");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode); // the inbox refuses what is about another's things

        // Its own: but a catalogue of figures has no say over tools, and a tool is at its address.
        var own = ToolDocument.Revoke(fnt.Services.GetRequiredService<INodeIdentity>().SignObject(ToolDocument.Tombstone(
            fnt.Origin, fnt.Services.GetRequiredService<INodeIdentity>().ActorOf("statistics"), ToolSteps.Manifest(), "A slip.", fnt.Clock.GetUtcNow())));
        await IsRefused(fnt, union, own, "Only its publisher's catalogue", "statistics");
        var elsewhere = ToolDocument.Revoke(fnt.Services.GetRequiredService<INodeIdentity>().SignObject(ToolDocument.Tombstone(
            fnt.Origin, fnt.Services.GetRequiredService<INodeIdentity>().ActorOf("tools"), ToolSteps.Manifest(), "A slip.", fnt.Clock.GetUtcNow())));
        elsewhere["object"]!["id"] = new Uri(fnt.Origin, "/releases/1").AbsoluteUri;
        await IsRefused(fnt, union, elsewhere, "not a tool on its publisher's host", "tools");
        Assert.Null(Assert.Single(await union.Copies()).RevokedBecause);
        await End(fnt, union);
    }

    private async Task<(RunningNode Fnt, RunningNode Union)> Pair(bool follows = true, Action<IServiceCollection>? receiver = null)
    {
        var (fnt, union) = (await RunningNode.Start(postgres, "FNT"), await RunningNode.Start(postgres, parts: receiver));
        await fnt.Befriend(union);
        await union.Befriend(fnt);
        if (follows)
        {
            await union.Follow(fnt, "tools");
            await Neighbours.Eventually(async () => (await union.PeerAt(fnt)).Following is [{ IsAccepted: true }], "the follow is accepted", union, fnt);
        }

        return (fnt, union);
    }

    private static async Task End(params RunningNode[] nodes)
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    private static Task<IReadOnlyDictionary<Guid, string>> Troubles(RunningNode node) => node.Services.GetRequiredService<CopyDesk>().Troubles(Cancel);

    private static JsonObject Described(RunningNode node, string version, ToolArchive archive, string? checksum = null, string? license = null, string? name = null)
    {
        var identity = node.Services.GetRequiredService<INodeIdentity>();
        var document = ToolDocument.Describe(node.Origin, identity.ActorOf("tools"), ToolSteps.Manifest(version), archive, node.Clock.GetUtcNow());
        if (checksum is not null)
        {
            document["distribution"]![0]!["checksum"]!["checksumValue"] = checksum;
        }

        document["license"] = license is null ? document["license"]!.DeepClone() : Licenses.Base + license;
        document["title"] = name ?? document["title"]!.ToString();
        return identity.SignObject(document);
    }

    private static Task Say(RunningNode node, JsonObject document) => Publish(node, ToolDocument.Announce(node.Origin, ToolSteps.Manifest(document["version"]!.ToString()), document));

    private static async Task Publish(RunningNode node, JsonObject activity)
    {
        await using var session = node.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        node.Services.GetRequiredService<IActivities>().Publish(session, activity, new Audience.Followers("tools"));
        await session.SaveChangesAsync(Cancel);
    }

    private static Task IsRefused(RunningNode from, RunningNode to, JsonObject document, string reason) =>
        IsRefused(from, to, ToolDocument.Announce(from.Origin, ToolSteps.Manifest(document["version"]!.ToString()), document), reason, "tools");

    private static async Task IsRefused(RunningNode from, RunningNode to, JsonObject activity, string reason, string catalogue)
    {
        using var answer = await Post(from, to, activity, catalogue);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await to.Settled();
        Assert.Contains(await to.Services.GetRequiredService<IDeliveries>().Refused(Cancel), refused => refused.Reason.Contains(reason, StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> Post(RunningNode from, RunningNode to, JsonObject activity, string catalogue)
    {
        var identity = from.Services.GetRequiredService<INodeIdentity>();
        activity.Insert(0, "@context", "https://www.w3.org/ns/activitystreams");
        activity["id"] = new Uri(from.Origin, $"/activities/{Guid.CreateVersion7(from.Clock.GetUtcNow())}").AbsoluteUri;
        activity["actor"] = identity.ActorOf(catalogue).AbsoluteUri;
        return await new Envelope(from, to, Envelope.Bytes(identity.SignObject(activity))).Post();
    }
}
