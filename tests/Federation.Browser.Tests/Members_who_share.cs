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

    private static async Task Upload(Person person, string name)
    {
        await person.Page.SetInputFilesAsync("#file", new FilePayload { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(name) });
        await person.Press("form[action$='/upload'] button");
    }
}
