using System.Text;
using Microsoft.Playwright;

namespace Federation.Browser.Tests;

public sealed class Members_who_share(UnionNode union, Chromium chromium) : IClassFixture<UnionNode>
{
    // Two ways are enough: each page is read in all three languages (Wording).
    [Theory]
    [InlineData("en", true)]
    [InlineData("fr", false)]
    public async Task Open_a_group_space_let_a_colleague_in_and_share_a_document(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var gil = await Person.SignedIn(union.Node, chromium, way, $"gil-{way}");
        await using var hana = await Person.SignedIn(union.Node, chromium, way, $"hana-{way}");
        await hana.Follow("/documents"); // her own space is there
        await gil.Follow("/documents");
        await gil.Type("space-name", "Br 7");
        await gil.Press("form[action='/documents/spaces'] button");
        await Upload(gil, "min.txt");
        await gil.Type("person", $"hana-{way}");
        await gil.Type("role", "editor");
        await gil.Press("#people form[action$='/people'] button");
        await gil.Picture("group-space");
        Assert.Equal(2, await gil.Page.Locator("#people tbody tr").CountAsync());

        await hana.Follow("/documents");
        await hana.Picture("documents-with-a-group");
        await hana.Press("main td a"); // the space
        await Upload(hana, "ag.txt");
        await hana.Picture("group-space-of-an-editor");
        Assert.Equal(0, await hana.Page.Locator("#people select").CountAsync());

        await gil.Follow("/documents");
        await Upload(gil, "po.txt");
        await gil.Press("main td a[href*='/documents/']:has-text('po.txt')");
        await gil.Type("person", $"hana-{way}");
        await gil.Press("#sharing form[action$='/share'] button");
        await gil.Picture("sharing");
        Assert.Equal(1, await gil.Page.Locator("#sharing form[action$='/end']").CountAsync());

        await hana.Follow("/documents");
        await hana.Press("main td a:has-text('po.txt')");
        await hana.Picture("shared-document");
        Assert.Equal(0, await hana.Page.Locator("form[action$='/delete']").CountAsync());
        await hana.Press("form[action$='/leave'] button");
        Assert.Equal(0, await hana.Page.Locator("main td a:has-text('po.txt')").CountAsync());
    }

    [Theory]
    [InlineData("es", true)]
    [InlineData("en", false)]
    public async Task Give_links_to_somebody_without_an_account(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var lia = await Person.SignedIn(union.Node, chromium, way, $"lia-{way}");
        await using var visitor = await Person.At(union.Node, chromium, way);
        await lia.Follow("/documents");
        await Upload(lia, "po.txt");
        await lia.Press("main td a:has-text('po.txt')");
        await lia.Type("link-label", "A 1");
        await lia.Type("link-password", "seven horses");
        await lia.Press("form[action$='/links'] button");
        await lia.Picture("link-made");
        await visitor.Open(new Uri(await lia.Page.InputValueAsync("#link-address")).AbsolutePath);
        await visitor.Picture("link-with-a-password");
        await visitor.Type("password", "eight horses");
        await visitor.Press("main form button");
        Assert.Equal(403, visitor.Status);
        await visitor.Type("password", "seven horses");
        await visitor.Press("main form button");
        await visitor.Picture("link");
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.ClickAsync("main a.button"));
        Assert.Equal("po.txt", download.SuggestedFilename);

        await lia.Follow("/documents/links");
        await lia.Picture("links");
        await lia.Press("main form[action$='/end'] button");
        await visitor.Open(visitor.Path);
        Assert.Equal(404, visitor.Status);

        await lia.Follow("/documents");
        await lia.Type("name", "Box");
        await lia.Press("form[action$='/folders'] button");
        await lia.Press("main td a:has-text('Box')");
        await lia.Type("link-kind", "drop-box");
        await lia.Press("form[action$='/links'] button");
        await visitor.Open(new Uri(await lia.Page.InputValueAsync("#link-address")).AbsolutePath);
        await Upload(visitor, "ag.txt");
        await visitor.Picture("drop-box");
        Assert.Contains("ag.txt", await visitor.Text(), StringComparison.Ordinal);
    }

    private static async Task Upload(Person person, string name)
    {
        await person.Page.SetInputFilesAsync("#file", new FilePayload { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(name) });
        await person.Upload();
    }
}
