using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Federation.Browser.Tests;

/// <summary>What must hold on every page anybody visits.</summary>
internal static class PageChecks
{
    /// <summary>Width of a small phone, in CSS pixels.</summary>
    public const int Phone = 360;

    // Kinds of page that were looked at closely: that takes half a second, and people meet the same page often.
    private static readonly ConcurrentDictionary<string, bool> Seen = new();

    public static async Task Hold(IPage page, Way way)
    {
        var where = $"{new Uri(page.Url).PathAndQuery} ({way})";
        Assert.Equal(way.Language, await page.GetAttributeAsync("html", "lang"));
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        var heading = (await page.Locator("h1").InnerTextAsync()).Trim();
        Assert.True(heading.Length > 0, where + " has an empty heading.");
        Assert.StartsWith(heading, await page.TitleAsync(), StringComparison.Ordinal);
        // One page has a script: where documents are uploaded. What describes an open table to search engines is data.
        Assert.Equal(await page.Locator("form[data-folder]").CountAsync(), await page.Locator("script:not([type='application/ld+json'])").CountAsync());
        await FitsAPhone(page, where, way);
        if (way.WithScript && Seen.TryAdd(way.Language + await Wording.Shape(page), true))
        {
            await IsAccessible(page, where);
        }
    }

    private static async Task FitsAPhone(IPage page, string where, Way way)
    {
        if (way.WithScript)
        {
            await page.SetViewportSizeAsync(Phone, 740);
        }

        // What sticks out, by name: the page itself must not scroll sideways; a wide table scrolls in a frame of its own.
        var outside = await page.EvaluateAsync<string[]>("""
            () => document.scrollingElement.scrollWidth <= document.documentElement.clientWidth ? [] :
              [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
                && !e.closest('.scroll')).map(e => e.outerHTML.slice(0, 120)).slice(0, 5).concat('(the page)')
            """);
        Assert.True(outside.Length == 0, $"{where} scrolls sideways at {Phone} px: {string.Join(" | ", outside)}");
        if (way.WithScript)
        {
            await page.SetViewportSizeAsync(1280, 800);
        }
    }

    public static async Task IsAccessible(IPage page, string where)
    {
        var found = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        var bad = found.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help} at {string.Join(", ", violation.Nodes.Select(node => node.Html))}").ToList();
        Assert.True(bad.Count == 0, $"{where} is not accessible: {string.Join("\n", bad)}");
    }
}
