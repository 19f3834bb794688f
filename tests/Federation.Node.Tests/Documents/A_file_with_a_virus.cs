using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Documents.Scanning;
using Federation.Node.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

public sealed class A_file_with_a_virus(PostgresFixture postgres)
{
    private const string Infected = "Dear colleagues,\n" + Clamd.Marker + "\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_refused_at_every_door_and_nothing_of_it_is_kept()
    {
        await using var clamd = new Clamd();
        await clamd.Start();
        await using var node = await Start(clamd, accepts: false);
        using var ana = await Drive.Of(node);
        Assert.Equal(201, await ana.Device.Status("PUT", "/dav/letter.txt", new StringContent("Dear colleagues,")));
        var kept = node.Blobs().Count;

        // WebDAV: the answer with which programs of Nextcloud leave a file alone, and the version before stays.
        using (var answer = await ana.Device.Put("/dav/letter.txt", Infected))
        {
            Assert.Equal(415, (int)answer.StatusCode);
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
            Assert.Equal("documents.infected", (string?)problem["code"]);
            Assert.Contains("Federation.Tests.Marker", (string?)problem["title"], StringComparison.Ordinal);
        }

        Assert.Equal("Dear colleagues,", await ana.Device.Read("/dav/letter.txt"));

        // The page.
        using var browser = await node.SignedIn("ana");
        await browser.Open("/documents");
        await browser.Upload(browser.Page.QuerySelector("form[action$='/upload']")!.GetAttribute("action")!, "file", "page.txt", System.Text.Encoding.UTF8.GetBytes(Infected));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, browser.Status);
        Assert.Contains("Nothing was kept.", browser.Text, StringComparison.Ordinal);

        // In parts, by tus: the line is cut in two, and only the whole has it.
        var uploader = new Uploader(ana.Device);
        var upload = await uploader.Begin(Infected.Length, "tus.txt");
        Assert.Equal(204, (await uploader.GoOn(upload, 0, Infected[..30])).Status);
        Assert.Equal(415, (await uploader.GoOn(upload, 30, Infected[30..])).Status);
        Assert.Equal(404, (await uploader.Look(upload)).Status);

        // In parts, by sync programs.
        var parts = $"/remote.php/dav/uploads/{ana.Member}/large";
        Assert.Equal(201, await ana.Device.Status("MKCOL", parts));
        Assert.Equal(201, await ana.Device.Status("PUT", parts + "/1", new StringContent(Infected[..30])));
        Assert.Equal(201, await ana.Device.Status("PUT", parts + "/2", new StringContent(Infected[30..])));
        Assert.Equal(415, await ana.Device.Status("MOVE", parts + "/.file", null, ("Destination", $"/remote.php/dav/files/{ana.Member}/large.txt")));
        Assert.Equal(404, await ana.Device.Status("PROPFIND", parts));

