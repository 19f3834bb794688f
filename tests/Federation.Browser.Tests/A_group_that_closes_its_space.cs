using System.Text;
using Microsoft.Playwright;

namespace Federation.Browser.Tests;

public sealed class A_group_that_closes_its_space(UnionNode union, Chromium chromium) : IClassFixture<UnionNode>
{
    // Two ways are enough: each page is read in all three languages (Wording).
    [Theory]
    [InlineData("es", true)]
    [InlineData("fr", false)]
    public async Task Sees_on_every_page_until_when_it_can_be_read_and_opens_it_again(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var gil = await Person.SignedIn(union.Node, chromium, way, $"gil-{way}");
        await gil.Follow("/documents");
        await gil.Type("space-name", "Br 7");
        await gil.Press("form[action='/documents/spaces'] button");
        await gil.Page.SetInputFilesAsync("#file", new FilePayload { Name = "min.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("min") });
        await gil.Upload();
        await gil.Page.Locator("#close summary").ClickAsync();
        await gil.Picture("closing-a-group-space");
        await gil.Press("#close button");
        await gil.Picture("closed-group-space");
        Assert.Equal((1, 0, 0), (await gil.Page.Locator("#closed a[href$='/zip']").CountAsync(), await gil.Page.Locator("#file").CountAsync(), await gil.Page.Locator("#close").CountAsync()));
        await gil.Press("main td a:has-text('min.txt')");
        Assert.Equal(1, await gil.Page.Locator("#closed").CountAsync());
        await gil.Follow("/documents");
        await gil.Picture("documents-with-a-closed-group");
        await gil.Press("main td a:has-text('Br 7')");
        await gil.Press("#closed form[action$='/reopen'] button");
        Assert.Equal((0, 1), (await gil.Page.Locator("#closed").CountAsync(), await gil.Page.Locator("#file").CountAsync()));
    }
}
