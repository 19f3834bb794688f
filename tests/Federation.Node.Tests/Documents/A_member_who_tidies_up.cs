using System.Net;

namespace Federation.Node.Tests.Documents;

/// <summary>Names, folders and copies, on the pages of documents and folders; the rules are those of WebDAV's MOVE and COPY.</summary>
public sealed class A_member_who_tidies_up(PostgresFixture postgres)
{
    [Fact]
    public async Task Renames_moves_and_copies_and_overwrites_nothing()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var page = await node.SignedIn("ana");
        await ana.Device.Status("MKCOL", "/dav/2026");
        await ana.Device.Status("MKCOL", "/dav/2026/March");
        await ana.Device.Put("/dav/minutes.txt", "we met");
        await ana.Device.Put("/dav/2026/plan.txt", "the plan");
        var minutes = await ana.Id("minutes.txt");

        // Another name and another folder at once; its versions and address stay.
        await page.Open($"/documents/{minutes}");
        await page.Submit($"/documents/{minutes}/move", ("name", " Réunion.txt "), ("folder", Target(page, "Documents / 2026")), ("how", "move"));
        Assert.Equal($"/documents/{minutes}", page.Answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("we met", await ana.Device.Read("/dav/2026/R%C3%A9union.txt"));
        Assert.Equal(404, await ana.Device.Status("GET", "/dav/minutes.txt"));

        // Beside, above; a name that is taken, and none.
        Assert.Equal(["Documents / 2026", "Documents / 2026 / March", "Documents"], Targets(page));
        await page.Submit($"/documents/{minutes}/move", ("name", "plan.txt"), ("how", "move"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, page.Status);
        Assert.Contains("Something is at the destination", page.Text, StringComparison.Ordinal);
        await page.Submit($"/documents/{minutes}/move", ("name", "a/b"), ("how", "move"));
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Equal("the plan", await ana.Device.Read("/dav/2026/plan.txt"));

        // A copy beside it gets a number; a folder with all in it, but not into itself.
        await page.Submit($"/documents/{minutes}/move", ("name", "Réunion.txt"), ("how", "copy"));
        Assert.Contains("Réunion (2).txt", page.Text, StringComparison.Ordinal);
        var year = await ana.Id("2026");
        await page.Open($"/documents/{year}");
        await page.Submit($"/documents/{year}/move", ("how", "copy"), ("name", "2027"));
        Assert.Equal("the plan", await ana.Device.Read("/dav/2027/plan.txt"));
        await page.Open($"/documents/{year}");
        await page.Submit($"/documents/{year}/move", ("how", "move"), ("name", "2026"), ("folder", $"{await ana.Id("March")}"));
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("cannot be put into itself", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moves_into_a_group_space_and_nobody_moves_what_they_may_only_read()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        var branch = await ana.OpenSpace("Branch");
        await ana.LetIn(branch, "ben", "viewer");
        await ana.Device.Put("/dav/roster.txt", "who works when");
        var roster = await ana.Id("roster.txt");
        using var page = await node.SignedIn("ana");
        await page.Open($"/documents/{roster}");
        await page.Submit($"/documents/{roster}/move", ("name", "roster.txt"), ("folder", Target(page, "Branch")), ("how", "move"));
        Assert.Equal($"/documents/{branch}", page.Answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("who works when", await ben.Device.Read("/dav/Branch/roster.txt"));
        Assert.Single(await ana.Trash());

        using var reader = await node.SignedIn("ben");
        var there = await ana.Id("roster.txt");
        await reader.Open($"/documents/{there}");
        Assert.Null(reader.Page.QuerySelector($"form[action='/documents/{there}/move']"));
        await reader.Open("/documents");
        await reader.Replay($"/documents/{Federation.Node.Documents.Spaces.Space.PersonalIdOf(ben.Member)}/folders", $"/documents/{there}/move", ("name", "mine.txt"), ("how", "move"));
        Assert.Equal(HttpStatusCode.Forbidden, reader.Status);
        await reader.Open("/documents");
        await reader.Replay($"/documents/{Federation.Node.Documents.Spaces.Space.PersonalIdOf(ben.Member)}/folders", $"/documents/{roster}/move", ("name", "mine.txt"), ("how", "move"));
        Assert.Equal(HttpStatusCode.NotFound, reader.Status); // ana's, in her trash
        Assert.Equal("who works when", await ben.Device.Read("/dav/Branch/roster.txt"));
    }

    private static string Target(Visitor page, string path) =>
        page.Page.QuerySelectorAll("#move-folder option").Single(option => option.TextContent == path).GetAttribute("value")!;

    private static IEnumerable<string> Targets(Visitor page) => page.Page.QuerySelectorAll("#move-folder option").Select(option => option.TextContent);
}
