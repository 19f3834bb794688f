using System.Diagnostics;
using AngleSharp.Html.Dom;
using Federation.Node.Tests;

namespace Federation.Network.Tests.Hostile;

/// <summary>The page of peers as an administrator sees it, looked at by many at a time but loaded twice a second.</summary>
internal sealed class PeersBoard(Visitor administrator) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim turn = new(1, 1);
    private IHtmlDocument? page;
    private long loadedAt;

    /// <summary>What the page says of what goes wrong with a host: in sending to it, or in applying what it says; empty when nothing does.</summary>
    public async Task<string> TroubleWith(string host, bool ofFetching = false)
    {
        var shown = await Page();
        var card = shown.QuerySelectorAll("section.card").FirstOrDefault(each => each.QuerySelector("p.hint")?.TextContent.Trim() == host);
        var lines = (ofFetching ? [] : card?.QuerySelectorAll("p.hint, .trouble").Skip(1) ?? [])
            .Concat(shown.QuerySelectorAll("li").Where(each => each.TextContent.Trim().StartsWith(host, StringComparison.Ordinal)
                && each.QuerySelector("form") is null == ofFetching)); // what was not delivered can be sent again
        return string.Join(" | ", lines.Select(line => string.Join(' ', line.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
    }

    public void Dispose() => turn.Dispose();

    private async Task<IHtmlDocument> Page()
    {
        await turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (page is null || Stopwatch.GetElapsedTime(loadedAt) > Fresh)
            {
                page = await administrator.Open("/peers");
                loadedAt = Stopwatch.GetTimestamp();
            }

            return page;
        }
        finally
        {
            turn.Release();
        }
    }
}
