using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Delivery;
using Federation.Node.Members;
using Federation.Node.Peers.Affiliations;
using Federation.Node.Peers.Keys;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Delivery;
using Federation.Node.Tests.Tools;
using Federation.Protocol.Proofs;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Peers;

public sealed class What_a_revoked_key_signed(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_signed_again_for_who_follows_later_and_known_to_who_has_it()
    {
        await using var union = await RunningNode.Start(postgres, "Union A");
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await union.Befriend(fnt);
        await fnt.Befriend(union);
        await fnt.Affiliate(union);
        await fnt.PublishTool();
        await union.Follow(fnt, "tools");
        await Neighbours.Eventually(async () => await Applied(union), "the tool is known to who followed before", union, fnt);
        var before = (await union.Read(fnt, "/catalogues/tools/outbox/after/0"))["orderedItems"]![0]!.AsObject();
        Assert.EndsWith("#ed25519-1", ObjectProof.VerificationMethod(before), StringComparison.Ordinal);

        Assert.Null(await fnt.Services.GetRequiredService<KeyDesk>().Revoke("ed25519-1", Cancel));

        var after = (await union.Read(fnt, "/catalogues/tools/outbox/after/0"))["orderedItems"]![0]!.AsObject();
        Assert.Equal((before["id"]!.ToString(), before["published"]!.ToString()), (after["id"]!.ToString(), after["published"]!.ToString()));
        var key = fnt.Services.GetRequiredService<INodeIdentity>().PublicKey;
        Assert.EndsWith("#ed25519-2", ObjectProof.VerificationMethod(after), StringComparison.Ordinal);
        Assert.Null(ObjectProof.Refute(after, key));
        Assert.Null(ObjectProof.Refute(after["object"]![Federation.Node.Tools.Releases.ToolDocument.Term]!.AsObject(), key)); // the tool within too

        using (var again = await new Envelope(fnt, union, Envelope.Bytes(after)).Post())
        {
            Assert.True(again.StatusCode == HttpStatusCode.OK, await again.Content.ReadAsStringAsync(Cancel)); // known, not changed
        }

        await using var late = await RunningNode.Start(postgres, "Union B");
        await late.Befriend(fnt);
        await fnt.Befriend(late);
        await late.Follow(fnt, "tools");
        await Neighbours.Eventually(async () => await Applied(late), "the tool reaches who follows after the revocation", late, fnt);
        Assert.Equal(0L, await late.Scalar("select count(*) from node.received where state = 'refused'"));
        Assert.Empty(await fnt.Services.GetRequiredService<IDeliveries>().DeadLetters(Cancel));

        var listed = (await late.Read(fnt, "/affiliations?page=1"))["orderedItems"]![0]!.AsObject();
        Assert.Null(ObjectProof.Refute(listed, key)); // no affiliate loses its credential with the key
    }

    private static async Task<bool> Applied(RunningNode node) => await node.Scalar("select 1 from node.mt_doc_toolcopy limit 1") is not null;
}
