using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Datasets;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Releases;
using Federation.Node.Delivery;
using Federation.Node.Delivery.CatchUp;
using Federation.Node.Delivery.Keys;
using Federation.Node.Members;
using Federation.Node.Peers.Affiliations;
using Federation.Node.Peers.Keys;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Delivery;
using Federation.Node.Tests.Tools;
using Federation.Node.Tools;
using Federation.Protocol.Json;
using Federation.Protocol.Keys;
using Federation.Protocol.Proofs;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Peers;

/// <summary>A publisher revokes its key and signs again: what it published, what is held of it, and what is taken later say the same and verify.</summary>
public sealed class A_copy_whose_key_was_revoked(PostgresFixture postgres)
{
    private static readonly string[] Catalogues = ["statistics", "templates", "tools"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_replaced_by_the_one_that_was_signed_again_where_it_is_held_and_at_its_publisher()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var holder = await RunningNode.Start(postgres, "Union A");
        await Publish(fnt);
        await Follow(holder, fnt);
        await fnt.Affiliate(holder);
        await Holds(holder, fnt, "#ed25519-1");
        Assert.Equal(4, (await Held(fnt)).Count);

        Assert.Null(await fnt.Services.GetRequiredService<KeyDesk>().Revoke("ed25519-1", Cancel));

        var good = fnt.Services.GetRequiredService<INodeIdentity>().PublicKey;
        AllSigned(await Held(fnt), good);
        Assert.Empty(await Faults(fnt));
        await Holds(holder, fnt, "#ed25519-2");
        AllSigned(await Held(holder), good);
        Assert.Empty(await Faults(holder));

        await using var late = await RunningNode.Start(postgres, "Union B");
        await Follow(late, fnt);
        await fnt.Affiliate(late);
        await Neighbours.Eventually(async () => (await Held(late)).Count == 4, "all of it reaches who follows later", late, fnt);
        AllSigned(await Held(late), good);
        Assert.Empty(await Faults(late));

        foreach (var node in new[] { holder, late })
        {
            await AreSame(node);
            Assert.Equal(0L, await node.Scalar("select count(*) from node.received where state = 'refused'"));
            Assert.Single(Assert.Single(await node.Services.GetRequiredService<MirrorShelf>().All(Cancel)).Versions);
            Assert.Single(await node.Copies());
            Assert.Single(await node.Services.GetRequiredService<ITemplates>().All(Cancel));
        }

        Assert.Equal(0L, await fnt.Scalar("select count(*) from node.delivery_receipt where outcome = 'refused'"));
        using var anybody = new HttpClient { BaseAddress = fnt.Origin };
        foreach (var document in await Held(fnt))
        {
            var path = new Uri(document["id"]!.ToString()).AbsolutePath;
            if (path.StartsWith("/templates", StringComparison.Ordinal) || path.StartsWith("/datasets", StringComparison.Ordinal))
            {
                Assert.True(JsonNode.DeepEquals(document, JsonNode.Parse(await anybody.GetStringAsync(path, Cancel)))); // what is shown is what is kept
            }
        }
    }

    [Fact]
    public async Task Is_taken_quietly_when_it_is_said_once_more_and_another_under_the_same_name_is_still_refused()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var holder = await RunningNode.Start(postgres, "Union A");
        await Publish(fnt);
        await Follow(holder, fnt);
        await Neighbours.Eventually(async () => (await Held(holder)).Count == 3, "all of it arrives", holder, fnt);
        await fnt.Services.GetRequiredService<KeyDesk>().Rotate([NodeKeyKind.Ed25519], Cancel);

        await SayAgain(fnt, "again", document => document);
        await Neighbours.Eventually(async () => await Answered(fnt, "again") == 3, "what is said once more is answered", holder, fnt);
        Assert.Empty(await holder.Services.GetRequiredService<IDeliveries>().Refused(Cancel));

