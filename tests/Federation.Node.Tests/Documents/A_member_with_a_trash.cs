using System.Net;
using System.Text.Json.Nodes;

namespace Federation.Node.Tests.Documents;

public sealed class A_member_with_a_trash(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_what_they_deleted_and_where_it_was()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Status("MKCOL", "/dav/Minutes");
        await ana.Device.Status("MKCOL", "/dav/Minutes/2026");
        await ana.Device.Put("/dav/Minutes/2026/may.txt", "five");
        await ana.Device.Status("DELETE", "/dav/Minutes/2026/may.txt");
        var card = Assert.Single(await ana.Trash())!;
        Assert.Equal(("may.txt", "Minutes / 2026", 4), ((string?)card["name"], Path(card), (int)card["bytes"]!));
        Assert.Single(node.Blobs());
        await ana.Device.Status("DELETE", "/dav/Minutes");
        Assert.Equal(["Minutes", "may.txt"], (await ana.Trash()).Select(each => (string?)each!["name"]));
        Assert.Equal("Minutes / 2026", Path((await ana.Trash())[1]!));
        using var page = await node.SignedIn("ana");
        await page.Open("/documents");
        await page.Open(page.Page.QuerySelector("main a[href='/documents/trash']")!.GetAttribute("href")!);
        Assert.Contains("That folder is gone", page.Text, StringComparison.Ordinal);
        await page.Submit($"/documents/trash/{await ana.InTrash("may.txt")}/restore");
        Assert.Contains("may.txt", page.Text, StringComparison.Ordinal); // at the top of the documents
        Assert.Equal("five", await ana.Device.Read("/dav/may.txt"));
    }

    [Fact]
    public async Task Restores_a_folder_as_it_was_with_all_versions()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Status("MKCOL", "/dav/f");
        await ana.Device.Status("MKCOL", "/dav/f/deep");
        await ana.Device.Put("/dav/f/deep/a.txt", "1");
        await ana.Device.Put("/dav/f/deep/a.txt", "two");
        await ana.Device.Put("/dav/f/b.txt", "b");
        var (before, id) = ((await ana.Device.Find("/dav/f/deep")).ToString(), await ana.Id("a.txt"));
        await ana.Device.Status("DELETE", "/dav/f");
        Assert.Null(await ana.Device.Read("/dav/f/b.txt"));
        Assert.Equal(4, (int)Assert.Single(await ana.Trash())!["bytes"]!);
        var (status, answer) = await ana.Restore(await ana.InTrash("f"));
        Assert.Equal((200, "f", true), (status, (string?)answer["name"], (bool)answer["isWhereItWas"]!));
        Assert.Equal(before, (await ana.Device.Find("/dav/f/deep")).ToString());
        Assert.Equal(2, (await ana.Versions(id)).Count);
        Assert.Empty(await ana.Trash());
        await ana.Device.Put("/dav/f/deep/a.txt", "three");
        Assert.Equal("three", await ana.Device.Read("/dav/f/deep/a.txt"));
    }

    [Fact]
    public async Task Restores_beside_what_took_the_name()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        foreach (var text in new[] { "first", "second", "third" })
        {
            await ana.Device.Put("/dav/a.txt", text);
            await ana.Device.Status("DELETE", "/dav/a.txt");
        }

        Assert.Equal(3, (await ana.Trash()).Count);
        foreach (var card in await ana.Trash())
        {
            Assert.Equal(200, (await ana.Restore(Guid.Parse((string)card!["id"]!))).Status);
        }

        Assert.Equal(("third", "second", "first"),
            (await ana.Device.Read("/dav/a.txt"), await ana.Device.Read("/dav/a%20(restored).txt"), await ana.Device.Read("/dav/a%20(restored%202).txt")));
    }

    [Fact]
    public async Task Restores_into_the_same_folder_wherever_that_is_now()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Status("MKCOL", "/dav/f");
        await ana.Device.Put("/dav/f/a.txt", "a");
        await ana.Device.Status("DELETE", "/dav/f/a.txt");
        await ana.Device.Status("MOVE", "/dav/f", null, ("Destination", "/dav/g"));
        await ana.Device.Status("DELETE", "/dav/g");
        Assert.Equal(200, (await ana.Restore(await ana.InTrash("g"))).Status);
        Assert.Null(await ana.Device.Read("/dav/g/a.txt")); // it was not in it when that was deleted
        Assert.Equal(200, (await ana.Restore(await ana.InTrash("a.txt"))).Status);
        Assert.Equal("a", await ana.Device.Read("/dav/g/a.txt"));
    }

    [Fact]
    public async Task Is_not_shown_the_scraps_of_programs_that_save_by_moving_over()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", "one");
        await ana.Device.Put("/dav/~a.tmp", "two");
        Assert.Equal(204, await ana.Device.Status("MOVE", "/dav/~a.tmp", null, ("Destination", "/dav/a.txt")));
        Assert.Empty(await ana.Trash());
        await ana.Upkeep();
        Assert.Equal("two", await ana.Device.Read("/dav/a.txt"));
        Assert.Equal(2, node.Blobs().Count);
        await ana.Device.Put("/dav/b.txt", "three");
        await ana.Device.Put("/dav/b.txt", "four");
        Assert.Equal(204, await ana.Device.Status("MOVE", "/dav/b.txt", null, ("Destination", "/dav/a.txt")));
        Assert.Equal("b.txt", (string?)Assert.Single(await ana.Trash())!["name"]); // its first version is nowhere else
        Assert.Equal(200, (await ana.Restore(await ana.InTrash("b.txt"))).Status);
        Assert.Equal(("four", "four"), (await ana.Device.Read("/dav/a.txt"), await ana.Device.Read("/dav/b.txt")));
    }

    [Fact]
    public async Task Is_told_when_somebody_was_faster()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        using var ana = await Drive.Of(node);
        using var there = await ana.At(replica);
        for (var round = 0; round < 8; round++)
        {
            await ana.Device.Put("/dav/a.txt", "x");
            await ana.Device.Status("DELETE", "/dav/a.txt");
            var id = await ana.InTrash("a.txt");
            var both = await Task.WhenAll(ana.Restore(id), round % 2 == 0 ? there.Restore(id) : there.Erase(id));
            var lost = Assert.Single(both, each => each.Status != 200);
            Assert.Equal((404, "documents.not-in-trash"), (lost.Status, (string?)lost.Answer["code"]));
            Assert.Equal(both[0].Status == 200 || round % 2 == 0 ? "x" : null, await there.Device.Read("/dav/a.txt"));
            Assert.Empty(await ana.Trash());
            if (await ana.Device.Status("DELETE", "/dav/a.txt") == 204)
            {
                await ana.Erase(await ana.InTrash("a.txt"));
            }

            Assert.Equal(404, (await ana.Restore(id)).Status);
        }

        await ana.Upkeep();
        Assert.Empty(node.Blobs());
    }

    [Fact]
    public async Task Has_it_emptied_of_all_and_of_what_is_old()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        for (var index = 0; index < 5; index++)
        {
            await ana.Device.Put($"/dav/{index}.txt", $"{index}");
            await ana.Device.Status("DELETE", $"/dav/{index}.txt");
        }

        Assert.Equal(5, node.Blobs().Count);
        var (status, answer) = await ana.Post("/documents/trash/empty");
        Assert.Equal((200, 5), (status, (int)answer["erased"]!));
        Assert.Empty(await ana.Trash());
        Assert.Empty(node.Blobs());
        await ana.Device.Put("/dav/old.txt", "old");
        await ana.Device.Put("/dav/stays.txt", "stays");
        await ana.Device.Status("DELETE", "/dav/old.txt");
        node.Clock.Advance(TimeSpan.FromDays(29));
        await ana.Upkeep();
        Assert.Equal("old.txt", (string?)Assert.Single(await ana.Trash())!["name"]);
        node.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(5)); // the worker wakes
        await A_member_with_versions.Until(() => node.Blobs().Count == 1);
        Assert.Empty(await ana.Trash());
        Assert.Equal("stays", await ana.Device.Read("/dav/stays.txt"));
    }

    [Theory]
    [InlineData("en", "The trash is empty", "a (restored).txt"), InlineData("fr", "La corbeille est vide", "a (restauré).txt"), InlineData("es", "La papelera está vacía", "a (restaurado).txt")]
    public async Task Uses_it_in_their_language(string language, string sentence, string name)
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var page = await node.SignedIn("ana");
        await page.Open("/documents/trash?lang=" + language);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        await ana.Device.Put("/dav/a.txt", "x");
        await ana.Device.Status("DELETE", "/dav/a.txt");
        await ana.Device.Put("/dav/a.txt", "y");
        await page.Open("/documents/trash");
        await page.Submit($"/documents/trash/{await ana.InTrash("a.txt")}/restore");
        Assert.Contains(name, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_their_own_and_only_by_forms_of_this_node()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var bea = await Drive.Of(node, "bea");
        await ana.Device.Put("/dav/a.txt", "x");
        await ana.Device.Status("DELETE", "/dav/a.txt");
        var id = await ana.InTrash("a.txt");
        Assert.Empty(await bea.Trash());
        Assert.Equal(404, (await bea.Restore(id)).Status);
        Assert.Equal(404, (await bea.Erase(id)).Status);
        Assert.Equal(0, (int)(await bea.Post("/documents/trash/empty")).Answer["erased"]!);
        Assert.Equal(404, (await ana.Restore(Guid.Empty)).Status);
        using var page = await node.SignedIn("ana");
        using var foreign = await page.Http.PostAsync($"/documents/trash/{id}/erase", new FormUrlEncodedContent([]), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        Assert.Single(await ana.Trash());
        await page.Open("/documents/trash");
        var form = page.Page.QuerySelector("form[action$=erase]")!.GetAttribute("action")!;
        await ana.Erase(id);
        await page.Submit(form);
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("not in the trash any more", page.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    private static string Path(JsonNode card) => string.Join(" / ", card["wasIn"]!.AsArray().Select(name => (string?)name));
}
