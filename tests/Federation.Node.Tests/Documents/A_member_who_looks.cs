using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Npgsql;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

public sealed class A_member_who_looks(NodeOfAClass host) : IClassFixture<NodeOfAClass>
{
    private static int members;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sees_a_small_picture_that_browsers_may_keep_but_must_ask_about()
    {
        using var ana = await NewDrive();
        await Put(ana, "a.jpg", Pictures.Turned(6));
        var id = await ana.Id("a.jpg");
        using var small = await Ask(ana, $"/documents/{id}/preview?size=small");
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (small.StatusCode, small.Content.Headers.ContentType!.MediaType));
        Assert.Equal((96, 192, "red", "blue"), Pictures.Seen(await small.Content.ReadAsByteArrayAsync(Cancel)));
        Assert.Contains("sandbox", small.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", small.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("private, no-cache", $"private, {(small.Headers.CacheControl is { Private: true, NoCache: true, NoStore: false } ? "no-cache" : small.Headers.CacheControl)}");
        var tag = small.Headers.ETag!;
        Assert.False(tag.IsWeak);
        using var again = await Ask(ana, $"/documents/{id}/preview?size=small", tag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var large = await Ask(ana, $"/documents/{id}/preview", tag);
        Assert.Equal((HttpStatusCode.OK, 300), (large.StatusCode, Pictures.Seen(await large.Content.ReadAsByteArrayAsync(Cancel)).Width));

        // A further version looks like itself, and the first still does.
        await Put(ana, "a.jpg", Pictures.Jpeg(100, 100));
        using var newer = await Ask(ana, $"/documents/{id}/preview?size=small", tag);
        Assert.Equal((HttpStatusCode.OK, 100), (newer.StatusCode, Pictures.Seen(await newer.Content.ReadAsByteArrayAsync(Cancel)).Width));
        using var older = await Ask(ana, $"/documents/{id}/preview?size=small&version=1", tag);
        Assert.Equal(HttpStatusCode.NotModified, older.StatusCode);
    }

    [Fact]
    public async Task Sees_a_document_on_its_page_and_a_pdf_page_by_page()
    {
        using var ana = await NewDrive();
        await Put(ana, "plan.pdf", Pictures.Pdf(2));
        await Put(ana, "notes.md", Encoding.UTF8.GetBytes("# Minutes\n<script>alert(1)</script>\nmañana"));
        var (plan, notes) = (await ana.Id("plan.pdf"), await ana.Id("notes.md"));
        using var browser = await host.Node.SignedIn(ana.Name);
        var list = await browser.Open("/documents");
        var thumb = Assert.Single(list.QuerySelectorAll("td img"));
        Assert.Equal(($"/documents/{plan}/preview?size=small", "lazy", ""), (thumb.GetAttribute("src"), thumb.GetAttribute("loading"), thumb.GetAttribute("alt")));
        var page = await browser.Open($"/documents/{plan}");
        Assert.Equal("First page of plan.pdf", page.QuerySelector("main img")!.GetAttribute("alt"));
        Assert.Equal(200, await Status(ana, page.QuerySelector("main img")!.GetAttribute("src")!));
        await browser.Open(page.QuerySelector("main figcaption a")!.GetAttribute("href")!);
        Assert.Contains("Page 1 of 2", browser.Text, StringComparison.Ordinal);
        page = await browser.Open(browser.Page.QuerySelector("main a[rel=next]")!.GetAttribute("href")!);
        Assert.Contains("Page 2 of 2", browser.Text, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main a[rel=next]"));
        Assert.Equal(200, await Status(ana, page.QuerySelector("main img")!.GetAttribute("src")!));
        await browser.Open($"/documents/{plan}/pages?page=3");
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        page = await browser.Open($"/documents/{notes}");
        Assert.Equal("# Minutes\n<script>alert(1)</script>\nmañana", page.QuerySelector("main pre")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("main script"));
    }

    [Theory]
    [InlineData("odd.txt"), InlineData("odd.md"), InlineData("odd.csv")]
    public async Task Sees_a_sign_in_place_of_what_is_no_letter(string name)
    {
        using var ana = await NewDrive();
        await Put(ana, name, [.. "hours\u00A0"u8, 0xEF, 0xBF, 0xBE, .. "paid"u8, 0xEF, 0xBF, 0xBF, 0]);
        var id = await ana.Id(name);
        using var browser = await host.Node.SignedIn(ana.Name);
        Assert.Equal("hours\u00A0\uFFFDpaid\uFFFD ", (await browser.Open($"/documents/{id}")).QuerySelector("main pre")!.TextContent);
        var (_, link) = await ana.Post($"/documents/{id}/links", ("kind", "download"));
        using var stranger = new Passerby(host.Node, (string)link["address"]!);
        Assert.Equal(HttpStatusCode.OK, await stranger.Open());
    }

    [Fact]
    public async Task Sees_what_a_page_says_of_a_picture_that_is_none()
    {
        using var ana = await NewDrive();
        await Put(ana, "flood.png", Pictures.Png(65_500, 65_500, 1000));
        var id = await ana.Id("flood.png");
        Assert.Equal("documents.no-preview", await Code(ana, $"/documents/{id}/preview"));
        Assert.Equal(1, await host.Node.Count($"node.preview where document_id = '{id}' and picture is null")); // it is not opened a second time
        using var browser = await host.Node.SignedIn(ana.Name);
        var page = await browser.Open($"/documents/{id}");
        Assert.Contains("No preview of this document can be made.", browser.Text, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main img"));
        await Put(ana, "drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray());
        Assert.Equal("documents.no-preview", await Code(ana, $"/documents/{await ana.Id("drawing.svg")}/preview"));
    }

    [Fact]
    public async Task Sees_only_what_they_may_read_and_only_while_they_may()
    {
        using var ana = await NewDrive();
        using var ben = await NewDrive();
        await Put(ana, "shared.jpg", Pictures.Jpeg());
        var address = $"/documents/{await ana.Id("shared.jpg")}/preview?size=small";
        Assert.Equal(404, await Status(ben, address));
        Assert.Equal(200, await Status(ana, address));
        Assert.Equal(404, await Status(ben, address));
        Assert.Equal(204, await ana.Share("shared.jpg", ben.Name, "viewer"));
        Assert.Equal(200, await Status(ben, address));
        await ana.Unshare("shared.jpg");
        Assert.Equal(404, await Status(ben, address));
        using var nobody = host.Node.Visitor();
        await nobody.Open(address);
        Assert.NotEqual("image/jpeg", nobody.Answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Leaves_no_picture_behind_when_the_document_goes()
    {
        using var ana = await NewDrive();
        await Put(ana, "gone.jpg", Pictures.Turned(1));
        var id = await ana.Id("gone.jpg");
        Assert.Equal(200, await Status(ana, $"/documents/{id}/preview?size=small"));
        Assert.Equal(200, await Status(ana, $"/documents/{id}/preview"));
        Assert.Equal(2, await host.Node.Count($"node.preview where document_id = '{id}'"));
        // Sealed: no picture can be found in what is kept.
        await using (var command = host.Node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand($"select picture from node.preview where document_id = '{id}'"))
        {
            Assert.Null(Federation.Node.Documents.Previews.Preview.TypeOf((byte[])(await command.ExecuteScalarAsync(Cancel))!)); // two rows were counted
        }

        Assert.Equal(204, await ana.Device.Status("DELETE", "/dav/gone.jpg"));
        Assert.Equal(404, await Status(ana, $"/documents/{id}/preview"));
        Assert.Equal(200, (await ana.Erase(await ana.InTrash("gone.jpg"))).Status);
        Assert.Equal(0, await host.Node.Count($"node.preview where document_id = '{id}'"));
    }

    [Fact]
    public async Task Has_it_drawn_again_after_a_month()
    {
        using var ana = await NewDrive();
        await Put(ana, "old.jpg", Pictures.Jpeg());
        var id = await ana.Id("old.jpg");
        Assert.Equal(200, await Status(ana, $"/documents/{id}/preview"));
        await host.Node.Run($"update node.preview set made_at = made_at - interval '31 days' where document_id = '{id}'");
        await ana.Upkeep();
        Assert.Equal(0, await host.Node.Count($"node.preview where document_id = '{id}'"));
        Assert.Equal(200, await Status(ana, $"/documents/{id}/preview"));
    }

    [Fact]
    public async Task Sees_pictures_in_the_apps_of_nextcloud()
    {
        using var ana = await NewDrive();
        using var ben = await NewDrive();
        await ana.Device.Status("MKCOL", "/dav/My%20pictures");
        await Put(ana, "My%20pictures/%C3%A9t%C3%A9.jpg", Pictures.Jpeg());
        await Put(ana, "words.txt", "words"u8.ToArray());
        XNamespace owncloud = "http://owncloud.org/ns", nextcloud = "http://nextcloud.org/ns";
        var found = await ana.Device.Find("/dav/My%20pictures", "1", $"<propfind xmlns='DAV:'><prop><fileid xmlns='{owncloud}'/><has-preview xmlns='{nextcloud}'/></prop></propfind>");
        Assert.Equal("true", found.Descendants(nextcloud + "has-preview").Single(each => each.Value.Length > 0).Value);
        var number = found.Descendants(owncloud + "fileid").Last().Value;
        foreach (var address in new[]
        {
            $"/index.php/core/preview?fileId={number}&x=128&y=128&a=1&mode=cover&forceIcon=0",
            $"/index.php/core/preview.png?file={Uri.EscapeDataString("/My pictures/été.jpg")}&x=128&y=128&a=1&mode=cover&forceIcon=0",
        })
        {
            using var picture = await ana.Device.Send("GET", address);
            Assert.Equal((200, 192), ((int)picture.StatusCode, Pictures.Seen(await picture.Content.ReadAsByteArrayAsync(Cancel)).Width));
            Assert.Equal(404, await ben.Device.Status("GET", address));
        }

        using var large = await ana.Device.Send("GET", $"/index.php/core/preview?fileId={number}&x=1080&y=1920&a=1");
        Assert.Equal(600, Pictures.Seen(await large.Content.ReadAsByteArrayAsync(Cancel)).Width);
        Assert.Equal(404, await ana.Device.Status("GET", "/index.php/core/preview.png?file=/words.txt&x=32&y=32"));
        Assert.Equal(404, await ana.Device.Status("GET", "/index.php/core/preview.png?file=/nothing.jpg&x=32&y=32"));
        Assert.Equal(401, await new Device(host.Node, "nobody", "wrong").Status("GET", $"/index.php/core/preview?fileId={number}"));
    }

    [Fact]
    public async Task Shows_pictures_by_a_link_but_not_where_downloads_are_counted()
    {
        using var ana = await NewDrive();
        await ana.Device.Status("MKCOL", "/dav/Album");
        await Put(ana, "Album/sea.jpg", Pictures.Jpeg());
        await Put(ana, "elsewhere.jpg", Pictures.Jpeg());
        var (sea, elsewhere) = (await ana.Id("sea.jpg"), await ana.Id("elsewhere.jpg"));
        using var open = new Passerby(host.Node, await Link(ana, "Album", ("kind", "download")));
        using var counted = new Passerby(host.Node, await Link(ana, "Album", ("kind", "download"), ("most", "2")));
        using var locked = new Passerby(host.Node, await Link(ana, "Album", ("kind", "download"), ("password", "a long password")));
        using var box = new Passerby(host.Node, await Link(ana, "Album", ("kind", "drop-box")));
        await open.Open();
        Assert.Equal(200, await Preview(open, Assert.Single(open.Browser.Page.QuerySelectorAll("td img")).GetAttribute("src")!));
        Assert.Equal(404, await Preview(open, $"{open.Path}/previews/{elsewhere}"));
        await counted.Open();
        Assert.Empty(counted.Browser.Page.QuerySelectorAll("td img"));
        foreach (var visitor in new[] { counted, locked, box })
        {
            Assert.Equal(404, await Preview(visitor, $"{visitor.Path}/previews/{sea}"));
        }
    }

    private static async Task<string> Link(Drive drive, string entry, params (string Name, string Value)[] wishes)
    {
        var (status, answer) = await drive.Post($"/documents/{await drive.Id(entry)}/links", wishes);
        Assert.Equal(200, status);
        return (string)answer["address"]!;
    }

    private static async Task<int> Preview(Passerby visitor, string address)
    {
        using var answer = await visitor.Browser.Http.GetAsync(address, Cancel);
        return (int)answer.StatusCode;
    }

    private static async Task Put(Drive drive, string path, byte[] content) =>
        Assert.InRange(await drive.Device.Status("PUT", "/dav/" + path, new ByteArrayContent(content)), 201, 204);

    private static async Task<HttpResponseMessage> Ask(Drive drive, string path, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return await drive.Browser.SendAsync(request, Cancel);
    }

    private static async Task<int> Status(Drive drive, string path)
    {
        using var answer = await Ask(drive, path);
        return (int)answer.StatusCode;
    }

    private static async Task<string?> Code(Drive drive, string path)
    {
        using var answer = await Ask(drive, path);
        return (string?)System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["code"];
    }

    private Task<Drive> NewDrive() => Drive.Of(host.Node, $"looker {Interlocked.Increment(ref members)}");
}
