using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Tests.Members;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Documents;

/// <summary>Whatever happens in whatever order, nothing held is lost, and after the last release everything goes that was due.</summary>
public sealed class What_a_hold_keeps(PostgresFixture postgres)
{
    private const string Holds = "/documents/holds";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task Is_all_of_what_it_is_on_until_its_end_and_nothing_afterwards(int seed, bool erased)
    {
        var random = new Random(seed);
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ines = await Drive.Of(node, "ines", Roles.Officer);
        var (space, kept) = (Space.PersonalIdOf(ana.Member), new Dictionary<string, Dictionary<Guid, HashSet<string>>>()); // by hold: documents and what was kept of them
        await ana.Device.Status("MKCOL", "/dav/f");
        await ana.Device.Status("MKCOL", "/dav/g");
        for (var step = 0; step < 50; step++)
        {
            var file = $"{(random.Next(2) == 0 ? "f" : "g")}/{random.Next(3)}.txt";
            switch (random.Next(10))
            {
                case 0 or 1 or 2:
                    await ana.Device.Put("/dav/" + file, $"{seed}-{step}");
                    break;
                case 3:
                    await ana.Device.Status("MOVE", "/dav/" + file, null, ("Destination", $"/dav/{(random.Next(2) == 0 ? "f" : "g")}/{random.Next(3)}.txt"));
                    break;
                case 4:
                    await ana.Device.Status("DELETE", random.Next(4) == 0 ? "/dav/f" : "/dav/" + file);
                    await ana.Device.Status("MKCOL", "/dav/f");
                    break;
                case 5 when await Any(node, random, "select id from node.entry where space_id = $1 order by id", space) is { } entry:
                    var (status, hold) = await ines.Post($"/documents/{(random.Next(6) == 0 ? space : entry)}/holds", ("why", "x"));
                    if (status == 200)
                    {
                        kept[(string)hold["id"]!] = [];
                    }

                    Assert.True(status == 200 || await node.Count("node.mt_events where type = 'member.erased.v1'") == 1, $"{status}");
                    break;
                case 6 when kept.Count > 0:
                    var released = kept.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(kept.Count));
                    Assert.Equal(204, (await ines.Post($"{Holds}/{released}/release", ("why", "x"))).Status);
                    kept.Remove(released);
                    break;
                case 7 when await Any(node, random, "select id from node.trash where space_id = $1 order by id", space) is { } trashed:
                    await (random.Next(2) == 0 ? ana.Erase(trashed) : ana.Restore(trashed));
                    break;
                case 8:
                    await ana.Post("/documents/trash/empty");
                    break;
                default:
                    node.Clock.Advance(TimeSpan.FromDays(random.Next(20)));
                    await ana.Upkeep();
                    break;
            }

            if (step == 25 && erased && kept.Count > 0)
            {
                await A_member_to_be_erased.Erase(node, ana.Member);
            }

            await Look(node, kept);
        }

        foreach (var hold in kept.Keys)
        {
            Assert.Equal(204, (await ines.Post($"{Holds}/{hold}/release", ("why", "x"))).Status);
        }

        await A_member_to_be_erased.Pass(node, 31);
        await A_member_to_be_erased.Pass(node, 0);
        if (await node.Count("node.mt_events where type = 'member.erased.v1'") is > 0 and var times)
        {
            Assert.Equal(1, times);
            await A_member_to_be_erased.Until(async () => await node.Count($"node.entry where space_id = '{space}'") == 0);
        }

        // The node's own round may be at some of it just then, and passes over what another is at.
        var (bytes, keys, named, there) = (0L, 0L, 0L, 0);
        await A_member_to_be_erased.Until(
            async () =>
            {
                await ines.Upkeep();
                (bytes, keys) = (await node.Count("node.doomed_blob"), await node.Count("node.doomed_key"));
                (named, there) = (await node.Count("(select distinct blob from node.document_version) as each"), node.Blobs().Count);
                return (bytes, keys, named) == (0, 0, there);
            },
            () => $"{bytes} blobs and {keys} keys are doomed, {named} are named, {there} are there");
        Assert.Equal((0, 0), (await node.Count("node.trash"), await node.Count("node.hold_anchor")));
    }

    // What a hold reaches is looked up here by walking the tree, not asked of the gate: what lies under it now is kept from now on, wherever it goes.
    private static async Task Look(RunningNode node, Dictionary<string, Dictionary<Guid, HashSet<string>>> kept)
    {
        var source = node.Services.GetRequiredService<NpgsqlDataSource>();
        var blobs = node.Blobs().Select(blob => blob.Name).ToHashSet();
        var named = (await source.List("select document_id, blob from node.document_version", row => (Id: row.GetGuid(0), Blob: row.GetString(1)), Cancel)).ToLookup(row => row.Id, row => row.Blob);
        foreach (var (hold, documents) in kept)
        {
            foreach (var document in await source.List("""
                with recursive below (id) as (
                    select (data ->> 'entryId')::uuid from node.mt_doc_hold where id = $1
                    union
                    select entry.id from below join (select id, parent_id from node.entry union all select id, parent_id from node.trashed_entry) as entry on entry.parent_id = below.id)
                select document.id from below join node.mt_doc_entry as document on document.id = below.id where jsonb_array_length(document.data -> 'versions') > 0
                """, row => row.GetGuid(0), Cancel, Guid.Parse(hold)))
            {
                documents.TryAdd(document, []);
            }

            foreach (var (document, was) in documents)
            {
                was.UnionWith(named[document]);
                Assert.Subset(named[document].ToHashSet(), was);
                Assert.Subset(blobs, was);
                Assert.True(was.Count > 0);
            }
        }
    }

    private static async Task<Guid?> Any(RunningNode node, Random random, string sql, Guid space)
    {
        var ids = await node.Services.GetRequiredService<NpgsqlDataSource>().List(sql, row => row.GetGuid(0), Cancel, space);
        return ids.Count == 0 ? null : ids[random.Next(ids.Count)];
    }
}
