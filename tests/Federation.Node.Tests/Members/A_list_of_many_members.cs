using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Federation.Node.Members;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Members;

public sealed class A_list_of_many_members(PostgresFixture postgres)
{
    private const int Many = 250;

    [Fact]
    public async Task Shows_a_hundred_on_a_page_and_everybody_once_on_all_pages()
    {
        await using var node = await Union();
        using var ines = await node.SignedIn("ines", Roles.Administrator);
        var seen = new List<string>();
        var rows = new List<int>();
        for (var path = "/members"; path is not null; path = ines.Page.QuerySelector("a[rel=next]")?.GetAttribute("href"))
        {
            await ines.Open(path);
            rows.Add(Names(ines).Count);
            seen.AddRange(Names(ines));
        }

        Assert.Equal([100, 100, 51], rows);
        Assert.Equal(Many + 1, seen.Distinct().Count());
        Assert.Contains("251 accounts, page 3", ines.Text, StringComparison.Ordinal);
        await ines.Open(ines.Page.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);
        Assert.Equal(seen[100..200], Names(ines));
    }

    [Fact]
    public async Task Is_searched_by_a_part_of_a_name_in_any_case_and_without_its_accents()
    {
        await using var node = await Union();
        await node.Add("Zoé Ångström");
        using var ines = await node.SignedIn("ines", Roles.Administrator);
        await ines.Open("/members?search=ZOE%20ang");
        Assert.Equal(["Zoé Ångström"], Names(ines));
        await ines.Open("/members?search=WORKER");
        Assert.Equal(100, Names(ines).Count);
        await ines.Open(ines.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        await ines.Open(ines.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(50, Names(ines).Count);
        Assert.Null(ines.Page.QuerySelector("a[rel=next]"));
        await ines.Open("/members?search=nobody");
        Assert.Empty(Names(ines));
    }

    [Fact]
    public async Task Leads_back_to_where_one_was_after_what_was_done_there()
    {
        await using var node = await Union();
        using var ines = await node.SignedIn("ines", Roles.Administrator);
        await ines.Open("/members?search=worker&page=3");
        var last = Forms(ines, "/disable").Last();
        await ines.Submit(last);
        Assert.Equal("/members?search=worker&page=3", ines.Answer.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal(49, Forms(ines, "/disable").Count);
        await ines.Submit(Forms(ines, "/disable").Last().Replace("/disable", "/roles", StringComparison.Ordinal), ("role", "no such role"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ines.Status);
        Assert.Equal(50, Names(ines).Count);
    }

    [Fact]
    public async Task Shows_a_second_administrator_at_once_what_waits_for_them()
    {
        await using var node = await Union();
        using var ines = await node.SignedIn("ines", Roles.Administrator);
        using var juan = await node.SignedIn("juan", Roles.Administrator);
        await ines.Open("/members?page=3");
        var (role, erasure) = (Forms(ines, "/roles")[^5], Forms(ines, "/erasure")[^4]);
        await ines.Submit(role, ("role", Roles.Officer));
        await ines.Submit(erasure);
        await juan.Open("/members");
        await juan.Open(juan.Page.QuerySelector("main a[href*=waiting]")!.GetAttribute("href")!);
        Assert.Equal(2, Names(juan).Count);
        await juan.Submit(role + "/approve");
        Assert.Single(Names(juan));
        await juan.Submit(erasure + "/approve");
        Assert.Equal(HttpStatusCode.OK, juan.Status);
    }

    private async Task<RunningNode> Union()
    {
        var node = await RunningNode.Start(postgres);
        var desk = node.Services.GetRequiredService<MemberDesk>();
        for (var number = 1; number <= Many; number++)
        {
            var (_, refusal) = await desk.Add(string.Create(CultureInfo.InvariantCulture, $"worker{number:000}"), [], null, "test", TestContext.Current.CancellationToken);
            Assert.Null(refusal);
        }

        return node;
    }

    private static List<string> Names(Visitor visitor) =>
        [.. visitor.Page.QuerySelectorAll("main tbody tr td:first-child .hint").Select(name => name.TextContent)];

    private static List<string> Forms(Visitor visitor, string end) =>
        [.. visitor.Page.QuerySelectorAll("main form").Select(form => form.GetAttribute("action")!).Where(action => action.EndsWith(end, StringComparison.Ordinal))];
}
