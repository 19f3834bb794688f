using System.Globalization;
using AngleSharp.Dom;
using Federation.Node.Documents.Holds;
using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

public sealed class A_list_with_hundreds_of_rows(NodeOfAClass shared) : IClassFixture<NodeOfAClass>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RunningNode Node => shared.Node;

    private SpaceDesk Spaces => Node.Services.GetRequiredService<SpaceDesk>();

    [Fact]
    public async Task Of_the_people_in_a_group_stands_on_pages_of_a_hundred()
    {
        using var ana = await Drive.Of(Node);
        using var zoe = await Drive.Of(Node, "zoe");
        var branch = await ana.OpenSpace("Branch");
        var desk = Node.Services.GetRequiredService<MemberDesk>();
        for (var number = 0; number < 150; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"worker{number:000}");
            await desk.Add(name, [], null, "test", Cancel);
            Assert.Null(await Spaces.Give(ana.Member, branch, name, SpaceRole.Viewer, Cancel));
        }

        await ana.LetIn(branch, "zoe", "viewer");
        using var page = await Node.SignedIn("ana");
        var (sizes, names) = await Walk(page, $"/documents/{branch}", "#people");
        Assert.Equal([100, 52], sizes);
        Assert.Equal(152, names.Distinct().Count());
        Assert.Contains("152 people, page 2", page.Text, StringComparison.Ordinal);

        // What is done on a page leads back there.
        var last = Forms(page, "/remove")[^1];
        await page.Submit(last);
        Assert.Equal($"/documents/{branch}?people=2", page.Answer.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal(51, Forms(page, "/remove").Count);
        await page.Submit(Forms(page, "/role")[^1], ("role", "king"));
        Assert.Equal((422, 51), ((int)page.Status, Forms(page, "/remove").Count));
        await ana.LetIn(branch, "zoe", "viewer");

        // Who came last finds themselves first.
        using var hers = await Node.SignedIn("zoe");
        await hers.Open($"/documents/{branch}");
        Assert.Equal("zoe", Rows(hers, "#people")[0]);
        Assert.Equal([$"/documents/spaces/{branch}/people/{zoe.Member}/remove"], Forms(hers, "/remove"));
    }

    [Fact]
    public async Task Of_limits_stands_on_pages_of_a_hundred()
    {
        foreach (var name in new[] { "mia", "noa" })
        {
            var member = await Node.Add(name);
            for (var number = 0; number < 60; number++)
            {
                Assert.Null((await Spaces.Open(member, $"{name} {number}", Cancel)).Refusal);
            }
        }

        using var admin = await Node.SignedIn("ida", Roles.Administrator);
        var (sizes, names) = await Walk(admin, "/documents/limits", "main");
        Assert.Equal((2, 100), (sizes.Count, sizes[0]));
        Assert.Equal(120, names.Distinct().Count(name => name.StartsWith("mia ", StringComparison.Ordinal) || name.StartsWith("noa ", StringComparison.Ordinal))); // and those of other tests
        var rows = sizes[1];
        var last = Forms(admin, "")[^1];
        await admin.Submit(last, ("limit", "7"));
        Assert.Equal("/documents/limits?page=2", admin.Answer.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal("7", admin.Page.QuerySelector($"form[action='{last}'] input[name=limit]")!.GetAttribute("value"));
        await admin.Submit(last, ("limit", "much"));
        Assert.Equal((422, rows), ((int)admin.Status, Rows(admin, "main").Count));
    }

    [Fact]
    public async Task Of_holds_stands_on_pages_of_a_hundred_those_in_force_and_those_that_were()
    {
        var desk = Node.Services.GetRequiredService<HoldDesk>();
        var member = await Node.Add("eva");
        var (space, _) = await Spaces.Open(member, "Committee", Cancel);
        var holds = new List<Guid>();
        for (var number = 0; number < 230; number++)
        {
            var (id, refusal) = await desk.Place(space, new HoldWords($"case {number}"), HoldActor.CommandLine, Cancel);
            Assert.Null(refusal);
            holds.Add(id);
        }

        foreach (var id in holds[..105])
        {
            Assert.Null(await desk.Release(id, "over", HoldActor.CommandLine, Cancel));
        }

        using var olga = await Node.SignedIn("olga", Roles.Officer);
        var (sizes, whys) = await Walk(olga, "/documents/holds", "main", "In force", 3);
        Assert.Equal([100, 25], sizes);
        Assert.Equal(125, whys.Distinct().Count());
        await olga.Submit(Forms(olga, "/release")[^1], ("why", "over"));
        Assert.Equal("/documents/holds?page=2", olga.Answer.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal(24, Forms(olga, "/release").Count);
        (sizes, whys) = await Walk(olga, "/documents/holds", "main", "Released", 3);
        Assert.Equal([100, 6], sizes);
        Assert.Equal(106, whys.Distinct().Count());
        Assert.Equal(230, (await Count("/documents/holds")));
    }

    private async Task<int> Count(string path)
    {
        using var drive = await Drive.Of(Node, "petra", Roles.Officer);
        return (await drive.Json(path)).AsArray().Count; // programs read all at once
    }

    // All pages of a list, one after another: how many rows each has, and what stands in a column.
    private static async Task<(List<int> Sizes, List<string> Cells)> Walk(Visitor visitor, string path, string within, string list = "", int column = 1)
    {
        var (sizes, cells) = (new List<int>(), new List<string>());
        for (var next = path; next is not null; next = visitor.Page.QuerySelector(within + (list == "" ? "" : $" nav[aria-label$='{list}']") + " a[rel=next]")?.GetAttribute("href"))
        {
            await visitor.Open(next);
            var rows = Rows(visitor, within, list, column);
            sizes.Add(rows.Count);
            cells.AddRange(rows);
        }

        return (sizes, cells);
    }

    private static List<string> Rows(Visitor visitor, string within, string list = "", int column = 1) =>
        [.. visitor.Page.QuerySelectorAll($"{within} table").Single(table => table.QuerySelector("caption")!.TextContent.Contains(list, StringComparison.Ordinal))
            .QuerySelectorAll($"tbody td:nth-child({column})").Select(cell => cell.QuerySelector("[translate=no]")?.TextContent ?? cell.TextContent)];

    private static List<string> Forms(Visitor visitor, string end) =>
        [.. visitor.Page.QuerySelectorAll("main td form").Select(form => form.GetAttribute("action")!).Where(action => action.EndsWith(end, StringComparison.Ordinal))];
}
