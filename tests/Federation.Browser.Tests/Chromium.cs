using Federation.Browser.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Federation.Browser.Tests;

/// <summary>The distribution's Chromium, started once for the run. FEDERATION_CHROMIUM names another; nothing is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    private static string Program => Environment.GetEnvironmentVariable("FEDERATION_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";

    public async ValueTask InitializeAsync()
    {
        Assert.True(File.Exists(Program), $"Chromium is not at {Program}. Run ops/prepare --tests, or name another with FEDERATION_CHROMIUM.");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            // Without a sandbox: root has none, and it shows only our own pages. Without the browser's own calls home.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A window of its own, as somebody has it who prefers this language: without script it is a phone, with script a desk.</summary>
    public Task<IBrowserContext> Window(Way way) => browser!.NewContextAsync(new BrowserNewContextOptions // started by InitializeAsync
    {
        JavaScriptEnabled = way.WithScript,
        Locale = way.Language,
        ViewportSize = way.WithScript ? new ViewportSize { Width = 1280, Height = 800 } : new ViewportSize { Width = PageChecks.Phone, Height = 740 },
        ReducedMotion = ReducedMotion.Reduce,
        ColorScheme = ColorScheme.Light,
    });

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
