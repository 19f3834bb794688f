using System.Net;
using System.Text;

namespace Federation.Node.Tests.Documents;

public sealed class A_member_with_documents(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("en", "Nothing is here yet"), InlineData("fr", "Il n'y a encore rien ici"), InlineData("es", "Aquí aún no hay nada")]
    public async Task Finds_an_empty_folder_in_their_language(string language, string sentence)
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/documents?lang=" + language);
        Assert.Contains(sentence, ana.Text, StringComparison.Ordinal);
        Assert.Equal(new Uri(node.Origin, "/dav/").AbsoluteUri, ana.Page.QuerySelector("#dav-address")!.TextContent);
        Assert.Equal("/account", ana.Page.QuerySelector("#connect a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Makes_a_folder_uploads_into_it_and_downloads()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/documents");
        await ana.Submit(Form(ana, "folders"), ("name", "Réunions"));
        await ana.Open(Link(ana, "Réunions"));
        await ana.Upload(Form(ana, "upload"), "file", "ordre du jour.txt", Encoding.UTF8.GetBytes("1. Bienvenue"));
        Assert.Equal(HttpStatusCode.OK, ana.Status);
        await ana.Open(Link(ana, "ordre du jour.txt"));
        using var download = await ana.Http.GetAsync(ana.Page.QuerySelector("a.button")!.GetAttribute("href"), Cancel);
        Assert.Equal("1. Bienvenue", await download.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("ordre du jour.txt", download.Content.Headers.ContentDisposition.FileNameStar);
    }

    [Fact]
    public async Task Uploads_again_and_keeps_the_earlier_version()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        foreach (var text in new[] { "old", "new" })
        {
            await ana.Open("/documents");
            await ana.Upload(Form(ana, "upload"), "file", "C:\\Users\\ana\\plan.txt", Encoding.UTF8.GetBytes(text));
        }

        await ana.Open(Link(ana, "plan.txt"));
        Assert.Equal("new", await ana.Http.GetStringAsync(ana.Page.QuerySelector("a.button")!.GetAttribute("href"), Cancel));
        Assert.Equal("old", await ana.Http.GetStringAsync(ana.Page.QuerySelector("a[href$='version=1']")!.GetAttribute("href"), Cancel));
        using var none = await ana.Http.GetAsync(ana.Page.QuerySelector("a.button")!.GetAttribute("href") + "?version=3", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Is_never_run_a_page_that_somebody_uploaded()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/documents");
        await ana.Upload(Form(ana, "upload"), "file", "page.html", Encoding.UTF8.GetBytes("<script>alert(1)</script>"));
        await ana.Open(Link(ana, "page.html"));
        using var download = await ana.Http.GetAsync(ana.Page.QuerySelector("a.button")!.GetAttribute("href"), Cancel);
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", download.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("default-src 'none'", download.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..", "This is not a name"), InlineData("a/b", "This is not a name"), InlineData("", "This is not a name"), InlineData("Minutes", "is there already")]
    public async Task Is_told_why_a_folder_cannot_be_called_that(string name, string why)
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/documents");
        await ana.Submit(Form(ana, "folders"), ("name", "Minutes"));
        await ana.Submit(Form(ana, "folders"), ("name", name));
        Assert.Contains(why, ana.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Single(ana.Page.QuerySelectorAll("main tbody tr"));
    }

    [Fact]
    public async Task Deletes_a_document_and_a_folder_with_all_in_it()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/documents");
        await ana.Submit(Form(ana, "folders"), ("name", "Old"));
        await ana.Open(Link(ana, "Old"));
        await ana.Upload(Form(ana, "upload"), "file", "a.txt", [1]);
        await ana.Upload(Form(ana, "upload"), "file", "b.txt", [2]);
        await ana.Open(Link(ana, "a.txt"));
        await ana.Submit(Form(ana, "delete"));
        Assert.DoesNotContain("a.txt", ana.Text, StringComparison.Ordinal);
        Assert.Contains("b.txt", ana.Text, StringComparison.Ordinal);
        await ana.Submit(Form(ana, "delete"));
        Assert.Contains("Nothing is here yet", ana.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_nothing_of_anybody_elses()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/documents");
        await ana.Upload(Form(ana, "upload"), "file", "a.txt", [1]);
        var document = Link(ana, "a.txt");
        var upload = Form(ana, "upload");
        using var bea = await node.SignedIn("bea");
        foreach (var path in new[] { document, document + "/content", upload[..^"/upload".Length] })
        {
            await bea.Open(path);
            Assert.Equal(HttpStatusCode.NotFound, bea.Status);
        }

        await bea.Open("/documents");
        await bea.Replay(Form(bea, "folders"), document + "/delete");
        Assert.Equal(HttpStatusCode.NotFound, bea.Status);
        await bea.Open("/documents");
        bea.Page.QuerySelector("form[action$=upload]")!.SetAttribute("action", upload);
        await bea.Upload(upload, "file", "b.txt", [1]);
        Assert.Equal(HttpStatusCode.NotFound, bea.Status);
        await ana.Open("/documents");
        Assert.Single(ana.Page.QuerySelectorAll("main tbody tr"));
        Assert.Single(node.Blobs());
    }

    [Fact]
    public async Task Uploads_only_by_a_form_of_this_node()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/documents");
        var upload = Form(ana, "upload");
        using var foreign = new MultipartFormDataContent { { new ByteArrayContent([1]), "file", "a.txt" } };
        using var refused = await ana.Http.PostAsync(upload, foreign, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var late = new MultipartFormDataContent
        {
            { new ByteArrayContent([1]), "file", "a.txt" },
            { new StringContent(ana.Page.QuerySelector("input[type=hidden]")!.GetAttribute("value")!), "__RequestVerificationToken" },
        };
        using var alsoRefused = await ana.Http.PostAsync(upload, late, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, alsoRefused.StatusCode);
        Assert.Empty(node.Blobs());
        using var nobody = node.Visitor();
        await nobody.Open("/documents");
        Assert.NotNull(nobody.Page.QuerySelector("form[action='/sign-in']"));
    }

    [Fact]
    public async Task Is_told_when_no_file_was_chosen()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/documents");
        await ana.Submit(Form(ana, "upload"));
        Assert.Contains("Choose a file first", ana.Text, StringComparison.Ordinal);
    }

    private static string Form(Visitor visitor, string what) =>
        visitor.Page.QuerySelector($"main form[action$='/{what}']")!.GetAttribute("action")!; // a form without one fails the test, as it should

    private static string Link(Visitor visitor, string name) =>
        visitor.Page.QuerySelectorAll("main tbody a").Single(link => link.TextContent == name).GetAttribute("href")!; // links lead somewhere
}
