using System.Net.Http.Headers;
using System.Security.Cryptography;
using Federation.Network.Tests;
using Federation.Node.Tests;
using Microsoft.Playwright;

namespace Federation.Browser.Tests;

/// <summary>Somebody puts a large file, or a folder, into their documents, at a node that may die meanwhile.</summary>
public sealed class A_large_upload(PostgresFixture postgres, Chromium chromium)
{
    private const int Megabytes = 48;

    private const string Line = "#uploads li:last-child ";

    private static readonly Way Desk = new("en", WithScript: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Survives_a_node_that_is_killed_and_a_page_that_is_reloaded()
    {
        await using var node = await NodeProcess.SetUp("Union A", await postgres.CreateDatabase());
        await node.Add(("ana", []));
        await node.Start();
        await using var window = await chromium.Window(Desk);
        var page = await SignedIn(window, node.Origin);
        var begun = 0;
        page.Request += (_, request) => begun += request.Method == "POST" && request.Url.EndsWith("/documents/uploads", StringComparison.Ordinal) ? 1 : 0;
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync(); // "leave the page?"
        using var folder = new TemporaryFolder();
        var file = await folder.Write("Assembly of delegates.mp4", Megabytes);
        await Slow(page, 3_000_000);

        await page.SetInputFilesAsync("#file", file);
        await page.ClickAsync("section form[data-folder] button");
        await IsAt(page, .2);
        Assert.Matches(@"^\d+ % of 50\.3 MB$", await page.InnerTextAsync(Line + ".meta"));
        await page.ClickAsync(Line + "button.second"); // a pause
        Assert.StartsWith("Paused at ", await page.InnerTextAsync(Line + ".meta"), StringComparison.Ordinal);
        await Picture(page, "paused");
        await PageChecks.IsAccessible(page, "an upload under way");
        await page.ClickAsync(Line + "button.second");
        await IsAt(page, .35);
        await node.Kill();
        await page.Locator(Line + ".meta", new() { HasText = "trying again" }).WaitForAsync();
        await Picture(page, "no-answer");
        await node.Start();

        // Going on, it is further than half soon; then the page is reloaded.
        await IsAt(page, .6);
        Assert.DoesNotContain("Assembly", await page.EvaluateAsync<string>("JSON.stringify(localStorage)"), StringComparison.Ordinal);
        await page.ReloadAsync();
        Assert.Contains("interrupted on this device: 1", await page.InnerTextAsync("#uploads-status"), StringComparison.Ordinal);
        await page.SetInputFilesAsync("#file", file);
        await page.ClickAsync("section form[data-folder] button");
        await page.Locator(Line + ".meta", new() { HasText = "Sent." }).WaitForAsync(new() { Timeout = 60_000 });
        await Picture(page, "sent");
        Assert.Equal("1 of 1 sent.", await page.InnerTextAsync("#uploads-status"));
        Assert.Equal(1, begun);
        Assert.Equal("{}", await page.EvaluateAsync<string>("JSON.stringify(localStorage)"));

        await page.ClickAsync("#uploads-show a");
        Assert.Equal("Assembly of delegates.mp4", await page.InnerTextAsync("main td a"));
        using var kept = await Download(page);
        await using var sent = File.OpenRead(file);
        Assert.Equal(await SHA256.HashDataAsync(sent, Cancel), await SHA256.HashDataAsync(await kept.Content.ReadAsStreamAsync(Cancel), Cancel));
    }

    [Fact]
    public async Task Comes_with_the_folders_it_lies_in_and_of_several_files_none_is_left_out()
    {
        await using var node = await RunningNode.Start(postgres);
        await node.Add("ana");
        await using var window = await chromium.Window(Desk);
        var page = await SignedIn(window, node.Origin);
        using var folder = new TemporaryFolder();
        await folder.Write("Roster/March/a.txt", 0);
        await folder.Write("Roster/March/b.txt", 1);
        await folder.Write("Roster/c.txt", 1);
        await page.SetInputFilesAsync("#folder", Path.Combine(folder.Root, "Roster"));
        await page.SetInputFilesAsync("#file", [await folder.Write("d.txt", 1), await folder.Write("e.txt", 1)]);
        await page.ClickAsync("section form[data-folder] button");
        await page.Locator("#uploads-status", new() { HasText = "5 of 5 sent." }).WaitForAsync();
        await page.ClickAsync("#uploads-show a");
        Assert.Equal(["Roster", "d.txt", "e.txt"], await page.Locator("main td a").AllInnerTextsAsync());
        await page.ClickAsync("main td a");
        Assert.Equal(["March", "c.txt"], await page.Locator("main td a").AllInnerTextsAsync());
        await page.ClickAsync("main td a");
        Assert.Equal(["a.txt", "b.txt"], await page.Locator("main td a").AllInnerTextsAsync());
    }

    [Fact]
    public async Task Replaces_no_version_that_its_page_did_not_show_and_says_why()
    {
        await using var node = await RunningNode.Start(postgres);
        await node.Add("ana");
        await using var window = await chromium.Window(Desk);
        var (page, other) = (await SignedIn(window, node.Origin), await window.NewPageAsync());
        using var folder = new TemporaryFolder();
        await Put(page, await folder.Write("plan.txt", 1));
        await page.ReloadAsync();
        await other.GotoAsync(page.Url);
        await Put(other, await folder.Write("plan.txt", 1));
        await page.SetInputFilesAsync("#file", await folder.Write("plan.txt", 1));
        await page.ClickAsync("section form[data-folder] button");
        await page.Locator("#uploads-status", new() { HasText = "of 1 sent." }).WaitForAsync();
        await Picture(page, "refused");
        Assert.Equal("It is not as you last saw it. Nothing was changed.", await page.InnerTextAsync(Line + ".meta"));
        Assert.Equal("0 of 1 sent.", await page.InnerTextAsync("#uploads-status"));
    }

    private static async Task Put(IPage page, string file)
    {
        await page.SetInputFilesAsync("#file", file);
        await page.ClickAsync("section form[data-folder] button");
        await page.Locator("#uploads-status", new() { HasText = "1 of 1 sent." }).WaitForAsync();
    }

    private static async Task<IPage> SignedIn(IBrowserContext window, Uri origin)
    {
        window.SetDefaultTimeout(30_000);
        var page = await window.NewPageAsync();
        await page.GotoAsync(new Uri(origin, "/sign-in").AbsoluteUri);
        await page.FillAsync("#name", "ana");
        await page.FillAsync("#password", RunningNode.Password);
        await page.ClickAsync("form[action='/sign-in'] button");
        await page.GotoAsync(new Uri(origin, "/documents").AbsoluteUri);
        return page;
    }

    // The last of what is sent is at least this far, of 1.
    private static async Task IsAt(IPage page, double share) => await page.WaitForFunctionAsync($"() => document.querySelector('{Line}progress')?.value >= {share.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
        null, new() { Timeout = 60_000 });

    // As over a line of so many bytes a second: a machine of our own is done before anybody could look.
    private static async Task Slow(IPage page, int bytesPerSecond)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = bytesPerSecond });
    }

    private static async Task<HttpResponseMessage> Download(IPage page)
    {
        var address = new Uri(new Uri(page.Url), await page.GetAttributeAsync("main td a", "href") + "/content");
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", string.Join("; ", (await page.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}")));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("test", "1"));
        var answer = await http.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode);
        return answer;
    }

    private static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("FEDERATION_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"upload-{name}.png"), FullPage = true });
        }
    }

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("upload");

        public string Root => folder.FullName;

        public async Task<string> Write(string path, int megabytes)
        {
            var file = Path.Combine(Root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!); // it lies in one
            await File.WriteAllBytesAsync(file, RandomNumberGenerator.GetBytes(megabytes * 1024 * 1024), Cancel);
            return file;
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
