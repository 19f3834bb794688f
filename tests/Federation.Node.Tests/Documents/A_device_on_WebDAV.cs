using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using Federation.Node.Members;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

public sealed class A_device_on_WebDAV(PostgresFixture postgres, NodeOfAClass shared) : IClassFixture<NodeOfAClass>
{
    private static readonly XNamespace Dav = "DAV:";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Puts_more_than_the_server_takes_by_itself()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        var film = new byte[40 << 20]; // Kestrel's own limit is 30,000,000
        Assert.Equal(201, await laptop.Status("PUT", "/dav/film.mp4", new ByteArrayContent(film)));
        using var answer = await laptop.Send("HEAD", "/dav/film.mp4");
        Assert.Equal(film.Length, answer.Content.Headers.ContentLength);
        using var browser = await node.SignedIn("ana");
        await browser.Open("/documents");
        await browser.Upload(browser.Page.QuerySelector("form[action$=upload]")!.GetAttribute("action")!, "file", "again.mp4", film);
        Assert.Equal(200, (int)browser.Status);
    }

    [Fact]
    public async Task Keeps_a_document_and_reads_it_back()
    {
        using var laptop = await shared.NewDevice();
        var bytes = new byte[3_000_000];
        new Random(7).NextBytes(bytes);
        using var put = await laptop.Send("PUT", "/dav/minutes.pdf", new ByteArrayContent(bytes));
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        using var got = await laptop.Send("GET", "/dav/minutes.pdf");
        Assert.Equal(bytes, await got.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(put.Headers.ETag, got.Headers.ETag);
        Assert.False(got.Headers.ETag!.IsWeak);
        Assert.Equal("application/pdf", got.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", got.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(204, await laptop.Status("PUT", "/dav/minutes.pdf", new StringContent("")));
        Assert.Equal("", await laptop.Read("/dav/minutes.pdf"));
    }

    [Fact]
    public async Task Reads_a_part_and_knows_what_it_has_already()
    {
        using var laptop = await shared.NewDevice();
        using var put = await laptop.Put("/dav/letters.txt", "abcdefghij");
        var tag = put.Headers.ETag!.ToString();
        using var part = await laptop.Send("GET", "/dav/letters.txt", null, ("Range", "bytes=3-5"));
        Assert.Equal((206, "def"), ((int)part.StatusCode, await part.Content.ReadAsStringAsync(Cancel)));
        Assert.Equal(new ContentRangeHeaderValue(3, 5, 10), part.Content.Headers.ContentRange);
        using var end = await laptop.Send("GET", "/dav/letters.txt", null, ("Range", "bytes=-2"));
        Assert.Equal("ij", await end.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(416, await laptop.Status("GET", "/dav/letters.txt", null, ("Range", "bytes=10-")));
        Assert.Equal(304, await laptop.Status("GET", "/dav/letters.txt", null, ("If-None-Match", tag)));
        Assert.Equal(200, await laptop.Status("GET", "/dav/letters.txt", null, ("Range", "bytes=3-5"), ("If-Range", "\"other\"")));
        using var head = await laptop.Send("HEAD", "/dav/letters.txt");
        Assert.Equal((10, tag), (head.Content.Headers.ContentLength, head.Headers.ETag!.ToString()));
    }

    [Fact]
    public async Task Overwrites_nothing_it_has_not_seen()
    {
        using var laptop = await shared.NewDevice();
        using var first = await laptop.Put("/dav/a.txt", "one", ("If-None-Match", "*"));
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(412, await laptop.Status("PUT", "/dav/a.txt", new StringContent("two"), ("If-None-Match", "*")));
        var seen = first.Headers.ETag!.ToString();
        Assert.Equal(204, await laptop.Status("PUT", "/dav/a.txt", new StringContent("two"), ("If-Match", seen)));
        Assert.Equal(412, await laptop.Status("PUT", "/dav/a.txt", new StringContent("three"), ("If-Match", seen)));
        Assert.Equal(412, await laptop.Status("DELETE", "/dav/a.txt", null, ("If-Match", seen)));
        Assert.Equal(412, await laptop.Status("PUT", "/dav/new.txt", new StringContent("x"), ("If-Match", "*")));
        Assert.Equal(412, await laptop.Status("PUT", "/dav/a.txt", new StringContent("x"), ("If", "(<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>)")));
        Assert.Equal("two", await laptop.Read("/dav/a.txt"));
        Assert.Null(await laptop.Read("/dav/new.txt"));
    }

    [Fact]
    public async Task Lists_a_folder()
    {
        using var laptop = await shared.NewDevice();
        Assert.Equal(201, await laptop.Status("MKCOL", "/dav/r%C3%A9unions/"));
        Assert.Equal(201, await laptop.Status("PUT", "/dav/r%C3%A9unions/50%25%20%26%20%3Cplus%3E.txt", new StringContent("abc")));
        Assert.Equal(["/dav/", "/dav/r%C3%A9unions/"], await laptop.List("/dav/"));
        Assert.Equal(["/dav/r%C3%A9unions/", "/dav/r%C3%A9unions/50%25%20%26%20%3Cplus%3E.txt"], await laptop.List("/dav/r%C3%A9unions"));
        // Decomposed accents, as macOS writes them, are the same name.
        Assert.Equal("abc", await laptop.Read("/dav/re%CC%81unions/50%25%20%26%20%3Cplus%3E.txt"));
        var file = (await laptop.Find("/dav/r%C3%A9unions/50%25%20%26%20%3Cplus%3E.txt", "0")).Descendants(Dav + "prop").Single();
        Assert.Equal("50% & <plus>.txt", file.Element(Dav + "displayname")!.Value);
        Assert.Equal("3", file.Element(Dav + "getcontentlength")!.Value);
        Assert.StartsWith("\"", file.Element(Dav + "getetag")!.Value, StringComparison.Ordinal);
        Assert.NotNull((await laptop.Find("/dav/", "0")).Descendants(Dav + "collection").SingleOrDefault());
    }

    [Fact]
    public async Task Is_told_which_properties_there_are_not()
    {
        using var laptop = await shared.NewDevice();
        await laptop.Status("PUT", "/dav/a.txt", new StringContent("abc"));
        var found = await laptop.Find("/dav/a.txt", "0",
            "<propfind xmlns='DAV:'><prop><getcontentlength/><quota-available-bytes/><x:colour xmlns:x='urn:x'/></prop></propfind>");
        var groups = found.Descendants(Dav + "propstat").ToDictionary(each => each.Element(Dav + "status")!.Value.Split(' ')[1], each => each.Element(Dav + "prop")!);
        Assert.Equal("3", groups["200"].Elements().Single().Value);
        Assert.Equal([Dav + "quota-available-bytes", XName.Get("colour", "urn:x")], groups["404"].Elements().Select(each => each.Name));
        Assert.All((await laptop.Find("/dav/a.txt", "0", "<propfind xmlns='DAV:'><propname/></propfind>")).Descendants(Dav + "prop").Elements(), each => Assert.Empty(each.Value));
    }

    [Fact]
    public async Task Does_not_list_the_whole_tree_at_once()
    {
        using var laptop = await shared.NewDevice();
        using var answer = await laptop.Send("PROPFIND", "/dav/");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("propfind-finite-depth", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(400, await laptop.Status("PROPFIND", "/dav/", null, ("Depth", "2")));
    }

    [Fact]
    public async Task Says_what_it_can_do()
    {
        using var laptop = await shared.NewDevice();
        using var answer = await laptop.Send("OPTIONS", "/dav/");
        Assert.Equal("1, 2, 3", answer.Headers.GetValues("DAV").Single());
        Assert.Contains("LOCK", answer.Content.Headers.Allow);
        using var posted = await laptop.Send("POST", "/dav/");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        Assert.Contains("PUT", posted.Content.Headers.Allow);
    }

    [Fact]
    public async Task Makes_folders_only_where_they_fit()
    {
        using var laptop = await shared.NewDevice();
        Assert.Equal(409, await laptop.Status("MKCOL", "/dav/a/b"));
        Assert.Equal(409, await laptop.Status("PUT", "/dav/a/b.txt", new StringContent("x")));
        Assert.Equal(415, await laptop.Status("MKCOL", "/dav/a", new StringContent("<x/>")));
        Assert.Equal(201, await laptop.Status("MKCOL", "/dav/a"));
        Assert.Equal(405, await laptop.Status("MKCOL", "/dav/a"));
        Assert.Equal(405, await laptop.Status("MKCOL", "/dav/"));
        Assert.Equal(405, await laptop.Status("PUT", "/dav/a", new StringContent("x")));
        Assert.Equal(201, await laptop.Status("PUT", "/dav/a/b.txt", new StringContent("x")));
        Assert.Equal(409, await laptop.Status("PUT", "/dav/a/b.txt/c.txt", new StringContent("x")));
    }

    [Fact]
    public async Task Joins_paths_with_more_slashes_than_one()
    {
        using var laptop = await shared.NewDevice();
        Assert.Equal(201, await laptop.Status("MKCOL", "/dav//reports"));
        Assert.Equal(201, await laptop.Status("PUT", "/dav/reports//may.txt", new StringContent("40")));
        Assert.Equal("40", await laptop.Read("/dav/reports/may.txt"));
        Assert.Equal(201, await laptop.Status("MOVE", "/dav/reports/may.txt", null, ("Destination", "/dav//reports///june.txt")));
        Assert.Equal(["/dav/reports/", "/dav/reports/june.txt"], await laptop.List("/dav/reports//"));
    }

    [Fact]
    public async Task Moves_and_copies_whole_folders()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Status("MKCOL", "/dav/2025");
        await laptop.Status("MKCOL", "/dav/2025/may");
        await laptop.Status("PUT", "/dav/2025/may/hours.csv", new StringContent("40"));
        Assert.Equal(201, await laptop.Status("COPY", "/dav/2025", null, ("Destination", new Uri(node.Origin, "/dav/copy").AbsoluteUri)));
        Assert.Equal(201, await laptop.Status("MOVE", "/dav/2025", null, ("Destination", "/dav/archive/")));
        Assert.Equal("40", await laptop.Read("/dav/copy/may/hours.csv"));
        Assert.Equal("40", await laptop.Read("/dav/archive/may/hours.csv"));
        Assert.Null(await laptop.Read("/dav/2025/may/hours.csv"));
        await laptop.Status("PUT", "/dav/copy/may/hours.csv", new StringContent("38"));
        Assert.Equal("40", await laptop.Read("/dav/archive/may/hours.csv"));
        Assert.Equal(412, await laptop.Status("MOVE", "/dav/copy", null, ("Destination", "/dav/archive"), ("Overwrite", "F")));
        Assert.Equal(204, await laptop.Status("MOVE", "/dav/copy", null, ("Destination", "/dav/archive")));
        Assert.Equal("38", await laptop.Read("/dav/archive/may/hours.csv"));
        Assert.Equal(201, await laptop.Status("COPY", "/dav/archive", null, ("Destination", "/dav/shallow"), ("Depth", "0")));
        Assert.Equal(["/dav/shallow/"], await laptop.List("/dav/shallow"));
        Assert.Equal(204, await laptop.Status("DELETE", "/dav/archive"));
        Assert.Equal(404, await laptop.Status("DELETE", "/dav/archive"));
        Assert.Equal(["/dav/", "/dav/shallow/"], await laptop.List("/dav/"));
    }

    [Theory]
    [InlineData("/dav/a", "http://elsewhere.example/dav/b", 502)]
    [InlineData("/dav/a", "//elsewhere.example/dav/b", 400)]
    [InlineData("/dav/a", "file:///etc/passwd", 400)]
    [InlineData("/dav/a", "/members", 400)]
    [InlineData("/dav/a", "/dav/../b", 403)]
    [InlineData("/dav/a", "/dav/x/b", 409)]
    [InlineData("/dav/a", "/dav/a", 403)]
    [InlineData("/dav/a", "/dav/a/b/c", 403)]
    [InlineData("/dav/a/b", "/dav/a", 403)]
    [InlineData("/dav/a", "/dav/", 403)]
    [InlineData("/dav/", "/dav/c", 403)]
    [InlineData("/dav/nothing", "/dav/c", 404)]
    public async Task Is_refused_a_destination_that_makes_no_sense(string from, string to, int status)
    {
        using var laptop = await shared.NewDevice();
        await laptop.Status("MKCOL", "/dav/a");
        await laptop.Status("MKCOL", "/dav/a/b");
        Assert.Equal(status, await laptop.Status("MOVE", from, null, ("Destination", to)));
        Assert.Equal(["/dav/", "/dav/a/"], await laptop.List("/dav/"));
        Assert.Equal(["/dav/a/", "/dav/a/b/"], await laptop.List("/dav/a"));
    }

    [Fact]
    public async Task Saves_by_moving_over_and_keeps_the_versions()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Put("/dav/a.txt", "one");
        await laptop.Put("/dav/a.tmp", "two");
        Assert.Equal(204, await laptop.Status("MOVE", "/dav/a.tmp", null, ("Destination", "/dav/a.txt")));
        Assert.Equal("two", await laptop.Read("/dav/a.txt"));
        Assert.Equal(["/dav/", "/dav/a.txt"], await laptop.List("/dav/"));
        using var ana = await node.SignedIn("ana");
        await ana.Open("/documents");
        await ana.Open(ana.Page.QuerySelector("main table a")!.GetAttribute("href")!);
        Assert.Contains("Version 1", ana.Text, StringComparison.Ordinal);
        Assert.Equal("one", await ana.Http.GetStringAsync(ana.Page.QuerySelector("a[href$='version=1']")!.GetAttribute("href"), Cancel));
    }

    [Fact]
    public async Task Sees_only_its_owners_documents()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Device.Of(node);
        using var bea = await Device.Of(node, "bea");
        await ana.Put("/dav/a.txt", "ana's");
        Assert.Null(await bea.Read("/dav/a.txt"));
        Assert.Equal(["/dav/"], await bea.List("/dav/"));
    }

    [Fact]
    public async Task Is_out_when_its_password_is_taken_back_or_its_owner_disabled()
    {
        await using var node = await RunningNode.Start(postgres);
        var ana = await node.Add("ana");
        using var laptop = new Device(node, "ana", await node.AppPassword(ana));
        using var phone = new Device(node, "ana", await node.AppPassword(ana));
        using var guesser = new Device(node, "ana", "guess");
        Assert.Equal(207, await laptop.Status("PROPFIND", "/dav/", null, ("Depth", "0")));
        Assert.Equal(401, await guesser.Status("PROPFIND", "/dav/", null, ("Depth", "0")));
        using var browser = await node.SignedIn("ana");
        await browser.Open("/account");
        await browser.Submit(browser.Page.QuerySelectorAll("form[action$=revoke]")[^1].GetAttribute("action")!); // the oldest: the laptop's
        Assert.Equal(401, await laptop.Status("PUT", "/dav/a.txt", new StringContent("x")));
        Assert.Equal(201, await phone.Status("PUT", "/dav/a.txt", new StringContent("x")));
        await node.Services.GetRequiredService<MemberDesk>().Disable(ana, "test", Cancel);
        Assert.Equal(401, await phone.Status("GET", "/dav/a.txt"));
        using var session = await browser.Http.GetAsync("/dav/a.txt", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
    }

    [Fact]
    public async Task Finds_on_one_replica_what_it_put_on_the_other()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        var password = await node.AppPassword(await node.Add("ana"));
        using var here = new Device(node, "ana", password);
        using var there = new Device(replica, "ana", password);
        Assert.Equal(201, await here.Status("PUT", "/dav/a.txt", new StringContent("both")));
        Assert.Equal("both", await there.Read("/dav/a.txt"));
    }
}
