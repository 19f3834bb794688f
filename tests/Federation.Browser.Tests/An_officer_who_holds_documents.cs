using System.Text;
using Federation.Node.Members;
using Microsoft.Playwright;

namespace Federation.Browser.Tests;

public sealed class An_officer_who_holds_documents(UnionNode union, Chromium chromium) : IClassFixture<UnionNode>
{
    // Two ways are enough: each page is read in all three languages (Wording).
    [Theory]
    [InlineData("en", true)]
    [InlineData("es", false)]
    public async Task Places_a_hold_says_why_and_releases_it(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var olga = await Person.SignedIn(union.Node, chromium, way, $"olga-{way}", Roles.Officer);
        await using var gil = await Person.SignedIn(union.Node, chromium, way, $"gil-{way}");
        await gil.Follow("/documents");
        await gil.Page.SetInputFilesAsync("#file", new FilePayload { Name = "po.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("po") });
        await gil.Upload();

        await olga.Follow("/documents/holds");
        await olga.Picture("holds-none");
        await olga.Type("person", $"gil-{way}");
        await olga.Type("why", "7/26");
        await olga.Type("told", "W 1");
        await olga.Press("form:has(#person) button");
        await olga.Picture("holds");
        Assert.Equal(200, olga.Status);
        Assert.Equal(1, await olga.Page.Locator("form[action$='/release']").CountAsync());

        await gil.Press("main td a:has-text('po.txt')");
        await gil.Picture("held-document");
        Assert.Contains("W 1", await gil.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("7/26", await gil.Text(), StringComparison.Ordinal);
        Assert.Equal(0, await gil.Page.Locator("#held form, #hold").CountAsync());
        await gil.Press("form[action$='/delete'] button");
        await gil.Open("/documents/trash");
        await gil.Picture("held-in-the-trash");
        Assert.Equal((1, 0), (await gil.Page.Locator("form[action$='/restore']").CountAsync(), await gil.Page.Locator("form[action$='/erase']").CountAsync()));

        await olga.Page.FillAsync("form[action$='/release'] input[name='why']", "8/26");
        await olga.Press("form[action$='/release'] button");
        await olga.Picture("holds-released");
        Assert.Equal(0, await olga.Page.Locator("form[action$='/release']").CountAsync());
        Assert.Contains("8/26", await olga.Text(), StringComparison.Ordinal);
        await gil.Open("/documents/trash");
        Assert.Equal(1, await gil.Page.Locator("form[action$='/erase']").CountAsync());
    }

    [Fact]
    public async Task Of_a_group_space_is_its_manager_for_what_lies_in_it()
    {
        var way = new Way("fr", true);
        await using var hana = await Person.SignedIn(union.Node, chromium, way, $"hana-{way}");
        await hana.Follow("/documents");
        await hana.Type("space-name", "Br 7");
        await hana.Press("form[action='/documents/spaces'] button");
        await hana.Page.ClickAsync("#hold summary");
        await hana.Type("why", "9/26");
        await hana.Press("#hold button");
        await hana.Picture("held-group-space");
        await hana.Page.ClickAsync("#held summary");
        await hana.Page.FillAsync("#held input[name='why']", "9/27");
        await hana.Press("#held button");
        Assert.Equal(0, await hana.Page.Locator("#held").CountAsync());
    }
}
