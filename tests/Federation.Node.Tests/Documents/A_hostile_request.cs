using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Federation.Node.Documents;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Storage.Blobs;
using Federation.Storage.Disk;
using Microsoft.Extensions.DependencyInjection;
using FailingDisk = Federation.Storage.Tests.FailingDisk;

namespace Federation.Node.Tests.Documents;

public sealed class A_hostile_request(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leaves_the_space_by_no_spelling_of_a_path()
    {
        string[] paths =
        [
            "/dav/../x", "/dav/a/../../x", "/dav/%2e%2e/x", "/dav/%2E./x", "/dav/a/%2e%2e%2fx", "/dav/a%2fx", "/dav/a%5cx", "/dav/..%5c..%5cx", "/dav/a\\x",
            "/dav/%252e%252e/x", "/dav/a%252fx", "/dav/a%255cx", "/dav/a%00", "/dav/a%2500", "/dav/%c0%ae%c0%ae/x", "/dav/a%c0%afx", "/dav/%e0%80%af", "/dav/%ff",
            "/dav/%ed%a0%80", "/dav/%u002e%u002e/x", "/dav/%zz", "/dav/%", "/dav//../x", "/dav/./x", "/dav/a%0d%0ax", "/dav/a%ef%bf%be", "/dav/%EF%BF%BE/x", "/dav/a%ef%bf%bf", "/davx", "/dav/" + new string('x', 256),
            "/dav/" + string.Concat(Enumerable.Repeat("%C3%A9", 128)),
        ];
        await using var node = await RunningNode.Start(postgres);
        var password = await node.AppPassword(await node.Add("ana"));
        foreach (var path in paths)
        {
            foreach (var head in new[] { $"PUT {path}", $"GET {path}", $"DELETE {path}", $"MKCOL {path}", $"PROPFIND {path}", $"MOVE /dav/a.txt|{path}", $"COPY /dav/a.txt|{path}" })
            {
                var parts = head.Split('|');
                var destination = parts.Length == 2 ? $"Destination: {parts[1]}\r\n" : "";
                var body = head.StartsWith("PUT", StringComparison.Ordinal) ? "evil" : "";
                var answer = await Raw(node, password, $"{parts[0]} HTTP/1.1\r\n{destination}Depth: 0\r\nContent-Length: {body.Length}\r\n\r\n{body}");
                var status = int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture);
                Assert.True(status is 400 or 403 or 404 or 405, $"{head} was answered {status}");
            }
        }

        Assert.Equal(0, await node.Count("node.entry where name <> ''"));
        Assert.Empty(node.Blobs());
    }

    [Fact]
    public async Task In_any_of_three_hundred_spellings_names_something_of_the_member_s_own_or_nothing()
    {
        string[] up = ["..", "%2e%2e", ".%2E", "%252e%252e", "..%00", "%c0%ae%c0%ae", "%u002e%u002e", "%ef%bc%8e%ef%bc%8e", "%e2%80%a4%e2%80%a4", "..;", "...", "..%20", "%2e%2e%e2%80%8b", "%ef%bf%be"];
        string[] slash = ["/", "%2f", "%5c", "\\", "%252f", "%c0%af", "%e2%88%95", "%ef%bc%8f"];
        string[] shapes = ["{0}{1}x", "a{1}{0}{1}{0}{1}x", "a{1}{0}"];
        var paths = (from dots in up from separator in slash from shape in shapes select "/dav/" + string.Format(CultureInfo.InvariantCulture, shape, dots, separator)).ToList();
        paths.Add("/dav/" + new string('n', 4096));
        Assert.True(paths.Count >= 300);
        await using var node = await RunningNode.Start(postgres);
        using var bea = await Device.Of(node, "bea");
        var password = await node.AppPassword(await node.Add("ana"));
        var (names, contents) = (0, 0);
        foreach (var path in paths)
        {
            var status = int.Parse((await Raw(node, password, $"PUT {path} HTTP/1.1\r\nContent-Length: 4\r\n\r\nevil")).AsSpan(9, 3), CultureInfo.InvariantCulture);
            names += status is 201 ? 1 : 0;
            contents += status is 201 or 204 ? 1 : 0;
            Assert.True(status is 201 or 204 or 400 or 403 or 404 or 405 or 409, $"PUT {path} was answered {status}");
        }

        using var ana = new Device(node, "ana", password);
        var hrefs = (await ana.List("/dav/")).Where(href => href != "/dav/").ToList();
        Assert.Equal(names, hrefs.Count); // all of it in one folder: no spelling made another, or went into one
        Assert.Equal(contents, node.Blobs().Count);
        foreach (var href in hrefs)
        {
            Assert.DoesNotContain(Uri.UnescapeDataString(href["/dav/".Length..]), letter => letter is '/' or '\\' || char.IsControl(letter));
            Assert.Equal("evil", await ana.Read(href));
            Assert.Equal(204, await ana.Status("DELETE", href));
        }

        Assert.Equal(["/dav/"], await bea.List("/dav/"));
    }

    [Theory]
    [InlineData("\uFFFE"), InlineData("\uFFFF")]
    public async Task Is_refused_a_name_that_is_no_text_at_every_door(string letter)
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", "kept");
        await ana.Device.Status("MKCOL", "/dav/Box");
        var (_, link) = await ana.Post($"/documents/{await ana.Id("Box")}/links", ("kind", "drop-box"));
        using var stranger = new Passerby(node, (string)link["address"]!);
        var (bad, blobs) = ("a" + letter + ".txt", node.Blobs().Count);
        var own = Federation.Node.Documents.Spaces.Space.PersonalIdOf(ana.Member);
        (int, string?) badName = (403, "documents.bad-name");

        // Pages and what strangers send.
        Assert.Equal(badName, await Code(ana.Post($"/documents/{own}/folders", ("name", bad))));
        Assert.Equal(badName, await Code(ana.Post("/documents/spaces", ("name", bad))));
        Assert.Equal(badName, await Code(ana.Post($"/documents/spaces/{await ana.OpenSpace("Branch")}/rename", ("name", bad))));
        Assert.Equal(422, (await ana.Post($"/documents/{await ana.Id("a.txt")}/share", ("person", bad), ("role", "viewer"))).Status);
        Assert.Equal(System.Net.HttpStatusCode.OK, await ana.Get("/documents/search?q=" + Uri.EscapeDataString(bad)));
        using var browser = await node.SignedIn("ana");
        await browser.Open("/documents");
        await browser.Upload(browser.Page.QuerySelector("form[action$='/upload']")!.GetAttribute("action")!, "file", bad, "evil"u8.ToArray());
        Assert.Equal(403, (int)browser.Status);
        await stranger.Open();
        Assert.Equal(403, (int)await stranger.Drop(bad, "evil"));

        // Programs.
        var uploader = new Uploader(ana.Device);
        Assert.Equal(403, await uploader.Status("POST", Uploader.Root, ("Upload-Length", "4"), ("Upload-Metadata", "filename " + Uploader.Base64(bad))));
        Assert.Equal(403, await uploader.Status(
            "POST", Uploader.Root, ("Upload-Length", "4"), ("Upload-Metadata", $"filename {Uploader.Base64("a.txt")},relativePath {Uploader.Base64($"x/{bad}/a.txt")}")));
        var written = Uri.EscapeDataString(bad);
        Assert.Equal(404, await ana.Device.Status("GET", $"/index.php/core/preview.png?file=/{written}&x=32&y=32"));
        var condition = await ana.Device.Status("PUT", "/dav/a.txt", new StringContent("evil"), ("If", $"</dav/{written}> ([\"x\"])"));
        Assert.True(condition is 400 or 403 or 412, $"It was answered {condition}");
        var theirs = await ana.Device.Status("PROPFIND", $"/remote.php/dav/files/{written}/", null, ("Depth", "0"));
        Assert.True(theirs is 400 or 403 or 404, $"It was answered {theirs}");
        using var nobody = new Device(node, bad, "x");
        Assert.Equal(401, await nobody.Status("GET", "/dav/a.txt"));
        Assert.Equal("kept", await ana.Device.Read("/dav/a.txt"));
        Assert.Equal(blobs, node.Blobs().Count);
    }

    [Theory]
    [InlineData("%00"), InlineData("%EF%BF%BE"), InlineData("%C2%85"), InlineData("%2e%2e")]
    public async Task Finds_no_preview_by_a_name_that_is_none(string letter)
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Device.Of(node);
        Assert.Equal(404, await ana.Status("GET", $"/index.php/core/preview.png?file=/a{letter}.jpg&x=32&y=32"));
        Assert.Equal(404, await ana.Status("GET", $"/index.php/core/preview.png?file=/{letter}/a.jpg&x=32&y=32"));
    }

    private static async Task<(int, string?)> Code(Task<(int Status, System.Text.Json.Nodes.JsonNode Answer)> asked)
    {
        var (status, answer) = await asked;
        return (status, (string?)answer["code"]);
    }

    [Fact]
    public async Task That_breaks_off_a_thousand_times_leaves_nothing_behind()
    {
        await using var node = await RunningNode.Start(postgres);
        var password = await node.AppPassword(await node.Add("ana"));
        using var laptop = new Device(node, "ana", password);
        await laptop.Put("/dav/kept.txt", "kept");
        await laptop.Status("PUT", "/dav/large.bin", new ByteArrayContent(new byte[4_000_000]));
        var before = node.Blobs().Count;
        await Parallel.ForEachAsync(Enumerable.Range(0, 1_000), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel }, async (number, _) =>
            await Vanish(node, password, number % 31, (number % 4) switch
            {
                0 => $"PUT /dav/new-{number}.txt HTTP/1.1\r\nContent-Length: 50000\r\n\r\n{new string('x', 20_000)}",
                1 => $"PUT /dav/kept.txt HTTP/1.1\r\nContent-Length: 50000\r\n\r\n{new string('x', 49_999)}",
                2 => $"PUT /dav/kept.txt HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4000\r\n{new string('x', 16_000)}",
                _ => "GET /dav/large.bin HTTP/1.1\r\n\r\n",
            }));
        var folder = node.Services.GetRequiredService<NodeOptions>().BlobFolder;
        await Until(() => node.Blobs().Count == before && Handles(folder) == 0);
        Assert.Equal(["/dav/", "/dav/kept.txt", "/dav/large.bin"], (await laptop.List("/dav/")).Order(StringComparer.Ordinal));
        Assert.Equal("kept", await laptop.Read("/dav/kept.txt"));
    }

    [Theory]
    [InlineData("<!DOCTYPE a><propfind xmlns='DAV:'><allprop/></propfind>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><propfind xmlns='DAV:'><prop><a>&x;</a></prop></propfind>")]
    [InlineData("<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/x.dtd'> %x;]><propfind xmlns='DAV:'><allprop/></propfind>")]
    [InlineData("<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><propfind xmlns='DAV:'><prop>&b;</prop></propfind>")]
    [InlineData("<propfind xmlns='DAV:'><allprop>"), InlineData("not xml"), InlineData("<propfind xmlns='DAV:'><prop><x:a/></prop></propfind>")]
    [InlineData("<other xmlns='DAV:'/>"), InlineData("<propfind xmlns='DAV:'/>")]
    [InlineData("<propfind xmlns='DAV:'><prop><x:a xmlns:x=''/></prop></propfind>")]
    public async Task Is_refused_XML_that_does_more_than_ask(string body)
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        foreach (var method in new[] { "PROPFIND", "PROPPATCH", "LOCK" })
        {
            using var answer = await laptop.Send(method, "/dav/", new StringContent(body), ("Depth", "0"));
            Assert.Equal(400, (int)answer.StatusCode);
            Assert.Contains("documents.bad-xml", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Is_refused_XML_without_end()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        var deep = string.Concat(Enumerable.Repeat("<a>", 5_000)) + string.Concat(Enumerable.Repeat("</a>", 5_000));
        Assert.Equal(400, await laptop.Status("PROPPATCH", "/dav/", new StringContent($"<propertyupdate xmlns='DAV:'><set><prop>{deep}</prop></set></propertyupdate>")));
        Assert.Equal(400, await laptop.Status("PROPFIND", "/dav/", new StringContent($"<propfind xmlns='DAV:'><prop>{deep}</prop></propfind>"), ("Depth", "0")));
        Assert.Equal(413, await laptop.Status("PROPFIND", "/dav/", new ByteArrayContent(new byte[200_000]), ("Depth", "0")));
    }

    [Fact]
    public async Task That_breaks_off_leaves_nothing()
    {
        await using var node = await RunningNode.Start(postgres);
        var password = await node.AppPassword(await node.Add("ana"));
        using var laptop = new Device(node, "ana", password);
        await laptop.Put("/dav/kept.txt", "kept");
        var before = node.Blobs().Count;
        await Raw(node, password, "PUT /dav/cut.txt HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + new string('x', 70_000), close: true);
        await Raw(node, password, "PUT /dav/kept.txt HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n", close: true);
        await Until(() => node.Blobs().Count == before);
        Assert.Equal(["/dav/", "/dav/kept.txt"], await laptop.List("/dav/"));
        Assert.Equal("kept", await laptop.Read("/dav/kept.txt"));
    }

    [Fact]
    public async Task Larger_than_allowed_is_refused_before_or_while_it_comes()
    {
        await using var node = await RunningNode.Start(postgres, parts: services => services.AddSingleton(new DocumentLimits { MaxDocumentBytes = 100_000 }));
        using var laptop = await Device.Of(node);
        Assert.Equal(201, await laptop.Status("PUT", "/dav/fits.bin", new ByteArrayContent(new byte[100_000])));
        Assert.Equal(413, await laptop.Status("PUT", "/dav/announced.bin", new ByteArrayContent(new byte[100_001])));
        using var unannounced = new StreamContent(new Unending(100_001));
        Assert.Equal(413, await laptop.Status("PUT", "/dav/fits.bin", unannounced, ("Transfer-Encoding", "chunked")));
        Assert.Equal(100_000, (await laptop.Read("/dav/fits.bin"))!.Length);
        Assert.Single(node.Blobs());
        using var browser = await node.SignedIn("ana");
        await browser.Open("/documents");
        await browser.Upload(browser.Page.QuerySelector("form[action$=upload]")!.GetAttribute("action")!, "file", "big.bin", new byte[100_001]);
        Assert.Equal(413, (int)browser.Status);
        Assert.Single(node.Blobs());
    }

    [Fact]
    public async Task That_fills_the_disk_changes_nothing()
    {
        var disk = new FailingDisk(failAt: 30, FailingDisk.Enospc);
        await using var node = await RunningNode.Start(postgres, parts: services => services.AddSingleton<IBlobStore>(provider =>
            new DiskBlobStore(provider.GetRequiredService<NodeOptions>().BlobFolder, TimeProvider.System, disk)));
        using var laptop = await Device.Of(node);
        var seen = new List<int>();
        for (var round = 1; !seen.Contains(507); round++)
        {
            Assert.True(round < 20, "The disk never failed.");
            seen.Add(await laptop.Status("PUT", "/dav/a.txt", new StringContent(Large($"round {round}"))));
        }

        Assert.Equal(seen.Count - 1, node.Blobs().Count);
        Assert.Equal(Large($"round {seen.Count - 1}"), await laptop.Read("/dav/a.txt"));
        Assert.Equal(204, await laptop.Status("PUT", "/dav/a.txt", new StringContent(Large("there is room again"))));
        Assert.Equal(Large("there is room again"), await laptop.Read("/dav/a.txt"));
    }

    // In a file of its own.
    private static string Large(string text) => text.PadRight(DocumentLimits.RowBytes + 1);

    private static async Task<string> Raw(RunningNode node, string password, string request, bool close = false)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", node.Origin.Port, Cancel);
        var stream = socket.GetStream();
        await stream.WriteAsync(Written(node, password, request), Cancel);
        if (close)
        {
            await Task.Delay(300, Cancel); // it has begun to arrive
            return "";
        }

        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(Cancel);
    }

    /// <summary>Asks, and is gone before the answer.</summary>
    private static async Task Vanish(RunningNode node, string password, int pause, string request)
    {
        using var socket = new TcpClient { LingerState = new LingerOption(true, 0) };
        await socket.ConnectAsync("127.0.0.1", node.Origin.Port, Cancel);
        await socket.GetStream().WriteAsync(Written(node, password, request), Cancel);
        await Task.Delay(pause, Cancel); // some before the node has read it, some in the middle
    }

    /// <summary>A request of Ana's device as it goes over the wire, with the headers that each has.</summary>
    private static byte[] Written(RunningNode node, string password, string request)
    {
        var end = request.IndexOf("\r\n", StringComparison.Ordinal) + 2;
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("ana:" + password));
        return Encoding.Latin1.GetBytes($"{request[..end]}Host: {node.Origin.Authority}\r\nAuthorization: Basic {basic}\r\nConnection: close\r\n{request[end..]}");
    }

    /// <summary>Files below a folder that this process holds open.</summary>
    private static int Handles(string folder) =>
        Directory.GetFiles("/proc/self/fd").Count(handle => new FileInfo(handle).LinkTarget is { } target && target.StartsWith(folder, StringComparison.Ordinal));

    private static async Task Until(Func<bool> isSo)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            Assert.True(tries < 100, "It did not come about in ten seconds.");
            await Task.Delay(100, Cancel);
        }
    }

    /// <summary>Zeros, of no announced length.</summary>
    private sealed class Unending(int length) : MemoryStream(new byte[length])
    {
        public override bool CanSeek => false;
    }
}
