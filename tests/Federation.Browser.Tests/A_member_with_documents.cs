using System.Text;
using Microsoft.Playwright;

namespace Federation.Browser.Tests;

public sealed class A_member_with_documents(UnionNode union, Chromium chromium) : IClassFixture<UnionNode>
{
    [Theory, MemberData(nameof(Way.All), MemberType = typeof(Way))]
    public async Task Makes_a_folder_uploads_twice_downloads_and_deletes(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var ana = await Person.SignedIn(union.Node, chromium, way, $"dora-{way}");
        await ana.Follow("/documents");
        await ana.Picture("documents-empty");
        await ana.Type("name", "2026");
        await ana.Press("form[action$='/folders'] button");
        await ana.Press("main td a"); // the folder
        await Upload(ana, "first");
        await Upload(ana, "second");
        await ana.Picture("folder");
        await ana.Press("main td a"); // the document
        await ana.Picture("document");
        Assert.Equal(2, await ana.Page.Locator("main tbody tr").CountAsync());
        var document = ana.Path;
        await ana.Press("main a[href$='/activity']");
        await ana.Picture("activity");
        Assert.Equal(2, await ana.Page.Locator("main tbody tr").CountAsync());
        await ana.Open(document);
        Assert.Equal("second", await Download(ana, "main a.button"));
        Assert.Equal("first", await Download(ana, "main tbody tr:last-child a"));
        await ana.Press("form[action$='/delete'] button");
        Assert.Equal(0, await ana.Page.Locator("main table").CountAsync());
    }

    [Theory, MemberData(nameof(Way.All), MemberType = typeof(Way))]
    public async Task Deletes_by_mistake_finds_it_in_the_trash_and_has_the_old_version_back(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var ana = await Person.SignedIn(union.Node, chromium, way, $"tess-{way}");
        await ana.Follow("/documents");
        await Upload(ana, "first");
        await Upload(ana, "spoilt");
        await ana.Press("main td a"); // the document
        await ana.Press("form[action$='/delete'] button");
        await ana.Press("main a[href='/documents/trash']");
        await ana.Picture("trash");
        Assert.Equal(1, await ana.Page.Locator("main tbody tr").CountAsync());
        await ana.Press("form[action$='/restore'] button");
        await ana.Press("main td a"); // the document, where it was
        await ana.Press("form[action$='/versions/1/keep'] button");
        await ana.Press("form[action$='/versions/1/restore'] button");
        await ana.Picture("versions");
        Assert.Equal(3, await ana.Page.Locator("main tbody tr").CountAsync());
        Assert.Equal("first", await Download(ana, "main a.button"));
        await ana.Press("form[action$='/delete'] button");
        await ana.Press("main a[href='/documents/trash']");
        await ana.Press("form[action$='/erase'] button");
        Assert.Equal(0, await ana.Page.Locator("main table").CountAsync());
    }

    private static async Task Upload(Person person, string content)
    {
        await person.Page.SetInputFilesAsync("#file", new FilePayload { Name = "pay.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(content) });
        await person.Upload();
        Assert.Equal(1, await person.Page.Locator("main tbody tr").CountAsync());
    }

    private static async Task<string> Download(Person person, string link)
    {
        var download = await person.Page.RunAndWaitForDownloadAsync(() => person.Page.Locator(link).ClickAsync());
        Assert.Equal("pay.csv", download.SuggestedFilename);
        await using var stream = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