        await SayAgain(fnt, "changed", document =>
        {
            document["un:note"] = "changed";
            return document;
        });
        await Neighbours.Eventually(async () => await Answered(fnt, "changed") == 3, "what was changed is answered", holder, fnt);
        Assert.Equal(3, (await holder.Services.GetRequiredService<IDeliveries>().Refused(Cancel)).Count);
        Assert.All(await holder.Services.GetRequiredService<IDeliveries>().Refused(Cancel), refused => Assert.Matches("never changes|cannot be changed", refused.Reason));
        Assert.Single(Assert.Single(await holder.Services.GetRequiredService<MirrorShelf>().All(Cancel)).Versions);
    }

    private static async Task Publish(RunningNode fnt)
    {
        var campaign = await fnt.OpenCampaign();
        await fnt.Contribute(campaign, 12, "care", "north");
        await fnt.Release();
        using var officer = await fnt.SignedIn("fleur", Roles.Officer);
        await officer.Open("/templates");
        await officer.Submit("/templates");
        await fnt.PublishTool();
    }

    // The same documents, signed by the key that signs now, as new activities.
    private static async Task SayAgain(RunningNode fnt, string name, Func<JsonObject, JsonObject> change)
    {
        var identity = fnt.Services.GetRequiredService<INodeIdentity>();
        foreach (var catalogue in Catalogues)
        {
            var said = (await Outbox(fnt, catalogue)).First(each => each["type"]!.ToString() == "Create");
            var note = said["object"]!.AsObject();
            var term = note["dataset"] is not null ? "dataset" : note["un:software"] is not null ? "un:software" : "un:template";
            var document = term == "un:template" ? note[term]!["un:document"]!.AsObject() : note[term]!.AsObject();
            var signed = identity.SignObject(change(document.DeepClone().AsObject()));
            if (term == "un:template")
            {
                note[term]!["un:document"] = signed;
                note[term]!["distribution"]![0]!["checksum"]!["checksumValue"] = CanonicalJson.Sha256(signed);
            }
            else
            {
                note[term] = signed;
            }

            await using var session = fnt.Services.GetRequiredService<IDocumentStore>().LightweightSession();
            fnt.Services.GetRequiredService<IActivities>().Publish(
                session, new JsonObject
                {
                    ["id"] = new Uri(fnt.Origin, $"/activities/{name}-{catalogue}").AbsoluteUri, ["type"] = "Create", ["object"] = note.DeepClone(),
                }, new Audience.Followers(catalogue));
            await session.SaveChangesAsync(Cancel);
        }
    }

    private static async Task<List<JsonObject>> Outbox(RunningNode node, string catalogue)
    {
        await using var command = node.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand(
            $"select body from node.outbox where audience_kind = 'followers' and audience = '{catalogue}' order by sequence");
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var bodies = new List<JsonObject>();
        while (await reader.ReadAsync(Cancel))
        {
            bodies.Add(JsonNode.Parse(reader.GetFieldValue<byte[]>(0))!.AsObject());
        }

        return bodies;
    }

    private static async Task<long> Answered(RunningNode node, string name) =>
        (long)(await node.Scalar($"select count(*) from node.delivery_receipt where activity like '%/activities/{name}-%'"))!; // a count is never null

    private static async Task Follow(RunningNode node, RunningNode fnt)
    {
        await node.Befriend(fnt);
        await fnt.Befriend(node);
        foreach (var catalogue in Catalogues)
        {
            await node.Follow(fnt, catalogue);
        }
    }

    private static async Task Holds(RunningNode node, RunningNode fnt, string key)
    {
        await Neighbours.Eventually(
            async () =>
            {
                await node.Services.GetRequiredService<Vouching>().Pull(await node.PeerAt(fnt), Cancel); // each hour, of who is trusted to vouch
                var held = await Held(node);
                return held.Count == 4 && held.TrueForAll(document => ObjectProof.VerificationMethod(document)!.EndsWith(key, StringComparison.Ordinal));
            },
            $"everything held is signed by {key}", node, fnt);
    }

    /// <summary>Every signed description that a node keeps, its own and its peers'.</summary>
    private static async Task<List<JsonObject>> Held(RunningNode node)
    {
        await using var session = node.Services.GetRequiredService<IDocumentStore>().QuerySession();
        IEnumerable<string?> kept =
        [
            .. (await session.Query<Template>().ToListAsync(Cancel)).Select(each => each.Document),
            .. (await session.Query<Affiliation>().ToListAsync(Cancel)).Select(each => each.Document),
            .. (await session.Query<Mirror>().ToListAsync(Cancel)).SelectMany(each => each.Versions).Select(each => each.Document),
            .. (await session.Query<Dataset>().ToListAsync(Cancel)).SelectMany(each => each.Releases).Select(each => each.Document),
            .. (await session.Query<Tool>().ToListAsync(Cancel)).Select(each => each.Document),
            .. (await node.Copies()).Select(each => each.Document),
        ];
        return [.. kept.Where(each => each is not null).Select(each => JsonNode.Parse(each!)!.AsObject())]; // just looked
    }

    private static void AllSigned(List<JsonObject> documents, Ed25519PublicKey key) =>
        Assert.All(documents, document => Assert.Null(ObjectProof.Refute(document, key)));

    private static async Task<List<string>> Faults(RunningNode node)
    {
        var faults = new List<string>();
        await foreach (var version in node.Services.GetRequiredService<ReleaseCheck>().All(Cancel))
        {
            faults.AddRange(version.Faults);
        }

        return faults;
    }

    private static async Task AreSame(RunningNode node)
    {
        foreach (var (host, catalogue) in await node.Services.GetRequiredService<IFollowing>().Followed(Cancel))
        {
            await node.Services.GetRequiredService<CatchUpTurn>().Run(new FollowedCatalogue(host, catalogue, 0), Cancel);
        }

        Assert.All(await node.Services.GetRequiredService<FollowedCatalogues>().All(Cancel), card => Assert.Equal(CatchUpVerdict.Same, card.Verdict));
    }
}
