using Federation.Node.Tests;
using Microsoft.Playwright;

namespace Federation.Browser.Tests;

/// <summary>Somebody who walks through the pages; every page they come to is checked. Who asks for <see cref="Clicks"/> counts effort.</summary>
internal sealed class Person : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly IBrowserContext window;
    private readonly Uri origin;
    private readonly Way way;
    private readonly List<string> strayed = [];

    private Person(IBrowserContext window, IPage page, Uri origin, Way way)
    {
        this.window = window;
        this.origin = origin;
        this.way = way;
        Page = page;
        window.Request += (_, request) => Note(request.Url);
        page.Console += (_, message) => Complain(message);
        page.Response += (_, response) => Status = response.Request.IsNavigationRequest ? response.Status : Status;
    }

    public IPage Page { get; }

    /// <summary>Presses of a button or a link since the count was last set to zero.</summary>
    public int Clicks { get; set; }

    /// <summary>HTTP status of the last page.</summary>
    public int Status { get; private set; }

    /// <summary>Path of the page they are on.</summary>
    public string Path => new Uri(Page.Url).AbsolutePath;

    public static async Task<Person> At(RunningNode node, Chromium chromium, Way way)
    {
        var window = await chromium.Window(way);
        window.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        return new Person(window, await window.NewPageAsync(), node.Origin, way);
    }

    /// <summary>Somebody with an account, signed in through the page.</summary>
    public static async Task<Person> SignedIn(RunningNode node, Chromium chromium, Way way, string name, params string[] roles)
    {
        await node.Add(name, roles);
        var person = await At(node, chromium, way);
        await person.SignIn(name, RunningNode.Password);
        return person;
    }

    public async Task SignIn(string name, string password)
    {
        await Open("/sign-in");
        await Type("name", name);
        await Type("password", password);
        await Send("/sign-in");
    }

    public async Task Open(string path)
    {
        await Page.GotoAsync(new Uri(origin, path).AbsoluteUri);
        await Look();
    }

    /// <summary>Types into, or chooses in, the field with this id.</summary>
    public async Task Type(string id, string value)
    {
        var field = Page.Locator($"[id='{id}']");
        if (await field.EvaluateAsync<string>("e => e.tagName") == "SELECT")
        {
            await field.SelectOptionAsync(value);
        }
        else
        {
            await field.FillAsync(value);
        }
    }

    /// <summary>Ticks the box or the choice of this field.</summary>
    public Task Tick(string name, string value) => Page.Locator($"input[name='{name}'][value='{value}']").CheckAsync();

    /// <summary>Presses the button of the form with this action.</summary>
    public Task Send(string action) => Press($"form[action='{action}'] button");

    /// <summary>Follows the link to this path.</summary>
    public Task Follow(string path) => Press($"a[href='{path}']");

    /// <summary>Presses the first thing that is there by this selector, and looks at the page it leads to.</summary>
    public async Task Press(string selector)
    {
        Clicks++;
        await Leave(() => Page.Locator(selector).First.ClickAsync());
        await Look();
    }

    /// <summary>Sends the file they chose: by the form, or in parts by the script where there is one, and then looks at the folder again.</summary>
    public async Task Upload()
    {
        if (!way.WithScript || await Page.Locator("form[data-folder]").CountAsync() == 0)
        {
            await Press("form[action$='/upload'] button");
            return;
        }

        await Page.Locator("form[action$='/upload'] button").ClickAsync();
        await Page.Locator("#uploads-show").WaitForAsync();
        await Press("#uploads-show a");
    }

    /// <summary>Does what leads to another page, or to this one again, and waits until that is there.</summary>
    public async Task Leave(Func<Task> how)
    {
        var arrived = new TaskCompletionSource();
        void Arrive(object? sender, IPage page) => arrived.TrySetResult();
        Page.Load += Arrive;
        try
        {
            await how();
            await arrived.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        finally
        {
            Page.Load -= Arrive;
        }
    }

    /// <summary>The main part of the page as it is read.</summary>
    public Task<string> Text() => Page.Locator("main").InnerTextAsync();

    /// <summary>Keeps a picture of the page where FEDERATION_SCREENSHOTS says, for people to look at.</summary>
    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("FEDERATION_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = System.IO.Path.Combine(folder, $"{name}-{way}.png"), FullPage = true });
        }
    }

    /// <summary>The same cookies for a request that no page makes.</summary>
    public async Task<string> Cookies() =>
        string.Join("; ", (await window.CookiesAsync()).Where(cookie => cookie.Name != "language").Select(cookie => $"{cookie.Name}={cookie.Value}"));

    public async ValueTask DisposeAsync()
    {
        await window.CloseAsync();
        Assert.Empty(strayed);
    }

    private async Task Look()
    {
        await PageChecks.Hold(Page, way);
        await Wording.Differs(this, origin);
        Assert.Empty(strayed);
    }

    private void Note(string url)
    {
        if (!url.StartsWith(origin.AbsoluteUri, StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal))
        {
            strayed.Add("A request to " + url);
        }
    }

    // A 4xx page is reported by the browser as an error of the network; the walk looks at those itself.
    private void Complain(IConsoleMessage message)
    {
        if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
        {
            strayed.Add($"{Page.Url}: {message.Text}");
        }
    }
}
