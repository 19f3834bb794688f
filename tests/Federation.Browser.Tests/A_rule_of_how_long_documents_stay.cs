using System.Text;
using Federation.Node.Members;
using Microsoft.Playwright;

namespace Federation.Browser.Tests;

public sealed class A_rule_of_how_long_documents_stay(UnionNode union, Chromium chromium) : IClassFixture<UnionNode>
{
    [Theory]
    [InlineData("en", false)]
    [InlineData("fr", true)]
    public async Task Is_tried_before_it_is_made_and_seen_afterwards(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var gil = await Person.SignedIn(union.Node, chromium, way, $"gil-{way}");
        await gil.Follow("/documents");
        await gil.Page.SetInputFilesAsync("#file", new FilePayload { Name = "po.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("po") });
        await gil.Upload();
        await gil.Press("#retention a");
        await gil.Type("delete", "90");
        await gil.Press("form[method='get'][action$='/retention'] button");
        await gil.Picture("rule-tried");
        Assert.Equal((1, 1), (await gil.Page.Locator("#preview").CountAsync(), await gil.Page.Locator("main tbody tr").CountAsync()));
        await gil.Press("form[method='post'][action$='/retention'] button");
        await gil.Picture("rule-made");
        Assert.Equal((0, 1), (await gil.Page.Locator("#preview").CountAsync(), await gil.Page.Locator("main tbody tr").CountAsync()));
        await gil.Press("main td a:has-text('po.txt')");
        await gil.Picture("document-with-a-day");
        Assert.Equal(1, await gil.Page.Locator("#due").CountAsync());
    }

    [Fact]
    public async Task Is_made_for_every_space_by_an_administrator()
    {
        var way = new Way("es", true);
        await using var ines = await Person.SignedIn(union.Node, chromium, way, $"ines-{way}", Roles.Administrator);
        await ines.Follow("/documents");
        await ines.Type("space-name", "Br 8");
        await ines.Press("form[action='/documents/spaces'] button");
        await ines.Page.SetInputFilesAsync("#file", new FilePayload { Name = "po.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("po") });
        await ines.Upload();
        await ines.Follow("/documents/retention");
        await ines.Type("delete", "0");
        await ines.Press("form[method='get'][action$='/retention'] button");
        Assert.Equal(422, ines.Status);
        await ines.Type("delete", "400");
        await ines.Type("trash", "60");
        await ines.Press("form[method='get'][action$='/retention'] button");
        await ines.Picture("rule-for-all-tried");
        Assert.Equal(1, await ines.Page.Locator("main tbody tr").CountAsync());
        await ines.Press("form[method='post'][action$='/retention'] button");
        await ines.Picture("rule-for-all");
        Assert.Contains("400", await ines.Text(), StringComparison.Ordinal);
    }
}
