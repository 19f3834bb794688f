using System.Text;

namespace Federation.Node.Tests.Documents;

/// <summary>Today nobody else comes into a member's space; locks must be safe before they do.</summary>
public sealed class A_lock_of_somebody_else(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_not_opened_by_its_token()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        var token = await LockedByBea(node, laptop);
        Assert.Equal(423, await laptop.Status("PUT", "/dav/a.txt", new StringContent("two"), ("If", $"({token})")));
        Assert.Equal(423, await laptop.Status("DELETE", "/dav/a.txt", null, ("If", $"({token})")));
        Assert.Equal(403, await laptop.Status("UNLOCK", "/dav/a.txt", null, ("Lock-Token", token)));
        Assert.Equal(403, await laptop.Status("LOCK", "/dav/a.txt", null, ("If", $"({token})")));
        Assert.Equal("one", await laptop.Read("/dav/a.txt"));
    }

    [Theory, InlineData("en", "working on this"), InlineData("fr", "y travaille"), InlineData("es", "trabaja en esto")]
    public async Task Is_respected_on_the_page_which_says_so(string language, string sentence)
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await LockedByBea(node, laptop);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/documents?lang=" + language);
        await ana.Upload(ana.Page.QuerySelector("form[action$=upload]")!.GetAttribute("action")!, "file", "a.txt", Encoding.UTF8.GetBytes("two"));
        Assert.Equal(423, (int)ana.Status);
        Assert.Contains(sentence, ana.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("one", await laptop.Read("/dav/a.txt"));
        Assert.Single(node.Blobs());
    }

    [Fact]
    public async Task Is_not_ones_own_which_does_not_hinder_on_the_page()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Put("/dav/a.txt", "one");
        await laptop.Lock("/dav/a.txt");
        using var ana = await node.SignedIn("ana");
        await ana.Open("/documents");
        await ana.Upload(ana.Page.QuerySelector("form[action$=upload]")!.GetAttribute("action")!, "file", "a.txt", Encoding.UTF8.GetBytes("two"));
        Assert.Equal("two", await laptop.Read("/dav/a.txt"));
    }

    private static async Task<string> LockedByBea(RunningNode node, Device anas)
    {
        await anas.Put("/dav/a.txt", "one");
        var token = await anas.Lock("/dav/a.txt");
        await node.Run($"update node.entry_lock set holder_id = '{await node.Add("bea")}'");
        return token;
    }
}
