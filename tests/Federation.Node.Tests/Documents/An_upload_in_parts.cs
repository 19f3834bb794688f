using System.Xml.Linq;
using Federation.Node.Documents;
using Federation.Node.Members;
using Federation.Node.Tests.Members;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

public sealed class An_upload_in_parts(PostgresFixture postgres)
{
    private const string Upload = "/remote.php/dav/uploads/ana/4711";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Becomes_one_document_whatever_the_order_and_whichever_replica_the_parts_came_to()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        using var ana = await Drive.Of(node);
        using var elsewhere = new Device(replica, "ana", await node.AppPassword(ana.Member));
        Assert.Equal(201, await ana.Device.Status("MKCOL", Upload));
        Assert.Equal(201, await elsewhere.Status("PUT", Upload + "/0000000000000010", new StringContent("ballot")));
        Assert.Equal(201, await ana.Device.Status("PUT", Upload + "/2", new StringContent("wrong ")));
        Assert.Equal(201, await ana.Device.Status("PUT", Upload + "/2", new StringContent("strike ")));
        var listed = await elsewhere.Find(Upload);
        Assert.Equal([Upload + "/", Upload + "/00000002", Upload + "/00000010"], listed.Descendants(XName.Get("href", "DAV:")).Select(each => each.Value));
        Assert.Equal(["7", "6"], listed.Descendants(XName.Get("getcontentlength", "DAV:")).Select(each => each.Value));
        Assert.Equal(3, node.Blobs().Count);
        Assert.DoesNotContain(node.Blobs(), blob => blob.Read().AsSpan().IndexOf("strike"u8) >= 0);
        Assert.Empty((await ana.Check()).Unnamed);

