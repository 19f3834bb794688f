using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;

namespace Federation.Node.Tests.Documents;

public sealed class A_group_with_a_space(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keeps_its_documents_together_by_role()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        using var cem = await Drive.Of(node, "cem");
        var branch = await ana.OpenSpace("Branch Lyon");
        Assert.Equal(204, await ana.LetIn(branch, "ben", "editor"));
        Assert.Equal(204, await ana.LetIn(branch, " Cem ", "viewer"));
        Assert.Contains("/dav/Branch%20Lyon/", await ben.Device.List("/dav/"));
        Assert.Equal(201, await ben.Device.Status("PUT", "/dav/Branch%20Lyon/minutes.txt", new StringContent("we met")));
        Assert.Equal("we met", await cem.Device.Read("/dav/Branch%20Lyon/minutes.txt"));
        Assert.Equal(["/dav/Branch%20Lyon/", "/dav/Branch%20Lyon/minutes.txt"], await cem.Device.List("/dav/Branch%20Lyon/"));
        foreach (var (method, path) in new[] { ("PUT", "minutes.txt"), ("PUT", "new.txt"), ("MKCOL", "f"), ("DELETE", "minutes.txt"), ("PROPPATCH", "minutes.txt") })
        {
            var body = method switch { "PUT" => new StringContent("no"), "PROPPATCH" => new StringContent("<propertyupdate xmlns='DAV:'><set><prop><a xmlns='x'>1</a></prop></set></propertyupdate>"), _ => null };
            Assert.Equal(403, await cem.Device.Status(method, "/dav/Branch%20Lyon/" + path, body));
        }

        Assert.Equal(403, await cem.Device.Status("LOCK", "/dav/Branch%20Lyon/minutes.txt", Device.LockInfo()));
        Assert.Equal(403, await cem.Device.Status("MOVE", "/dav/Branch%20Lyon/minutes.txt", null, ("Destination", "/dav/taken.txt")));
        Assert.Equal(201, await cem.Device.Status("COPY", "/dav/Branch%20Lyon/minutes.txt", null, ("Destination", "/dav/mine.txt")));
        Assert.Equal("we met", await cem.Device.Read("/dav/mine.txt"));
        Assert.Equal((422, 403), (await ana.LetIn(branch, "dan", "viewer"), await ben.LetIn(branch, "cem", "editor")));
    }

    [Fact]
    public async Task Gives_nothing_more_of_an_archive_to_who_is_put_out_while_it_is_made()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        var branch = await ana.OpenSpace("Branch");
        await ana.LetIn(branch, "ben", "viewer");
        for (var number = 1; number <= 6; number++) // more than the wire holds
        {
            await ana.Device.Status("PUT", $"/dav/Branch/{number}.bin", new ByteArrayContent(RandomNumberGenerator.GetBytes(8 << 20)));
        }

        using var answer = await ben.Browser.GetAsync($"/documents/{branch}/zip", HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var coming = await answer.Content.ReadAsStreamAsync(Cancel);
        using var all = new MemoryStream();
        var some = new byte[100_000];
        await coming.ReadExactlyAsync(some, Cancel);
        all.Write(some);
        Assert.Equal(204, (await ana.Post($"/documents/spaces/{branch}/people/{ben.Member}/remove")).Status);
        await coming.CopyToAsync(all, Cancel);
        using var zip = new ZipArchive(all);
        Assert.Null(zip.GetEntry("6.bin"));
        using var missing = new StreamReader(zip.GetEntry("missing.txt")!.Open());
        Assert.Contains("you may not see this folder any more", await missing.ReadToEndAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_no_lock_prolonged_by_who_may_only_read_now()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        var branch = await ana.OpenSpace("Branch");
        await ana.LetIn(branch, "ben", "editor");
        await ana.Device.Put("/dav/Branch/a.txt", "a");
        var token = await ben.Device.Lock("/dav/Branch/a.txt");
        Assert.Equal(200, await ben.Device.Status("LOCK", "/dav/Branch/a.txt", null, ("If", $"({token})")));
        await ana.LetIn(branch, "ben", "viewer");
        Assert.Equal(403, await ben.Device.Status("LOCK", "/dav/Branch/a.txt", null, ("If", $"({token})")));
        node.Clock.Advance(Federation.Node.Documents.DocumentLimits.LongestLock + TimeSpan.FromMinutes(1));
        Assert.Equal(204, await ana.Device.Status("PUT", "/dav/Branch/a.txt", new StringContent("b")));
    }

    [Fact]
    public async Task Is_closed_at_once_on_every_door_to_who_leaves()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        using var there = await ben.At(replica, "ben");
        var branch = await ana.OpenSpace("Branch");
        await ana.LetIn(branch, "ben", "editor");
        await ana.Device.Put("/dav/Branch/a.txt", "a");
        var document = await ana.Id("a.txt");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await there.Get($"/documents/{document}"), await there.Get($"/documents/{document}/content")));
        Assert.Equal(204, (await ana.Post($"/documents/spaces/{branch}/people/{ben.Member}/remove")).Status);
        foreach (var door in new[] { $"/documents/{branch}", $"/documents/{document}", $"/documents/{document}/content", $"/documents/trash?space={branch}" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await there.Get(door));
        }

        Assert.Equal(404, await there.Device.Status("GET", "/dav/Branch/a.txt"));
        Assert.Equal(409, await there.Device.Status("PUT", "/dav/Branch/a.txt", new StringContent("b")));
        Assert.DoesNotContain("/dav/Branch/", await there.Device.List("/dav/"));
        Assert.Equal(404, (await there.Post($"/documents/spaces/{branch}/people", ("person", "ben"), ("role", "manager"))).Status);
        Assert.Equal(404, (await there.Post($"/documents/{document}/versions/1/keep")).Status);
    }

    [Fact]
    public async Task Always_has_a_manager()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        var branch = await ana.OpenSpace("Branch");
        Assert.Equal(409, (await ana.Post($"/documents/spaces/{branch}/people/{ana.Member}/remove")).Status);
        Assert.Equal(409, (await ana.Post($"/documents/spaces/{branch}/people/{ana.Member}/role", ("role", "viewer"))).Status);
        await ana.LetIn(branch, "ben", "manager");
        Assert.Equal(204, (await ana.Post($"/documents/spaces/{branch}/people/{ana.Member}/remove")).Status);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (await ana.Get($"/documents/{branch}"), await ben.Get($"/documents/{branch}")));
    }

    [Fact]
    public async Task Lies_under_a_name_of_its_own_among_a_members_documents()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Status("MKCOL", "/dav/Pay");
        await ana.Device.Put("/dav/Pay/mine.txt", "mine");
        var (first, second) = (await ana.OpenSpace("Pay"), await ana.OpenSpace("Pay"));
        Assert.Equal(["/dav/", "/dav/Pay%20%282%29/", "/dav/Pay%20%283%29/", "/dav/Pay/"], (await ana.Device.List("/dav/")).Order(StringComparer.Ordinal));
        Assert.Equal("mine", await ana.Device.Read("/dav/Pay/mine.txt"));
        Assert.Equal(201, await ana.Device.Status("PUT", "/dav/Pay%20(2)/a.txt", new StringContent("first")));
        Assert.Equal(405, await ana.Device.Status("MKCOL", "/dav/Pay%20(2)"));
        Assert.Equal(403, await ana.Device.Status("DELETE", "/dav/Pay%20(2)"));
        Assert.Equal(403, await ana.Device.Status("MOVE", "/dav/Pay%20(2)", null, ("Destination", "/dav/x")));
        Assert.Equal(204, (await ana.Post($"/documents/spaces/{second}/rename", ("name", "Hours"))).Status);
        Assert.Equal("first", await ana.Device.Read("/dav/Pay%20(2)/a.txt"));
        Assert.Contains("/dav/Hours/", await ana.Device.List("/dav/"));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Takes_what_is_moved_into_it_under_its_own_key()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        var branch = await ana.OpenSpace("Branch");
        await ana.LetIn(branch, "ben", "viewer");
        await ana.Device.Status("MKCOL", "/dav/f");
        await ana.Device.Status("MKCOL", "/dav/f/deep");
        await ana.Device.Put("/dav/f/deep/a.txt", "content");
        Assert.Equal(201, await ana.Device.Status("MOVE", "/dav/f", null, ("Destination", "/dav/Branch/g")));
        Assert.Equal("content", await ben.Device.Read("/dav/Branch/g/deep/a.txt"));
        Assert.Null(await ana.Device.Read("/dav/f/deep/a.txt"));
        Assert.Single(node.Blobs());
        Assert.Equal(200, (await ana.Erase(await ana.InTrash("f"))).Status); // the original, its keys and names
        await ana.Upkeep();
        Assert.Equal("content", await ben.Device.Read("/dav/Branch/g/deep/a.txt"));
        Assert.Single(node.Blobs());
        Assert.Equal(201, await ana.Device.Status("COPY", "/dav/Branch/g/deep/a.txt", null, ("Destination", "/dav/again.txt")));
        Assert.Equal(204, await ana.Device.Status("DELETE", "/dav/Branch/g"));
        Assert.Equal(200, (await ana.Post($"/documents/trash/empty?space={branch}")).Status);
        Assert.Equal("content", await ana.Device.Read("/dav/again.txt"));
        Assert.Empty((await ana.Check()).Faults);
    }

    [Fact]
    public async Task Overwrites_a_document_from_another_space_with_a_version_that_it_can_open()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        var branch = await ana.OpenSpace("Branch");
        await ana.Device.Put("/dav/a.txt", "new");
        await ana.Device.Put("/dav/Branch/a.txt", "old");
        Assert.Equal(204, await ana.Device.Status("MOVE", "/dav/a.txt", null, ("Destination", "/dav/Branch/a.txt")));
        Assert.Equal(200, (await ana.Erase(await ana.InTrash("a.txt"))).Status);
        Assert.Equal("new", await ana.Device.Read("/dav/Branch/a.txt"));
        Assert.Equal(2, (await ana.Versions(await ana.Id("a.txt"))).Count);
        Assert.NotEqual(Guid.Empty, branch);
    }

    [Fact]
    public async Task Has_a_trash_of_its_own()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        using var cem = await Drive.Of(node, "cem");
        var branch = await ana.OpenSpace("Branch");
        await ana.LetIn(branch, "ben", "editor");
        await ana.LetIn(branch, "cem", "viewer");
        await ana.Device.Put("/dav/Branch/a.txt", "a");
        Assert.Equal(204, await ben.Device.Status("DELETE", "/dav/Branch/a.txt"));
        var card = Assert.Single(await ben.Trash(branch))!;
        var id = Guid.Parse((string)card["id"]!);
        Assert.Empty(await ana.Trash());
        Assert.Equal(HttpStatusCode.NotFound, await cem.Get($"/documents/trash?space={branch}"));
        Assert.Equal((404, 404), ((await cem.Restore(id)).Status, (await cem.Erase(id)).Status));
        Assert.Equal((403, 403), ((await ben.Erase(id)).Status, (await ben.Post($"/documents/trash/empty?space={branch}")).Status));
        Assert.Equal(200, (await ben.Restore(id)).Status);
        Assert.Equal("a", await cem.Device.Read("/dav/Branch/a.txt"));
        await ben.Device.Status("DELETE", "/dav/Branch/a.txt");
        Assert.Equal(200, (await ana.Erase(id)).Status);
        Assert.Empty(node.Blobs());
    }

    [Fact]
    public async Task Respects_a_colleagues_lock_also_on_the_pages()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        var branch = await ana.OpenSpace("Branch");
        await ana.LetIn(branch, "ben", "editor");
        await ana.Device.Status("MKCOL", "/dav/Branch/f");
        await ana.Device.Put("/dav/Branch/f/a.txt", "1");
        await ana.Device.Put("/dav/Branch/f/a.txt", "2");
        await ana.Device.Put("/dav/Branch/f/b.txt", "b");
        var (document, other) = (await ana.Id("a.txt"), await ana.Id("b.txt"));
        await ana.Device.Status("DELETE", "/dav/Branch/f/b.txt");
        using var locked = await ana.Device.Send("LOCK", "/dav/Branch/f", Device.LockInfo(), ("Depth", "infinity"));
        Assert.Contains("/dav/Branch/f/", await locked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(423, await ben.Device.Status("PUT", "/dav/Branch/f/a.txt", new StringContent("3")));
        Assert.Equal(423, (await ben.Post($"/documents/{document}/versions/1/restore")).Status);
        Assert.Equal(423, (await ben.Restore(other)).Status);
        Assert.Equal(200, (await ana.Post($"/documents/{document}/versions/1/restore")).Status);
    }

    [Fact]
    public async Task Does_not_keep_what_a_member_calls_their_devices()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        var branch = await ana.OpenSpace("Branch");
        await ana.LetIn(branch, "ben", "editor");
        await ana.Device.Put("/dav/Branch/a.txt", "1");
        await ben.Device.Put("/dav/Branch/a.txt", "2");
        var seen = await ben.Versions(await ana.Id("a.txt"));
        Assert.Equal(((string?)null, "ana"), ((string?)seen[1]!["device"], (string?)seen[1]!["author"]));
        Assert.Equal(((string?)null, (string?)null), ((string?)seen[0]!["device"], (string?)seen[0]!["author"]));
        await ana.Device.Put("/dav/own.txt", "1");
        Assert.NotNull((string?)(await ana.Versions(await ana.Id("own.txt")))[0]!["device"]);
    }
}
