using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Federation.Node.Tests;

/// <summary>A person with a browser that has no JavaScript: pages, forms as they stand on them, cookies.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient http;

    public Visitor(Uri origin)
    {
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = origin };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    /// <summary>For requests no form makes.</summary>
    public HttpClient Http => http;

    /// <summary>The last answer.</summary>
    public HttpResponseMessage Answer { get; private set; } = new();

    /// <summary>The last page.</summary>
    public IHtmlDocument Page { get; private set; } = new HtmlParser().ParseDocument("");

    public HttpStatusCode Status => Answer.StatusCode;

    /// <summary>Opens a page, following redirects.</summary>
    public async Task<IHtmlDocument> Open(string path)
    {
        await Show(await http.GetAsync(path, TestContext.Current.CancellationToken));
        for (var hops = 0; hops < 5 && Answer.Headers.Location is { } location; hops++)
        {
            await Show(await http.GetAsync(location, TestContext.Current.CancellationToken));
        }

        return Page;
    }

    /// <summary>Sends the form on the current page whose action it is, with its hidden fields and what is typed; follows redirects.</summary>
    public async Task<IHtmlDocument> Submit(string action, params (string Name, string Value)[] typed)
    {
        using var content = new FormUrlEncodedContent(Fields(action, typed));
        return await Post(action, content);
    }

    /// <summary>The same with a file.</summary>
    public async Task<IHtmlDocument> Upload(string action, string field, string fileName, byte[] bytes, params (string Name, string Value)[] typed)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in Fields(action, typed))
        {
            content.Add(new StringContent(value), name);
        }

        content.Add(new ByteArrayContent(bytes), field, fileName);
        return await Post(action, content);
    }

    /// <summary>Sends the fields of a form on this page to another address, as somebody does who tries what no page offers.</summary>
    public async Task<IHtmlDocument> Replay(string action, string elsewhere, params (string Name, string Value)[] typed)
    {
        using var content = new FormUrlEncodedContent(Fields(action, typed));
        return await Post(elsewhere, content);
    }

    /// <summary>Signs in.</summary>
    public async Task SignIn(string name, string password)
    {
        await Open("/sign-in");
        await Submit("/sign-in", ("name", name), ("password", password));
    }

    /// <summary>Text of the main part of the page, white space folded.</summary>
    public string Text => string.Join(' ', (Page.QuerySelector("main")?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public void Dispose() => http.Dispose();

    private async Task<IHtmlDocument> Post(string action, HttpContent content)
    {
        await Show(await http.PostAsync(action, content, TestContext.Current.CancellationToken));
        if (Status == HttpStatusCode.SeeOther)
        {
            await Open(Answer.Headers.Location!.ToString()); // a 303 has one
        }

        return Page;
    }

    private List<KeyValuePair<string, string>> Fields(string action, (string Name, string Value)[] typed)
    {
        var form = Page.QuerySelectorAll<IHtmlFormElement>("form").FirstOrDefault(each => each.GetAttribute("action") == action);
        Assert.True(form is not null, $"There is no form to {action} on this page: {Text}");
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]")
            .Select(input => KeyValuePair.Create(input.Name ?? "", input.Value))
            .Where(hidden => typed.All(field => field.Name != hidden.Key)).ToList(); // of several forms with this action, the one with what is typed
        fields.AddRange(typed.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return fields;
    }

    private async Task Show(HttpResponseMessage answer)
    {
        Answer = answer;
        Page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