        using var moved = await elsewhere.Send("MOVE", Upload + "/.file", null,
            ("Destination", $"{replica.Origin}remote.php/dav/files/ana/vote.txt"), ("OC-Total-Length", "13"), ("X-OC-Mtime", "1577872800"));
        Assert.Equal(201, (int)moved.StatusCode);
        Assert.Equal("accepted", moved.Headers.GetValues("X-OC-MTime").Single());
        Assert.NotNull(moved.Headers.ETag);
        Assert.True(moved.Headers.Contains("OC-FileId"));
        Assert.Equal("strike ballot", await ana.Device.Read("/dav/vote.txt"));
        await ana.Upkeep();
        Assert.Single(node.Blobs());
        Assert.Equal(0, await node.Count("node.upload"));
        Assert.Equal(404, await ana.Device.Status("PUT", Upload + "/3", new StringContent("x")));
    }

    [Fact]
    public async Task Changes_nothing_when_it_is_not_whole_or_the_document_is_not_as_it_was()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var first = await ana.Device.Put("/dav/a.txt", "old");
        await ana.Device.Status("MKCOL", Upload);
        await ana.Device.Status("PUT", Upload + "/1", new StringContent("new"));
        Task<int> Join(params (string, string)[] headers) => ana.Device.Status("MOVE", Upload + "/.file", null, [("Destination", "/remote.php/dav/files/ana/a.txt"), .. headers]);
        Assert.Equal(400, await Join(("OC-Total-Length", "4")));
        Assert.Equal(400, await Join(("OC-Checksum", "SHA1:" + new string('0', 40))));
        Assert.Equal(412, await Join(("If", "</remote.php/dav/files/ana/a.txt> ([\"other\"])")));
        Assert.Equal(400, await ana.Device.Status("MOVE", Upload + "/.file"));
        Assert.Equal("old", await ana.Device.Read("/dav/a.txt"));
        Assert.Equal(204, await Join(("If", $"</remote.php/dav/files/ana/a.txt> ([{first.Headers.ETag}])")));
        Assert.Equal("new", await ana.Device.Read("/dav/a.txt"));
    }

    [Fact]
    public async Task Is_gone_a_day_after_the_last_part_came_or_at_once_when_it_is_given_up()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        foreach (var upload in new[] { Upload, Upload + "1" })
        {
            await ana.Device.Status("MKCOL", upload);
            await ana.Device.Status("PUT", upload + "/1", new StringContent("x"));
            await ana.Device.Status("PUT", upload + "/2", new StringContent("y"));
        }

        Assert.Equal(204, await ana.Device.Status("DELETE", Upload + "/2"));
        Assert.Equal(404, await ana.Device.Status("DELETE", Upload + "/2"));
        Assert.Equal(204, await ana.Device.Status("DELETE", Upload + "1"));
        await ana.Upkeep();
        Assert.Single(node.Blobs());
        node.Clock.Advance(DocumentLimits.UploadLife - TimeSpan.FromHours(1));
        Assert.Equal(201, await ana.Device.Status("PUT", Upload + "/2", new StringContent("z")));
        node.Clock.Advance(DocumentLimits.UploadLife - TimeSpan.FromHours(1));
        await ana.Upkeep();
        Assert.Equal(2, node.Blobs().Count);
        node.Clock.Advance(TimeSpan.FromHours(2));
        await ana.Upkeep();
        Assert.Empty(node.Blobs());
        Assert.Equal(0, await node.Count("node.upload_part"));
        Assert.Equal(201, await ana.Device.Status("MKCOL", Upload));
    }

    [Fact]
    public async Task Is_nobody_elses()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Device.Of(node);
        using var bob = await Device.Of(node, "bob");
        await ana.Status("MKCOL", Upload);
        await ana.Status("PUT", Upload + "/1", new StringContent("x"));
        Assert.Equal(404, await bob.Status("PROPFIND", Upload));
        Assert.Equal(404, await bob.Status("PUT", Upload + "/1", new StringContent("y")));
        Assert.Equal(404, await bob.Status("PUT", "/remote.php/dav/uploads/bob/4711/1", new StringContent("y")));
        Assert.Equal(404, await bob.Status("MOVE", "/remote.php/dav/uploads/bob/4711/.file", null, ("Destination", "/dav/a.txt")));
    }

    [Fact]
    public async Task Is_refused_what_is_no_part_and_what_is_too_much()
    {
        await using var node = await RunningNode.Start(postgres, parts: services => services.AddSingleton(new DocumentLimits { MaxDocumentBytes = 10, MostUploads = 3 }));
        using var ana = await Device.Of(node);
        Assert.Equal(404, await ana.Status("PUT", Upload + "/1", new StringContent("x")));
        await ana.Status("MKCOL", Upload);
        Assert.Equal(405, await ana.Status("MKCOL", Upload));
        Assert.Equal(405, await ana.Status("PUT", Upload + "/minutes.txt", new StringContent("x")));
        Assert.Equal(405, await ana.Status("GET", Upload + "/1"));
        Assert.Equal(400, await ana.Status("PUT", Upload + "/1", new StringContent("x"), ("OC-Checksum", "MD5:" + new string('0', 32))));
        Assert.Equal(201, await ana.Status("PUT", Upload + "/1", new StringContent("12345678")));
        Assert.Equal(413, await ana.Status("PUT", Upload + "/2", new StringContent("12345678")));
        Assert.Equal(201, await ana.Status("PUT", Upload + "/1", new StringContent("87654321")));
        Assert.Equal(413, await ana.Status("MKCOL", Upload + "-large", null, ("OC-Total-Length", "11")));
        Assert.Equal(201, await ana.Status("MKCOL", Upload + "-2"));
        await new Uploader(ana).Begin(1);
        Assert.Equal(429, await ana.Status("MKCOL", Upload + "-one-more")); // whichever door they came by
        Assert.Equal(204, await ana.Status("DELETE", Upload + "-2"));
        Assert.Equal(201, await ana.Status("MKCOL", Upload + "-one-more"));
        Assert.Equal(403, await ana.Status("MKCOL", "/remote.php/dav/uploads/ana/" + new string('x', DocumentLimits.LongestName + 1)));
    }

    [Fact]
    public async Task Counts_what_came_last_of_parts_that_came_again_and_again_at_once()
    {
        await using var node = await RunningNode.Start(postgres, parts: services => services.AddSingleton(new DocumentLimits { MaxUploadBytes = 20 }));
        using var ana = await Drive.Of(node);
        await ana.Device.Status("MKCOL", Upload);
        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ana.Device.Status("PUT", Upload + "/1", new StringContent("0123456789"))));
        Assert.All(both, status => Assert.Equal(201, status));
        var uploader = new Uploader(ana.Device);
        Assert.Equal(429, await uploader.Status("POST", Uploader.Root, ("Upload-Length", "11"), ("Upload-Metadata", "filename " + Uploader.Base64("a"))));
        Assert.Equal(201, await uploader.Status("POST", Uploader.Root, ("Upload-Length", "10"), ("Upload-Metadata", "filename " + Uploader.Base64("a"))));
        Assert.Equal(201, await ana.Device.Status("MOVE", Upload + "/.file", null, ("Destination", "/remote.php/dav/files/ana/a.txt")));
        Assert.Equal("0123456789", await ana.Device.Read("/dav/a.txt"));
        await ana.Upkeep();
        Assert.Single(node.Blobs());
        Assert.Empty((await ana.Check()).Unnamed);
    }

    [Fact]
    public async Task Goes_with_the_member_who_is_erased_whichever_door_it_came_by()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        Assert.Null(await node.Services.GetRequiredService<MemberDesk>().AskErasure(ana.Member, $"{ana.Member}", Cancel));
        node.Clock.Advance(TimeSpan.FromDays(6.9));
        Assert.Equal(201, await ana.Device.Status("MKCOL", Upload));
        Assert.Equal(201, await ana.Device.Status("PUT", Upload + "/1", new StringContent("x")));
        var uploader = new Uploader(ana.Device);
        await uploader.GoOn(await uploader.Begin(10), 0, "0123");
        Assert.Equal((2, 2), (node.Blobs().Count, await node.Count("node.upload where expires_at > '2026-01-01'")));
        await A_member_to_be_erased.Pass(node, 0.2);
        await A_member_to_be_erased.Until(async () =>
        {
            await ana.Upkeep();
            return await node.Count("node.upload") == 0 && node.Blobs().Count == 0;
        });
    }

    [Fact]
    public async Task Becomes_one_document_when_it_is_joined_twice_at_once()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Status("MKCOL", Upload);
        await ana.Device.Status("PUT", Upload + "/1", new StringContent("x"));
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            ana.Device.Status("MOVE", Upload + "/.file", null, ("Destination", "/remote.php/dav/files/ana/a.txt"))));
        Assert.Single(both, 201);
        Assert.All(both, status => Assert.True(status is 201 or 423 or 404, $"{status}"));
        Assert.Equal(1, await node.Count("node.document_version"));
    }

    [Fact]
    public async Task That_a_node_of_before_had_under_way_is_begun_again_and_leaves_no_bytes()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Status("MKCOL", Upload);
        await ana.Device.Status("PUT", Upload + "/1", new StringContent("x"));
        await node.Run("""
            create table node.sync_upload (id uuid primary key, member_id uuid not null, name text, touched_at timestamptz not null);
            create table node.sync_part (id uuid primary key, upload_id uuid references node.sync_upload (id), number bigint, blob text, length bigint, key_id uuid, key bytea);
            insert into node.sync_upload select id, member_id, name, expires_at from node.upload;
            insert into node.sync_part select upload_id, upload_id, position, blob, length, key_id, key from node.upload_part;
            delete from node.upload_part;
            delete from node.upload;
            """);
        await using var upgraded = await node.StartReplica();
        Assert.Equal(404, await ana.Device.Status("PUT", Upload + "/2", new StringContent("y")));
        Assert.Equal(201, await ana.Device.Status("MKCOL", Upload));
        await ana.Upkeep();
        Assert.Empty(node.Blobs());
    }
}
