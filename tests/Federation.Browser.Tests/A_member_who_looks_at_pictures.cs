using System.Text;
using Federation.Node.Tests.Documents;
using Microsoft.Playwright;

namespace Federation.Browser.Tests;

public sealed class A_member_who_looks_at_pictures(UnionNode union, Chromium chromium) : IClassFixture<UnionNode>
{
    // Whether every picture of the page is there, once each was scrolled to.
    private const string Shown = """
        async () => {
            const all = [...document.querySelectorAll('main img')];
            for (const each of all) { each.scrollIntoView(); await each.decode().catch(() => 0); }
            return all.map(each => each.naturalWidth);
        }
        """;

    [Theory, MemberData(nameof(Way.All), MemberType = typeof(Way))]
    public async Task Sees_them_in_the_list_and_on_their_pages(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var ana = await Person.SignedIn(union.Node, chromium, way, $"lena-{way}");
        await ana.Follow("/documents");
        await Upload(ana, "marche.jpg", "image/jpeg", Pictures.Turned(6));
        await Upload(ana, "plan.pdf", "application/pdf", Pictures.Pdf(3));
        await Upload(ana, "notes.md", "text/markdown", Encoding.UTF8.GetBytes("# Ordre du jour\n\n- Salaires <b>& primes</b>\n- Año 2027"));
        await Upload(ana, "broken.png", "image/png", Pictures.Png(65_500, 65_500, 1000));
        await Wait(ana, way);
        await ana.Picture("folder-with-pictures");
        await ana.Press("main td a >> text=marche.jpg");
        await Wait(ana, way);
        await ana.Picture("document-picture");
        await ana.Follow("/documents");
        await ana.Press("main td a >> text=plan.pdf");
        await Wait(ana, way);
        await ana.Picture("document-pdf");
        await ana.Press("main figcaption a");
        await ana.Press("main a[rel=next]");
        await Wait(ana, way);
        await ana.Picture("document-pages");
        Assert.Equal("page=2", new Uri(ana.Page.Url).Query[1..]);
        await ana.Follow("/documents");
        await ana.Press("main td a >> text=notes.md");
        await ana.Picture("document-text");
        Assert.Contains("<b>& primes</b>", await ana.Page.Locator("main pre").TextContentAsync(), StringComparison.Ordinal);
        await ana.Follow("/documents");
        await ana.Press("main td a >> text=broken.png");
        await ana.Picture("document-without-preview");
    }

    // A browser that runs no script of ours still loads pictures; only the test cannot look at them from inside.
    private static async Task Wait(Person person, Way way)
    {
        await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        if (way.WithScript)
        {
            var widths = await person.Page.EvaluateAsync<int[]>(Shown);
            Assert.NotEmpty(widths);
            Assert.Contains(widths, width => width > 0);
        }
    }

    private static async Task Upload(Person person, string name, string type, byte[] content)
    {
        await person.Page.SetInputFilesAsync("#file", new FilePayload { Name = name, MimeType = type, Buffer = content });
        await person.Upload();
    }
}
