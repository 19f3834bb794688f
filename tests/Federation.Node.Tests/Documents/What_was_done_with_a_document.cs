using System.Net;

namespace Federation.Node.Tests.Documents;

public sealed class What_was_done_with_a_document(PostgresFixture postgres)
{
    [Fact]
    public async Task Is_told_to_who_sees_it_and_to_nobody_else()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        using var cleo = await Drive.Of(node, "cleo");
        var branch = await ana.OpenSpace("Branch");
        await ana.LetIn(branch, "ben", "editor");
        await ana.Device.Put("/dav/Branch/plan.txt", "one");
        await ben.Device.Put("/dav/Branch/plan.txt", "two, longer");
        await ben.Device.Status("MKCOL", "/dav/Branch/2026");
        var id = await ana.Id("plan.txt");
        Assert.Equal(201, await ana.Device.Status("MOVE", "/dav/Branch/plan.txt", null, ("Destination", "/dav/Branch/strike.txt")));
        Assert.Equal(201, await ben.Device.Status("MOVE", "/dav/Branch/strike.txt", null, ("Destination", "/dav/Branch/2026/strike.txt")));
        Assert.Equal(201, await ben.Device.Status("MOVE", "/dav/Branch/2026/strike.txt", null, ("Destination", "/dav/Branch/march.txt")));
        Assert.Equal(200, (await ben.Post($"/documents/{id}/versions/1/keep")).Status);
        Assert.Equal(200, (await ana.Post($"/documents/{id}/versions/1/restore")).Status);
        Assert.Equal(204, await ben.Device.Status("DELETE", "/dav/Branch/march.txt"));
        Assert.Equal(HttpStatusCode.NotFound, await ana.Get($"/documents/{id}/activity")); // as the document is, while it is in the trash
        Assert.Equal(200, (await ana.Restore(id)).Status);

        var told = (await ben.Told(id)).Select(act => ((string?)act!["what"], (bool)act["isYou"]!, (string?)act["by"], (string?)act["name"]));
        Assert.Equal(
            [
                ("entry.restored.v1", false, "ana", null), ("entry.deleted.v1", true, null, null), ("document.version-restored.v1", false, "ana", null),
                ("document.version-marked.v1", true, null, null), ("entry.moved.v1", true, null, "march.txt"), ("entry.moved.v1", true, null, null),
                ("entry.moved.v1", false, "ana", "strike.txt"), ("document.changed.v1", true, null, null), ("document.added.v1", false, "ana", "plan.txt"),
            ],
            told);
        using (var page = await node.SignedIn("ben"))
        {
            await page.Open($"/documents/{id}");
            await page.Open(page.Page.QuerySelector("a[href$='/activity']")!.GetAttribute("href")!);
            Assert.Equal(9, page.Page.QuerySelectorAll("main tbody tr").Length);
            foreach (var words in new[] { "restored version 1", "moved it to the trash", "gave it another name: strike.txt", "put a new version, 11", "moved it to another folder, with the name march.txt" })
            {
                Assert.Contains(words, page.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
            }
        }

        Assert.Equal(["folder.made.v1"], (await ana.Told(await ana.Id("2026"))).Select(act => (string?)act!["what"]));
        Assert.Equal(HttpStatusCode.NotFound, await cleo.Get($"/documents/{id}/activity"));
    }
}