        // What strangers send.
        await ana.Device.Status("MKCOL", "/dav/Box");
        var (_, link) = await ana.Post($"/documents/{await ana.Id("Box")}/links", ("kind", "drop-box"));
        using var stranger = new Passerby(node, (string)link["address"]!);
        await stranger.Open();
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await stranger.Drop("evidence.txt", Infected));
        await stranger.Open();
        Assert.Equal(HttpStatusCode.OK, await stranger.Drop("evidence.txt", "Dear union,"));

        Assert.Equal(0, await node.Count("node.entry where name in ('page.txt', 'tus.txt', 'large.txt')"));
        await ana.Upkeep();
        Assert.Equal(kept + 1, node.Blobs().Count); // what the stranger sent at last
        Assert.Empty((await ana.Check()).Unnamed);
    }

    [Fact]
    public async Task Is_not_kept_either_while_nobody_scans_unless_the_administrator_wants_it()
    {
        await using var clamd = new Clamd();
        await using var node = await Start(clamd, accepts: false);
        using var ana = await Drive.Of(node);
        using (var answer = await ana.Device.Put("/dav/letter.txt", "Dear colleagues,"))
        {
            Assert.Equal((503, 60), ((int)answer.StatusCode, (int)answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds)); // it says when
            Assert.Contains("documents.scanner-away", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        var uploader = new Uploader(ana.Device);
        var upload = await uploader.Begin(5, "tus.txt");
        Assert.Equal(503, (await uploader.GoOn(upload, 0, "hello")).Status);
        Assert.Equal(0, await node.Count("node.entry where not is_folder"));

        // Back again: the upload is here, and becomes a document when its sender asks how it stands.
        await clamd.Start();
        Assert.Equal((200, 5L, 5L), await uploader.Look(upload));
        Assert.Equal("hello", await ana.Device.Read("/dav/tus.txt"));

        // Larger than the scanner takes.
        using (var answer = await ana.Device.Put("/dav/large.txt", new string('x', 3 * Clamd.MostBytes)))
        {
            Assert.Equal(413, (int)answer.StatusCode);
            Assert.Contains("documents.too-large-to-scan", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Is_withheld_from_everybody_once_it_is_found_where_it_was_kept_without_a_scan()
    {
        await using var clamd = new Clamd();
        await using var node = await Start(clamd, accepts: true);
        using var ana = await Drive.Of(node);
        Assert.Equal(201, await ana.Device.Status("PUT", "/dav/letter.txt", new StringContent(Infected)));
        Assert.Equal(201, await ana.Device.Status("PUT", "/dav/harmless.txt", new StringContent("Dear colleagues,")));
        Assert.Equal(201, await ana.Device.Status("COPY", "/dav/letter.txt", null, ("Destination", "/dav/copy.txt")));
        var letter = await ana.Id("letter.txt");
        var (_, link) = await ana.Post($"/documents/{letter}/links", ("kind", "download"));
        using var stranger = new Passerby(node, (string)link["address"]!);
        Assert.Equal(200, await stranger.Status(letter));
        var worker = node.Services.GetRequiredService<ScanWorker>();
        await worker.Look(Cancel);
        Assert.Equal(2, await node.Count("node.scan_due"));
        Assert.Equal(Infected, await ana.Device.Read("/dav/letter.txt"));

        await clamd.Start();
        await worker.Look(Cancel);
        Assert.Equal(0, await node.Count("node.scan_due"));
        foreach (var path in new[] { "/dav/letter.txt", "/dav/copy.txt", $"/remote.php/dav/files/{ana.Member}/letter.txt" })
        {
            using var answer = await ana.Device.Send("GET", path);
            Assert.Equal(403, (int)answer.StatusCode);
            Assert.Contains("documents.withheld", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Forbidden, await ana.Get($"/documents/{letter}/content"));
        Assert.Equal(403, await stranger.Status(letter));
        using (var browser = await node.SignedIn("ana"))
        {
            Assert.Null((await browser.Open($"/documents/{letter}")).QuerySelector("main pre"));
        }

        Assert.Equal("Dear colleagues,", await ana.Device.Read("/dav/harmless.txt"));

        // A clean version takes its place; when the last version goes that has these bytes, nothing is remembered of them.
        Assert.Equal(204, await ana.Device.Status("PUT", "/dav/letter.txt", new StringContent("Dear friends,")));
        Assert.Equal("Dear friends,", await ana.Device.Read("/dav/letter.txt"));
        await ana.Destroy("/dav/copy.txt");
        await ana.Upkeep();
        Assert.Equal(1, await node.Count("node.withheld_blob"));
        await ana.Destroy("/dav/letter.txt");
        await ana.Upkeep();
        Assert.Equal(0, await node.Count("node.withheld_blob"));

        // What is larger than the scanner takes is kept too.
        Assert.Equal(201, await ana.Device.Status("PUT", "/dav/large.txt", new StringContent(new string('x', 3 * Clamd.MostBytes))));
    }

    [Fact]
    public async Task Is_seen_in_no_preview_and_in_no_search_once_it_is_found()
    {
        await using var clamd = new Clamd();
        await using var node = await Start(clamd, accepts: true);
        using var ana = await Drive.Of(node);
        var picture = Pictures.Turned(1).Concat(System.Text.Encoding.ASCII.GetBytes(Clamd.Marker)).ToArray(); // what follows the end of a picture is not drawn
        Assert.Equal(201, await ana.Device.Status("PUT", "/dav/photo.jpg", new ByteArrayContent(picture)));
        Assert.Equal(201, await ana.Device.Status("PUT", "/dav/letter.txt", new StringContent(Infected)));
        Assert.Equal(201, await ana.Device.Status("COPY", "/dav/letter.txt", null, ("Destination", "/dav/copy.txt")));
        Assert.Equal(201, await ana.Device.Status("PUT", "/dav/harmless.txt", new StringContent("Dear colleagues,")));
        var photo = await ana.Id("photo.jpg");
        var (_, link) = await ana.Post($"/documents/{photo}/links", ("kind", "download"));
        using var stranger = new Passerby(node, (string)link["address"]!);
        string[] previews = [$"/documents/{photo}/preview?size=small", $"/documents/{photo}/preview?size=small&version=1"];
        foreach (var preview in previews)
        {
            Assert.Equal(HttpStatusCode.OK, await ana.Get(preview));
        }

        await Federation.Node.Tests.Peers.Neighbours.Eventually(async () => (await Found(ana, "colleagues")).Count == 3, "what is found of the letters", node);
        await clamd.Start();
        await node.Services.GetRequiredService<ScanWorker>().Look(Cancel);
        foreach (var preview in previews)
        {
            Assert.Equal(HttpStatusCode.NotFound, await ana.Get(preview));
        }

        Assert.Equal(404, await ana.Device.Status("GET", "/index.php/core/preview.png?file=/photo.jpg&x=32&y=32"));
        Assert.Equal(HttpStatusCode.NotFound, await stranger.Open($"/previews/{photo}?size=small"));
        Assert.Equal(["harmless.txt"], await Found(ana, "colleagues"));
        Assert.Equal(["letter.txt"], await Found(ana, "letter")); // its name is no secret

        // A clean version is seen and found.
        Assert.Equal(204, await ana.Device.Status("PUT", "/dav/letter.txt", new StringContent("Dear colleagues and friends,")));
        Assert.Equal(204, await ana.Device.Status("PUT", "/dav/photo.jpg", new ByteArrayContent(Pictures.Turned(1))));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (await ana.Get(previews[0]), await ana.Get(previews[1])));
        await Federation.Node.Tests.Peers.Neighbours.Eventually(async () => (await Found(ana, "friends")) is ["letter.txt"], "what is found of the clean letter", node);
        Assert.Equal(["harmless.txt", "letter.txt"], await Found(ana, "colleagues"));
    }

    private static async Task<IReadOnlyList<string>> Found(Drive drive, string words) =>
        [.. (await drive.Json("/documents/search?q=" + words)).AsArray().Select(each => (string)each!["name"]!).Order(StringComparer.Ordinal)];

    private Task<RunningNode> Start(Clamd clamd, bool accepts) => RunningNode.Start(postgres, parts: parts => parts.AddSingleton(
        ((NodeOptions)parts.Last(part => part.ServiceType == typeof(NodeOptions)).ImplementationInstance!) with { VirusScanner = clamd.Address, UnscannedDocuments = accepts ? "accept" : "refuse" })); // hosting adds it
}
