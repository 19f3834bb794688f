using System.Net;
using System.Net.Sockets;
using System.Text;
using Federation.Node.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

public sealed class A_member_who_sends_in_parts(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_told_what_the_node_understands()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        using var answer = await laptop.Send("OPTIONS", Uploader.Root);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("1.0.0", answer.Headers.GetValues("Tus-Version").Single());
        Assert.Equal("creation,creation-with-upload,creation-defer-length,expiration,termination,checksum,concatenation", answer.Headers.GetValues("Tus-Extension").Single());
        Assert.Equal("sha1,sha256,sha512", answer.Headers.GetValues("Tus-Checksum-Algorithm").Single());
    }

    [Fact]
    public async Task Goes_on_where_it_ended_at_whichever_replica()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        var password = await node.AppPassword(await node.Add("ana"));
        using var here = new Device(node, "ana", password);
        using var there = new Device(replica, "ana", password);
        var address = await new Uploader(here).Begin(10, "réunion & <plus>.txt");
        Assert.Equal((204, 4L), await new Uploader(here).GoOn(address, 0, "0123"));
        Assert.Equal((200, 4L, 10L), await new Uploader(there).Look(address));
        Assert.Null(await there.Read("/dav/r%C3%A9union%20&%20%3Cplus%3E.txt"));
        Assert.Equal((204, 10L), await new Uploader(there).GoOn(address, 4, "456789"));
        Assert.Equal("0123456789", await here.Read("/dav/r%C3%A9union%20&%20%3Cplus%3E.txt"));
        Assert.Equal((200, 10L, 10L), await new Uploader(here).Look(address)); // whoever missed the answer learns it
    }

    [Fact]
    public async Task Leaves_nothing_of_the_parts_once_they_are_a_document()
    {
        await using var node = await RunningNode.Start(postgres, parts: services => services.AddSingleton(new DocumentLimits { UploadPartBytes = 3 }));
        using var drive = await Drive.Of(node);
        var uploader = new Uploader(drive.Device);
        var address = await uploader.Begin(10);
        await uploader.GoOn(address, 0, "01234567");
        Assert.Equal(3, node.Blobs().Count);
        Assert.Empty((await drive.Check()).Unnamed);
        await uploader.GoOn(address, 8, "89");
        Assert.Equal("0123456789", await drive.Device.Read("/dav/hours.csv"));
        await drive.Upkeep();
        Assert.Single(node.Blobs());
        Assert.Equal(0, await node.Count("node.upload_part"));
    }

    [Fact]
    public async Task Makes_a_version_of_what_is_there_and_puts_it_into_the_folder_it_names()
    {
        await using var node = await RunningNode.Start(postgres);
        using var drive = await Drive.Of(node);
        var uploader = new Uploader(drive.Device);
        await drive.Device.Status("MKCOL", "/dav/2026");
        await drive.Device.Put("/dav/2026/hours.csv", "before");
        var notes = $"filename {Uploader.Base64("hours.csv")},folder {Uploader.Base64($"{await drive.Id("2026")}")},is_private";
        var address = await uploader.Begin(5, headers: ("Upload-Metadata", notes));
        await uploader.GoOn(address, 0, "after");
        Assert.Equal("after", await drive.Device.Read("/dav/2026/hours.csv"));
        Assert.Equal(2, (await drive.Versions(await drive.Id("hours.csv"))).Count);
        using var look = await uploader.Send("HEAD", address);
        Assert.Equal(notes, look.Headers.GetValues("Upload-Metadata").Single());
    }

    [Fact]
    public async Task Sends_an_empty_document_and_one_whole_with_its_beginning()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        var uploader = new Uploader(laptop);
        await uploader.Begin(0, "empty.txt");
        Assert.Equal("", await laptop.Read("/dav/empty.txt"));
        using var begun = await uploader.Send("POST", Uploader.Root, Uploader.Body("whole"), ("Upload-Length", "5"), ("Upload-Metadata", "filename " + Uploader.Base64("whole.txt")));
        Assert.Equal("5", begun.Headers.GetValues("Upload-Offset").Single());
        Assert.Equal("whole", await laptop.Read("/dav/whole.txt"));
    }

    [Fact]
    public async Task Says_the_length_later()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        var uploader = new Uploader(laptop);
        using var begun = await uploader.Send("POST", Uploader.Root, null, ("Upload-Defer-Length", "1"), ("Upload-Metadata", "filename " + Uploader.Base64("a.txt")));
        var address = begun.Headers.Location!.ToString();
        Assert.Equal((204, 4L), await uploader.GoOn(address, 0, "0123"));
        Assert.Equal((200, 4L, null), await uploader.Look(address));
        Assert.Equal((400, null), await uploader.GoOn(address, 4, "4", ("Upload-Length", "3")));
        Assert.Equal((204, 5L), await uploader.GoOn(address, 4, "4", ("Upload-Length", "5")));
        Assert.Equal("01234", await laptop.Read("/dav/a.txt"));
    }

    [Fact]
    public async Task Joins_parts_that_came_side_by_side()
    {
        await using var node = await RunningNode.Start(postgres, parts: services => services.AddSingleton(new DocumentLimits { UploadPartBytes = 2 }));
        using var laptop = await Device.Of(node);
        var uploader = new Uploader(laptop);
        var (first, second) = (await uploader.BeginPart(5), await uploader.BeginPart(5));
        await uploader.GoOn(second, 0, "56789");
        await uploader.GoOn(first, 0, "0123");
        (string, string)[] join = [("Upload-Concat", $"final;{first} {second}"), ("Upload-Metadata", "filename " + Uploader.Base64("a.txt"))];
        Assert.Equal(409, await uploader.Status("POST", Uploader.Root, join)); // not all there
        await uploader.GoOn(first, 4, "4");
        using var joined = await uploader.Send("POST", Uploader.Root, null, join);
        Assert.Equal(HttpStatusCode.Created, joined.StatusCode);
        Assert.Equal("0123456789", await laptop.Read("/dav/a.txt"));
        var address = joined.Headers.Location!.ToString();
        Assert.Equal((200, 10L, 10L), await uploader.Look(address));
        Assert.Equal((403, null), await uploader.GoOn(address, 10, "x"));
        Assert.Equal(404, (await uploader.Look(first)).Status);
        Assert.Equal(400, await uploader.Status("POST", Uploader.Root, ("Upload-Concat", $"final;{first} {first}"), ("Upload-Metadata", "filename " + Uploader.Base64("a.txt"))));
    }

    [Fact]
    public async Task Is_told_what_does_not_fit()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        var uploader = new Uploader(laptop);
        using var otherVersion = await uploader.Send("POST", Uploader.Root, null, ("Tus-Resumable", "0.2.2"), ("Upload-Length", "1"));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "1.0.0"), (otherVersion.StatusCode, otherVersion.Headers.GetValues("Tus-Version").Single()));
        Assert.Equal(412, await laptop.Status("POST", Uploader.Root, null, ("Upload-Length", "1")));
        Assert.Equal(400, await uploader.Status("POST", Uploader.Root));
        Assert.Equal(400, await uploader.Status("POST", Uploader.Root, ("Upload-Length", "-1")));
        Assert.Equal(400, await uploader.Status("POST", Uploader.Root, ("Upload-Length", "1"), ("Upload-Metadata", "filename ?")));
        Assert.Equal(403, await uploader.Status("POST", Uploader.Root, ("Upload-Length", "1"), ("Upload-Metadata", "filename " + Uploader.Base64(".."))));
        Assert.Equal(409, await uploader.Status("POST", Uploader.Root, ("Upload-Length", "1"), ("Upload-Metadata", $"filename {Uploader.Base64("a")},folder {Uploader.Base64($"{Guid.Empty}")}")));
        Assert.Equal(413, await uploader.Status("POST", Uploader.Root, ("Upload-Length", $"{long.MaxValue}"), ("Upload-Metadata", "filename " + Uploader.Base64("a"))));
        var address = await uploader.Begin(10);
        Assert.Equal((409, null), await uploader.GoOn(address, 1, "1"));
        Assert.Equal((413, null), await uploader.GoOn(address, 0, "0123456789x"));
        Assert.Equal((413, null), await Chunked(uploader, address, "0123456789x"));
        Assert.Equal(400, await PatchWithout(uploader, address));
        Assert.Equal(415, await PatchAs(uploader, address, "text/plain"));
        Assert.Equal((200, 0L, 10L), await uploader.Look(address));
        Assert.Equal(405, await uploader.Status("GET", address));
        Assert.Empty(node.Blobs());
    }

    [Fact]
    public async Task Sends_again_what_a_checksum_says_was_damaged()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        var uploader = new Uploader(laptop);
        var address = await uploader.Begin(4);
        Assert.Equal((460, null), await uploader.GoOn(address, 0, "abXd", ("Upload-Checksum", Uploader.Sha256("abcd"))));
        Assert.Equal((400, null), await uploader.GoOn(address, 0, "abcd", ("Upload-Checksum", "crc32 AAAA")));
        Assert.Equal((200, 0L, 4L), await uploader.Look(address));
        Assert.Empty(node.Blobs());
        Assert.Equal((204, 4L), await uploader.GoOn(address, 0, "abcd", ("Upload-Checksum", Uploader.Sha256("abcd"))));
        Assert.Equal("abcd", await laptop.Read("/dav/hours.csv"));
    }

    [Fact]
    public async Task Keeps_what_came_before_the_connection_broke()
    {
        // So much that most of it was read before the connection ends: what systems and servers hold back on the way is less.
        var text = string.Concat(Enumerable.Range(0, 2_000_000).Select(i => $"{i:d8}\n"));
        await using var node = await RunningNode.Start(postgres);
        var password = await node.AppPassword(await node.Add("ana"));
        using var laptop = new Device(node, "ana", password);
        var uploader = new Uploader(laptop);
        var address = await uploader.Begin(text.Length);
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(node.Origin.Host, node.Origin.Port, Cancel);
            var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"ana:{password}"));
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"PATCH {address} HTTP/1.1\r\nHost: {node.Origin.Authority}\r\nAuthorization: Basic {basic}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                + $"Content-Type: application/offset+octet-stream\r\nContent-Length: {text.Length}\r\n\r\n{text[..^1]}"), Cancel);
        }

        long? kept = 0;
        await Until(async () =>
        {
            (_, kept, _) = await uploader.Look(address);
            return kept > 1_000_000 && (await uploader.GoOn(address, kept.Value, text[(int)kept..])).Status == 204; // 409: more of it was kept just now
        });
        Assert.InRange(kept.GetValueOrDefault(), 1_000_000, text.Length - 1);
        Assert.Equal(text, await laptop.Read("/dav/hours.csv"));
    }

    [Fact]
    public async Task Gives_up_an_upload_or_forgets_it()
    {
        await using var node = await RunningNode.Start(postgres);
        using var drive = await Drive.Of(node);
        var uploader = new Uploader(drive.Device);
        var given = await uploader.Begin(10);
        await uploader.GoOn(given, 0, "0123");
        Assert.Equal(204, await uploader.Status("DELETE", given));
        Assert.Equal(404, (await uploader.Look(given)).Status);
        Assert.Equal(404, await uploader.Status("DELETE", given));
        var forgotten = await uploader.Begin(10);
        await uploader.GoOn(forgotten, 0, "0123");
        node.Clock.Advance(DocumentLimits.UploadLife + TimeSpan.FromMinutes(1));
        Assert.Equal(410, (await uploader.Look(forgotten)).Status);
        Assert.Equal((410, null), await uploader.GoOn(forgotten, 4, "4"));
        node.Clock.Advance(DocumentLimits.UploadLife);
        await drive.Upkeep();
        Assert.Equal(404, (await uploader.Look(forgotten)).Status);
        Assert.Empty(node.Blobs());
        Assert.Equal(0, await node.Count("node.upload"));
    }

    [Fact]
    public async Task Has_only_so_many_under_way()
    {
        await using var node = await RunningNode.Start(postgres, parts: services => services.AddSingleton(new DocumentLimits { MostUploads = 2, MaxUploadBytes = 100 }));
        using var laptop = await Device.Of(node);
        using var bea = await Device.Of(node, "bea");
        var uploader = new Uploader(laptop);
        (string, string)[] large = [("Upload-Length", "60"), ("Upload-Metadata", "filename " + Uploader.Base64("a"))];
        var first = await uploader.Begin(60);
        Assert.Equal(429, await uploader.Status("POST", Uploader.Root, large));
        await uploader.Begin(40);
        Assert.Equal(429, await uploader.Status("POST", Uploader.Root, ("Upload-Length", "0"), ("Upload-Metadata", "filename " + Uploader.Base64("a"))));
        Assert.Equal(201, await new Uploader(bea).Status("POST", Uploader.Root, large));
        await uploader.Status("DELETE", first);
        Assert.Equal(201, await uploader.Status("POST", Uploader.Root, large));
    }

    [Fact]
    public async Task Has_only_so_many_bytes_under_way_whatever_was_announced()
    {
        await using var node = await RunningNode.Start(postgres, parts: services => services.AddSingleton(new DocumentLimits { MaxUploadBytes = 10 }));
        using var ana = await Drive.Of(node);
        var uploader = new Uploader(ana.Device);
        var (first, second) = (await Deferred(uploader), await Deferred(uploader));
        Assert.Equal((204, 6L), await uploader.GoOn(first, 0, "012345"));
        Assert.Equal((429, null), await uploader.GoOn(second, 0, "01234"));
        Assert.Equal((204, 4L), await uploader.GoOn(second, 0, "0123"));
        Assert.Equal((429, null), await uploader.GoOn(second, 4, "4"));
        Assert.Equal((409, null), await uploader.GoOn(second, 0, "4")); // it is told where it stands all the same
        Assert.Equal((429, null), await uploader.GoOn(second, 4, "", ("Upload-Length", "5"))); // what is announced counts
        Assert.Equal((204, 4L), await uploader.GoOn(second, 4, "", ("Upload-Length", "4")));
        Assert.Equal("0123", await ana.Device.Read("/dav/a.txt"));

        // Sync programs too, whichever part it is, and though they say nothing of the whole.
        var sync = $"/remote.php/dav/uploads/{ana.Member}/1";
        Assert.Equal(201, await ana.Device.Status("MKCOL", sync));
        Assert.Equal(201, await ana.Device.Status("PUT", sync + "/1", new StringContent("0123")));
        Assert.Equal(429, await ana.Device.Status("PUT", sync + "/2", new StringContent("4")));
        Assert.Equal(429, await ana.Device.Status("PUT", sync + "/1", new StringContent("01234")));
        Assert.Equal(201, await ana.Device.Status("PUT", sync + "/1", new StringContent("3210")));
        Assert.Equal(204, await uploader.Status("DELETE", first));
        Assert.Equal(201, await ana.Device.Status("PUT", sync + "/2", new StringContent("456789")));
        Assert.Equal(201, await ana.Device.Status("MOVE", sync + "/.file", null, ("Destination", $"/remote.php/dav/files/{ana.Member}/b.txt")));
        Assert.Equal("3210456789", await ana.Device.Read("/dav/b.txt"));
        await ana.Upkeep();
        Assert.Equal(2, node.Blobs().Count); // of what was refused nothing stayed
        Assert.Empty((await ana.Check()).Unnamed);
    }

    [Fact]
    public async Task Has_only_so_many_bytes_under_way_when_all_come_at_once()
    {
        await using var node = await RunningNode.Start(postgres, parts: services => services.AddSingleton(new DocumentLimits { MaxUploadBytes = 30 }));
        await using var replica = await node.StartReplica(services => services.AddSingleton(new DocumentLimits { MaxUploadBytes = 30 }));
        using var ana = await Drive.Of(node);
        using var there = await ana.At(replica);
        Uploader[] uploaders = [new(ana.Device), new(there.Device)];
        var all = new List<string>();
        for (var count = 0; count < 8; count++)
        {
            all.Add(await Deferred(uploaders[0]));
        }

        var ends = await Task.WhenAll(all.Select((address, index) => uploaders[index % 2].GoOn(address, 0, "0123456789")));
        Assert.Equal((3, 5), (ends.Count(end => end.Status == 204), ends.Count(end => end.Status == 429)));
    }

    [Fact]
    public async Task Sees_nobody_elses_uploads()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Device.Of(node);
        using var bea = await Device.Of(node, "bea");
        var address = await new Uploader(ana).Begin(4);
        Assert.Equal(404, (await new Uploader(bea).Look(address)).Status);
        Assert.Equal((404, null), await new Uploader(bea).GoOn(address, 0, "evil"));
        Assert.Equal(404, await new Uploader(bea).Status("DELETE", address));
        using var nobody = new HttpClient { BaseAddress = node.Origin };
        using var asked = await nobody.PostAsync(Uploader.Root, null, Cancel);
        Assert.Equal((HttpStatusCode.Unauthorized, 0), (asked.StatusCode, asked.Headers.WwwAuthenticate.Count)); // a browser would ask for a password
    }

    [Fact]
    public async Task Sends_from_the_page_only_with_the_pages_token()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/documents");
        var token = ana.Page.QuerySelector("main input[type=hidden]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.BadRequest, await Post(ana.Http, null));
        Assert.Equal(HttpStatusCode.BadRequest, await Post(ana.Http, "guess"));
        Assert.Equal(HttpStatusCode.Created, await Post(ana.Http, token));
    }

    [Fact]
    public async Task Loses_to_none_when_two_send_the_same_at_once()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        var uploader = new Uploader(laptop);
        var address = await uploader.Begin(10);
        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => uploader.GoOn(address, 0, "0123456789")));
        Assert.All(both, each => Assert.True(each.Status is 204 or 409 or 423, $"{each.Status}"));
        await Until(async () => (await uploader.Look(address)).Status == 200);
        Assert.Equal("0123456789", await laptop.Read("/dav/hours.csv"));
        Assert.Equal(1, await node.Count("node.document_version"));
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            Assert.True(tries < 600, "It did not come to that.");
            await Task.Delay(50, Cancel);
        }
    }

    private static async Task<HttpStatusCode> Post(HttpClient http, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Uploader.Root);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Length", "1");
        request.Headers.Add("Upload-Metadata", "filename " + Uploader.Base64("a"));
        if (token is not null)
        {
            request.Headers.Add("RequestVerificationToken", token);
        }

        using var answer = await http.SendAsync(request, Cancel);
        return answer.StatusCode;
    }

    private static async Task<(int, long?)> Chunked(Uploader uploader, string address, string text)
    {
        using var body = Uploader.Body(text);
        using var stream = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(text))) { Headers = { ContentType = body.Headers.ContentType } };
        using var answer = await uploader.Send("PATCH", address, stream, ("Upload-Offset", "0"), ("Transfer-Encoding", "chunked"));
        return ((int)answer.StatusCode, null);
    }

    private static async Task<int> PatchWithout(Uploader uploader, string address)
    {
        using var answer = await uploader.Send("PATCH", address, Uploader.Body("0"));
        return (int)answer.StatusCode;
    }

    private static async Task<int> PatchAs(Uploader uploader, string address, string type)
    {
        using var answer = await uploader.Send("PATCH", address, new StringContent("0", Encoding.UTF8, type), ("Upload-Offset", "0"));
        return (int)answer.StatusCode;
    }

    private static async Task<string> Deferred(Uploader uploader)
    {
        using var begun = await uploader.Send("POST", Uploader.Root, null, ("Upload-Defer-Length", "1"), ("Upload-Metadata", "filename " + Uploader.Base64("a.txt")));
        return begun.Headers.Location!.ToString(); // 201 has one
    }
}
