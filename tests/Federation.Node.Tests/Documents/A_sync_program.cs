using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;


namespace Federation.Node.Tests.Documents;

public sealed class A_sync_program(PostgresFixture postgres)
{
    private const string Own = "http://owncloud.org/ns";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Learns_what_this_server_can_before_it_signs_in_and_who_asks_after()
    {
        await using var node = await RunningNode.Start(postgres);
        using var stranger = new HttpClient { BaseAddress = node.Origin };
        Assert.True((bool)(await stranger.GetFromJsonAsync<JsonNode>("/status.php", Cancel))!["installed"]!);
        var told = (await stranger.GetFromJsonAsync<JsonNode>("/ocs/v1.php/cloud/capabilities?format=json", Cancel))!["ocs"]!;
        Assert.Equal(100, (int)told["meta"]!["statuscode"]!);
        Assert.Equal("1.0", (string)told["data"]!["capabilities"]!["dav"]!["chunking"]!);
        using var nobody = await stranger.GetAsync("/ocs/v2.php/cloud/user?format=json", Cancel);
        Assert.Equal(401, (int)nobody.StatusCode);

        var ana = await node.Add("ana");
        using var laptop = new Device(node, "ana", await node.AppPassword(ana));
        var user = (await laptop.Http.GetFromJsonAsync<JsonNode>("/ocs/v2.php/cloud/user?format=json", Cancel))!["ocs"]!;
        Assert.Equal(200, (int)user["meta"]!["statuscode"]!);
        Assert.Equal(ana.ToString(), (string)user["data"]!["id"]!); // not the name: it goes into addresses
        Assert.Equal("ana", (string)user["data"]!["display-name"]!);
    }

    [Fact]
    public async Task Finds_the_same_tree_under_each_address_it_knows_and_nobody_elses()
    {
        await using var node = await RunningNode.Start(postgres);
        var ana = await node.Add("ana");
        using var laptop = new Device(node, "ana", await node.AppPassword(ana));
        using var bob = await Device.Of(node, "bob");
        await laptop.Status("MKCOL", "/dav/a%20b");
        await laptop.Put("/dav/a%20b/c.txt", "minutes");
        foreach (var root in new[] { "/dav", "/remote.php/webdav", "/remote.php/dav/files/ana", "/remote.php/dav/files/%41NA", $"/remote.php/dav/files/{ana}" })
        {
            Assert.Equal([root + "/a%20b/", root + "/a%20b/c.txt"], await laptop.List(root + "/a%20b"));
        }

        Assert.Equal(201, await laptop.Status("MOVE", "/remote.php/webdav/a%20b/c.txt", null, ("Destination", $"{node.Origin}remote.php/dav/files/{ana}/d.txt")));
        Assert.Equal("minutes", await laptop.Read("/dav/d.txt"));
        Assert.Equal(404, await bob.Status("GET", $"/remote.php/dav/files/{ana}/d.txt"));
        Assert.Equal(404, await bob.Status("PROPFIND", "/remote.php/dav/files/ana/", null, ("Depth", "0")));
        Assert.Equal(404, await laptop.Status("GET", "/remote.php/dav/files/%FF/d.txt"));
        Assert.Equal(400, await laptop.Status("COPY", "/dav/d.txt", null, ("Destination", "/remote.php/dav/files/bob/d.txt")));
        Assert.Null(await bob.Read("/dav/d.txt"));
    }

    [Fact]
    public async Task Is_told_of_a_lock_under_the_address_it_asked()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Put("/dav/a.txt", "1");
        await laptop.Lock("/remote.php/webdav/a.txt");
        var told = await laptop.Find("/remote.php/dav/files/ana/a.txt", "0");
        Assert.Equal("/remote.php/dav/files/ana/a.txt", told.Descendants(XName.Get("lockroot", "DAV:")).Single().Value);
        using var refused = await laptop.Put("/remote.php/webdav/a.txt", "2");
        Assert.Contains("/remote.php/webdav/a.txt", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sees_by_the_tags_of_folders_where_something_changed_and_only_there()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        foreach (var folder in new[] { "a", "a/b", "a/b/c", "x", "x/y" })
        {
            await ana.Device.Status("MKCOL", "/dav/" + folder);
        }

        var tags = await Tags(ana.Device);
        Assert.Equal(tags, await Tags(ana.Device));

        async Task Changes(string expected, Func<Task> change)
        {
            await change();
            var now = await Tags(ana.Device);
            Assert.Equal(expected, string.Join(' ', now.Where(each => tags.TryGetValue(each.Key, out var old) && old != each.Value).Select(each => each.Key)));
            tags = now;
        }

        await Changes("/ a a/b a/b/c", () => ana.Device.Put("/dav/a/b/c/new.txt", "1"));
        await Changes("/ a a/b a/b/c", () => ana.Device.Put("/dav/a/b/c/new.txt", "2"));
        await Changes("/ a a/b a/b/c", () => ana.Device.Status("MOVE", "/dav/a/b/c/new.txt", null, ("Destination", "/dav/a/b/c/renamed.txt")));
        await Changes("/ a a/b a/b/c x x/y", () => ana.Device.Status("MOVE", "/dav/a/b/c/renamed.txt", null, ("Destination", "/dav/x/y/moved.txt")));
        await Changes("/ a a/b", () => ana.Device.Status("COPY", "/dav/x/y", null, ("Destination", "/dav/a/b/copied")));
        await Changes("/ x x/y", async () => await ana.Post($"/documents/{await ana.Id("moved.txt")}/versions/1/restore"));
        await Changes("/ x x/y", () => ana.Device.Status("DELETE", "/dav/x/y/moved.txt"));
        await Changes("/ x x/y", async () => await ana.Restore(await ana.InTrash("moved.txt")));
        await Changes("/ a", () => ana.Device.Status("DELETE", "/dav/a/b"));
        await Changes("/ a", async () => await ana.Restore(await ana.InTrash("b")));
        await Changes("", () => ana.Device.Read("/dav/x/y/moved.txt"));
        await Changes("", ana.Upkeep);
        await Changes("/", () => ana.Device.Status("MOVE", "/dav/x", null, ("Destination", "/dav/z"), ("Overwrite", "T"))); // x is z now, and as it was
    }

