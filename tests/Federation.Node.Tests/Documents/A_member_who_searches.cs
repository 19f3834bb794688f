using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Federation.Node.Tests.Documents;

public sealed class A_member_who_searches(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_by_any_part_of_a_name_at_once()
    {
        await using var node = await RunningNode.Start(postgres);
        using var drive = await Drive.Of(node);
        await drive.Device.Status("MKCOL", "/dav/R%C3%A9unions");
        await drive.Device.Put("/dav/R%C3%A9unions/proc%C3%A8s-verbal_2026%25.bin", "bytes");
        using var ana = await node.SignedIn("ana");
        Assert.Equal(["Réunions"], await Names(ana, "reunion"));
        Assert.Equal(["procès-verbal_2026%.bin"], await Names(ana, "VERBAL proces"));
        Assert.Equal(["procès-verbal_2026%.bin"], await Names(ana, "_2026%"));
        Assert.Empty(await Names(ana, "x2026"));
        Assert.Empty(await Names(ana, "verbal 2027"));
        var found = (await Find(ana, "verbal"))[0]!;
        Assert.Equal("Réunions", (string?)found["isIn"]?[0]);
        Assert.Equal(await drive.Id("procès-verbal_2026%.bin"), (Guid)found["id"]!);
    }

    [Theory]
    [InlineData("en.odt", "The committee negotiated higher wages", "negotiating wage", "negotiated")]
    [InlineData("fr.odt", "Les salariés ont négocié leurs primes à Évry", "negocier prime evry", "Évry")]
    [InlineData("es.odt", "La reunión decidió las negociaciones salariales", "reunion negociación", "reunión")]
    [InlineData("both.odt", "L'œuvre sociale", "oeuvre", "œuvre")]
    [InlineData("phrase.odt", "équipe de nuit", "\"equipe de nuit\"", "équipe")]
    public async Task Finds_what_stands_in_a_document_within_seconds(string name, string text, string words, string marked)
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Send("PUT", "/dav/" + name, new ByteArrayContent(WrittenFiles.Odt(text)));
        using var ana = await node.SignedIn("ana");
        await Until(async () => (await Find(ana, words)).Count == 1);
        var place = (await Find(ana, words))[0]!["place"]!.AsArray();
        Assert.Contains(string.Concat(place.Select(part => (string?)part!["text"])), text, StringComparison.Ordinal); // as it stands there
        Assert.Contains(place, part => (bool)part!["isFound"]! && (string?)part["text"] == marked);
        Assert.Empty(await Find(ana, "somethingelse"));
        await ana.Open("/documents/search?q=" + Uri.EscapeDataString(words));
        Assert.Contains(ana.Page.QuerySelectorAll("main mark"), mark => mark.TextContent == marked);
    }

    [Fact]
    public async Task Finds_what_stands_beside_something_that_is_no_letter()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Send("PUT", "/dav/odd.txt", new ByteArrayContent([.. "overtime "u8, 0xEF, 0xBF, 0xBE, .. " unpaid"u8]));
        using var ana = await node.SignedIn("ana");
        await Until(async () => (await Find(ana, "unpaid")).Count == 1);
    }

    [Fact]
    public async Task Finds_the_newest_version_and_nothing_that_was_erased()
    {
        await using var node = await RunningNode.Start(postgres);
        using var drive = await Drive.Of(node);
        await drive.Device.Put("/dav/a.txt", "planned for spring");
        using var ana = await node.SignedIn("ana");
        await Until(async () => (await Find(ana, "spring")).Count == 1);
        await drive.Device.Put("/dav/a.txt", "planned for autumn");
        await Until(async () => (await Find(ana, "autumn")).Count == 1);
        Assert.Empty(await Find(ana, "spring"));
        await drive.Device.Status("MOVE", "/dav/a.txt", null, ("Destination", "/dav/b.txt"));
        Assert.Equal(["b.txt"], await Names(ana, "autumn"));
        await drive.Device.Status("DELETE", "/dav/b.txt");
        Assert.Empty(await Find(ana, "autumn"));
        await drive.Restore(await drive.InTrash("b.txt"));
        Assert.Equal(["b.txt"], await Names(ana, "autumn"));
        await drive.Destroy("/dav/b.txt");
        Assert.Empty(await Find(ana, "autumn"));
        Assert.Equal(0, await node.Count("node.search_text"));
    }

    [Fact]
    public async Task Finds_what_stands_in_a_document_that_was_given_a_name_of_its_kind()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Put("/dav/a.part", "planned for spring"); // as browsers and programs name what is not whole yet
        await laptop.Status("MKCOL", "/dav/folder.txt");
        using var ana = await node.SignedIn("ana");
        await Until(async () => await node.Count("node.search_text") == 1 && await node.Count("node.search_due") == 0);
        Assert.Empty(await Find(ana, "spring"));
        await laptop.Status("MOVE", "/dav/a.part", null, ("Destination", "/dav/a.txt"));
        await laptop.Status("MOVE", "/dav/folder.txt", null, ("Destination", "/dav/other.txt"));
        await Until(async () => (await Find(ana, "spring")).Count == 1);
        await Until(async () => await node.Count("node.search_due") == 0);
    }

    [Fact]
    public async Task Finds_only_what_is_theirs()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Put("/dav/a.txt", "a secret ballot");
        using var ana = await node.SignedIn("ana");
        using var bea = await node.SignedIn("bea");
        await Until(async () => (await Find(ana, "ballot")).Count == 1);
        Assert.Empty(await Find(bea, "ballot"));
        Assert.Empty(await Find(bea, "a.txt"));
    }

    [Fact]
    public async Task Is_told_what_is_found_by_its_name_only()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Put("/dav/damaged.docx", "no zip");
        using var ana = await node.SignedIn("ana");
        await Until(async () => await node.Count("node.search_text") == 1);
        Assert.Equal(["damaged.docx"], await Names(ana, "damaged"));
        await ana.Open("/documents/search?q=damaged");
        Assert.Contains("1 of your documents", ana.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("-")]
    [InlineData("\\")]
    [InlineData("a & b | !c:* <-> (")]
    [InlineData("le la les")]
    [InlineData("%00")]
    [InlineData("😀 <script>alert(1)</script>")]
    public async Task Is_answered_whatever_is_typed(string words)
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Put("/dav/a.txt", "words");
        using var ana = await node.SignedIn("ana");
        Assert.Empty(await Find(ana, words));
        await ana.Open("/documents/search?q=" + Uri.EscapeDataString(words));
        Assert.Null(ana.Page.QuerySelector("main script"));
        await ana.Open("/documents/search?q=" + new string('x', 201));
        Assert.Contains("200", ana.Text, StringComparison.Ordinal);
    }

    private static async Task<JsonArray> Find(Visitor visitor, string words)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/documents/search?q=" + Uri.EscapeDataString(words));
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await visitor.Http.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{words} was answered {(int)answer.StatusCode}");
        return (await answer.Content.ReadFromJsonAsync<JsonArray>(Cancel))!; // it is JSON
    }

    private static async Task<IReadOnlyList<string>> Names(Visitor visitor, string words) => [.. (await Find(visitor, words)).Select(each => (string)each!["name"]!)];

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            Assert.True(tries < 600, "It did not come to that.");
            await Task.Delay(50, Cancel);
        }
    }
}
