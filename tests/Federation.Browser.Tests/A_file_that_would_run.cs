using System.Net.Http.Headers;
using System.Text;
using Federation.Node.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Federation.Browser.Tests;

public sealed class A_file_that_would_run(UnionNode union, Chromium chromium) : IClassFixture<UnionNode>
{
    private static readonly Way Desk = new("en", WithScript: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_nowhere_in_the_name_of_the_node()
    {
        var files = HostileFiles.All;
        Assert.True(files.Count >= 40);
        var node = union.Node;
        var id = await node.Add("mallory");
        using var device = new HttpClient { BaseAddress = node.Origin };
        device.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("mallory:" + await node.AppPassword(id))));
        foreach (var (name, content) in files)
        {
            using var kept = await device.PutAsync("/dav/" + Uri.EscapeDataString(name), new ByteArrayContent(content), Cancel);
            Assert.True(kept.IsSuccessStatusCode, name);
        }

        await using var elsewhere = await SomebodyElsesPages(files);
        await using var window = await chromium.Window(Desk);
        var ran = new HashSet<string>();
        window.Request += (_, request) => Note(ran, request.Url);

        // The same files, served as carelessly as a plain web server does, do run: else all this would show nothing.
        var origin = elsewhere.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(); // it listens
        await OpenAll(window, files.Select(file => $"{origin}/as-it-is/{Uri.EscapeDataString(file.Name)}"));
        Assert.True(ran.Count >= 12, $"Only {ran.Count} ran: {string.Join(", ", ran)}");
        ran.Clear();

        await SignIn(window, node, "mallory");
        var page = await window.NewPageAsync();
        await page.GotoAsync(new Uri(node.Origin, "/documents").AbsoluteUri);
        var documents = await page.Locator("main td a").EvaluateAllAsync<string[]>("all => all.map(each => each.href)");
        Assert.Equal(files.Count, documents.Length);
        var contents = documents.Select(each => each + "/content").ToList();
        var previews = documents.SelectMany(each => (string[])[each + "/preview", each + "/pages"]).ToList();
        await OpenAll(window, [.. documents, .. contents, .. previews]);

        // Of another site, where the member is lured to while they are signed in here.
        var lure = string.Concat(contents.Select(each =>
            $"<script src=\"{each}\"></script><link rel=stylesheet href=\"{each}\"><img src=\"{each}\"><iframe src=\"{each}\"></iframe><object data=\"{each}\"></object><embed src=\"{each}\">"))
            + string.Concat(previews.Select(each => $"<script src=\"{each}\"></script><iframe src=\"{each}\"></iframe>"));
        await page.RouteAsync($"{origin}/lure", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = lure }));
        await page.GotoAsync($"{origin}/lure", new PageGotoOptions { Timeout = 180_000 }); // a preview of each of them is drawn, in a process of its own
        // The member's own pages may not pull one in either, whoever should manage to write into them.
        await page.GotoAsync(new Uri(node.Origin, "/documents").AbsoluteUri);
        await page.EvaluateAsync("all => { for (const each of all) for (const tag of ['script', 'iframe', 'embed']) { const e = document.createElement(tag); e.src = each; document.body.append(e); } }", contents.Concat(previews).ToList());
        await page.GotoAsync(new Uri(node.Origin, "/documents").AbsoluteUri);
        Assert.Empty(ran);
    }

    private static void Note(HashSet<string> ran, string url)
    {
        if (url.Contains(HostileFiles.Trace, StringComparison.Ordinal))
        {
            lock (ran)
            {
                ran.Add(url);
            }
        }
    }

    /// <summary>Opens each as somebody does who types its address, or presses its link with the middle button.</summary>
    private static async Task OpenAll(IBrowserContext window, IEnumerable<string> addresses)
    {
        var page = await window.NewPageAsync();
        foreach (var address in addresses)
        {
            try
            {
                await page.GotoAsync(address, new PageGotoOptions { Timeout = 10_000 });
            }
            catch (PlaywrightException e) when (e.Message.Contains("Download is starting", StringComparison.Ordinal) || e.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
            {
                // A file to keep: no page was shown.
            }
        }

        await page.CloseAsync();
    }

    private static async Task SignIn(IBrowserContext window, RunningNode node, string name)
    {
        var page = await window.NewPageAsync();
        await page.GotoAsync(new Uri(node.Origin, "/sign-in").AbsoluteUri);
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", RunningNode.Password);
        await page.ClickAsync("form[action='/sign-in'] button");
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await page.CloseAsync();
    }

    private static async Task<WebApplication> SomebodyElsesPages(IReadOnlyList<(string Name, byte[] Content)> files)
    {
        var types = new FileExtensionContentTypeProvider();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/as-it-is/{name}", (string name) =>
            Results.Bytes(files.First(file => file.Name == name).Content, types.TryGetContentType(name, out var type) ? type : "text/html"));
        await app.StartAsync(Cancel);
        return app;
    }
}