    [Fact]
    public async Task Never_misses_what_several_devices_change_at_once()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        var password = await node.AppPassword(await node.Add("ana"));
        using var laptop = new Device(node, "ana", password);
        using var phone = new Device(replica, "ana", password);
        await laptop.Status("MKCOL", "/dav/a");
        var seen = new HashSet<string>();
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 10).Select(index => (index % 2 == 0 ? laptop : phone).Put($"/dav/a/{round}-{index}.txt", "x")));
            Assert.True(seen.Add((await Tags(laptop))["/"]));
            await node.Services.GetRequiredService<Federation.Node.Documents.FolderTags>().Compact(Cancel);
            Assert.False(seen.Add((await Tags(phone))["/"]));
        }

        Assert.Equal(2, await node.Count("node.folder_mark")); // one number for each folder that changed
    }

    [Fact]
    public async Task Can_make_a_write_depend_on_the_tag_of_a_folder()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Status("MKCOL", "/dav/a");
        var old = (await Tags(laptop))["a"];
        await laptop.Put("/dav/a/b.txt", "1");
        Assert.Equal(412, await laptop.Status("DELETE", "/dav/a", null, ("If-Match", old)));
        Assert.Equal(412, await laptop.Status("DELETE", "/dav/a", null, ("If", $"([{old}])")));
        var now = (await Tags(laptop))["a"];
        Assert.Equal(412, await laptop.Status("DELETE", "/dav/a", null, ("If-None-Match", now)));
        Assert.Equal(204, await laptop.Status("DELETE", "/dav/a", null, ("If", $"([{now}])")));
    }

    [Fact]
    public async Task Knows_a_thing_again_wherever_it_goes()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        using var made = await laptop.Send("MKCOL", "/dav/a");
        using var put = await laptop.Put("/dav/a/b.txt", "1");
        var id = put.Headers.GetValues("OC-FileId").Single();
        Assert.Equal(id, await Property(laptop, "/dav/a/b.txt", "id"));
        Assert.Equal(made.Headers.GetValues("OC-FileId").Single(), await Property(laptop, "/dav/a", "id"));
        Assert.StartsWith(await Property(laptop, "/dav/a/b.txt", "fileid"), id, StringComparison.Ordinal);
        Assert.True(long.Parse(await Property(laptop, "/dav/a/b.txt", "fileid"), CultureInfo.InvariantCulture) >= 0);
        await laptop.Status("MOVE", "/dav/a", null, ("Destination", "/dav/z"));
        await laptop.Put("/dav/z/b.txt", "2");
        Assert.Equal(id, await Property(laptop, "/dav/z/b.txt", "id"));
        await laptop.Status("COPY", "/dav/z/b.txt", null, ("Destination", "/dav/c.txt"));
        Assert.NotEqual(id, await Property(laptop, "/dav/c.txt", "id"));
        Assert.Equal(403, Status(await laptop.Send("PROPPATCH", "/dav/c.txt", Properties.Set("<id xmlns='http://owncloud.org/ns'>1</id>"))));
    }

    [Fact]
    public async Task Sees_how_large_folders_are()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Status("MKCOL", "/dav/a");
        await laptop.Status("MKCOL", "/dav/a/b");
        await laptop.Put("/dav/a/b/c.txt", "12345");
        await laptop.Put("/dav/d.txt", "123");
        Assert.Equal(["8", "5", "3"], (await laptop.Find("/dav/", "1", Asked("size"))).Descendants(XName.Get("size", Own)).Select(each => each.Value));
        Assert.Equal("5", await Property(laptop, "/dav/a", "size"));
    }

    [Fact]
    public async Task Finds_the_time_a_file_was_changed_on_the_device()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var put = await ana.Device.Put("/dav/a.txt", "1", ("X-OC-Mtime", "1577872800"));
        Assert.Equal("accepted", put.Headers.GetValues("X-OC-MTime").Single());
        const string time = "Wed, 01 Jan 2020 10:00:00 GMT";
        Assert.Equal(time, await Modified(ana.Device, "/dav/a.txt"));
        using var got = await ana.Device.Send("GET", "/dav/a.txt");
        Assert.Equal(time, got.Content.Headers.LastModified!.Value.ToString("R", CultureInfo.InvariantCulture));
        await ana.Device.Status("COPY", "/dav/a.txt", null, ("Destination", "/dav/b.txt"));
        Assert.Equal(time, await Modified(ana.Device, "/dav/b.txt"));
        using var plain = await ana.Device.Put("/dav/a.txt", "2");
        Assert.False(plain.Headers.Contains("X-OC-MTime"));
        Assert.NotEqual(time, await Modified(ana.Device, "/dav/a.txt"));
        await ana.Post($"/documents/{await ana.Id("a.txt")}/versions/1/restore");
        Assert.Equal(time, await Modified(ana.Device, "/dav/a.txt"));
        foreach (var nonsense in new[] { "yesterday", "-5", "99999999999999999999" })
        {
            Assert.Equal(204, await ana.Device.Status("PUT", "/dav/b.txt", new StringContent("x"), ("X-OC-Mtime", nonsense)));
        }
    }

    [Theory]
    [InlineData("SHA1")]
    [InlineData("MD5")]
    [InlineData("SHA256")]
    public async Task Has_its_checksum_compared_and_kept_where_nobody_can_read_it(string kind)
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        var content = Encoding.UTF8.GetBytes("who voted yes");
        var right = Hash(kind, content);
        Assert.Equal(400, await laptop.Status("PUT", "/dav/a.txt", new ByteArrayContent(content), ("OC-Checksum", $"{kind}:{Hash(kind, [1])}")));
        Assert.Empty(node.Blobs());
        Assert.Null(await laptop.Read("/dav/a.txt"));
        Assert.Equal(201, await laptop.Status("PUT", "/dav/a.txt", new ByteArrayContent(content), ("OC-Checksum", $"{kind}:{right.ToUpperInvariant()}")));
        Assert.Contains($"{kind}:{right}", (await Property(laptop, "/dav/a.txt", "checksums")).Split(' '));
        Assert.Contains($"SHA256:{Hash("SHA256", content)}", (await Property(laptop, "/dav/a.txt", "checksums")).Split(' '));
        foreach (var table in new[] { "node.mt_events", "node.mt_doc_entry", "node.entry", "node.document_version" })
        {
            Assert.Equal(0, await node.Count($"{table} as kept where kept::text ilike '%{right[..16]}%' or kept::text like '%{Convert.ToBase64String(Convert.FromHexString(right))[..16]}%'"));
        }
    }

    [Fact]
    public async Task Sees_the_checksums_of_a_large_folder_in_a_few_questions_to_the_database()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(index => laptop.Put($"/dav/{index}.txt", $"{index}")));
        var sums = (await laptop.Find("/dav/", "1", Asked("checksums"))).Descendants(XName.Get("checksum", Own)).Select(each => each.Value).ToList();
        Assert.Equal(Enumerable.Range(0, 40).Select(index => "SHA256:" + Hash("SHA256", Encoding.UTF8.GetBytes($"{index}"))).Order(), sums.Order());
    }

    private static string Hash(string kind, byte[] content) =>
        Convert.ToHexStringLower(CryptographicOperations.HashData(new HashAlgorithmName(kind), content));

    private static int Status(HttpResponseMessage answer)
    {
        using (answer)
        {
            return answer.StatusCode is System.Net.HttpStatusCode.MultiStatus
                ? answer.Content.ReadAsStringAsync(Cancel).GetAwaiter().GetResult().Contains("403 Forbidden", StringComparison.Ordinal) ? 403 : 207
                : (int)answer.StatusCode;
        }
    }

    private static string Asked(string name) => $"<propfind xmlns='DAV:'><prop><{name} xmlns='{Own}'/></prop></propfind>";

    private static async Task<string> Property(Device device, string path, string name) =>
        (await device.Find(path, "0", Asked(name))).Descendants(XName.Get(name, Own)).Single().Value;

    private static async Task<string> Modified(Device device, string path) =>
        (await device.Find(path, "0")).Descendants(XName.Get("getlastmodified", "DAV:")).Single().Value;

    // Of every folder, by its path; told as the device goes down, folder by folder.
    private static async Task<SortedDictionary<string, string>> Tags(Device device)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>(["/dav/"]);
        while (next.TryDequeue(out var folder))
        {
            foreach (var response in (await device.Find(folder)).Descendants(XName.Get("response", "DAV:")).Where(each => each.Descendants(XName.Get("collection", "DAV:")).Any()))
            {
                var (href, tag) = (response.Element(XName.Get("href", "DAV:"))!.Value, response.Descendants(XName.Get("getetag", "DAV:")).Single().Value);
                var name = href["/dav/".Length..].TrimEnd('/');
                if (!tags.TryAdd(name == "" ? "/" : name, tag))
                {
                    Assert.Equal(tags[name == "" ? "/" : name], tag);
                }
                else if (href != folder)
                {
                    next.Enqueue(href);
                }
            }
        }

        return tags;
    }
}
