using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Protocol.Activities;

namespace Federation.Node.CommandLine.Demo.Web;

/// <summary>
/// A person with a browser that has no JavaScript: pages, forms with their hidden fields, cookies. It sends nothing that a browser could not.
/// </summary>
internal sealed class DemoVisitor(HttpClient http, Uri origin, string language, CancellationToken cancel)
{
    /// <summary>Redirects followed for one click: a form answers with one, and signing in may add another; more is a circle.</summary>
    private const int MostHops = 5;

    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

    /// <summary>Status of the last answer.</summary>
    public HttpStatusCode Status { get; private set; }

    /// <summary>Where the last page is.</summary>
    public string Path { get; private set; } = "/";

    /// <summary>The last page.</summary>
    public string Html { get; private set; } = "";

    /// <summary>What a person reads of it.</summary>
    public string Text => PageText.OfPage(Html);

    /// <summary>What went wrong, as the page says it; else the status and the page's beginning.</summary>
    public string Problem => PageText.Problem(Html) is { Length: > 0 } problem ? problem : $"{(int)Status} at {Path}: {Text[..Math.Min(Text.Length, 200)]}";

    /// <summary>The forms of the last page.</summary>
    public IReadOnlyList<PageForm> Forms => PageForm.In(Html);

    /// <summary>Opens a page, following redirects.</summary>
    public Task Open(string path) => Show(HttpMethod.Get, path, null);

    /// <summary>Fills in and sends the form on this page that goes to an address.</summary>
    public async Task Submit(string action, params (string Name, string Value)[] typed)
    {
        using var content = new FormUrlEncodedContent(Fields(action, typed));
        await Show(HttpMethod.Post, action, content);
    }

    /// <summary>The same with a file.</summary>
    public async Task Upload(string action, string field, string fileName, byte[] bytes, params (string Name, string Value)[] typed)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in Fields(action, typed))
        {
            content.Add(new StringContent(value), name);
        }

        content.Add(new ByteArrayContent(bytes), field, fileName);
        await Show(HttpMethod.Post, action, content);
    }

    /// <summary>Sends to an address that no form on this page goes to, as somebody does who tries what is not offered.</summary>
    public async Task Insist(string action, params (string Name, string Value)[] typed)
    {
        using var content = new FormUrlEncodedContent([Token(), .. typed.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        await Show(HttpMethod.Post, action, content);
    }

    /// <summary>Signs in.</summary>
    /// <returns>True when the node let them in.</returns>
    public async Task<bool> SignIn(string name, string password)
    {
        if (Path != "/sign-in")
        {
            await Open("/sign-in");
        }

        await Submit("/sign-in", ("name", name), ("password", password));
        return Status == HttpStatusCode.OK && Path == "/";
    }

    /// <summary>A file or document, with the session if there is one.</summary>
    public async Task<(HttpStatusCode Status, byte[] Bytes)> Download(string path, string accept = "*/*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(origin, path));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await Send(request);
        return (answer.StatusCode, await Read(answer));
    }

    /// <summary>A JSON document; null when there is none.</summary>
    public async Task<JsonNode?> Json(string path) =>
        await Download(path, $"application/json, {ActivityContexts.MediaType}") is (HttpStatusCode.OK, var bytes) ? JsonNode.Parse(bytes) : null;

    private async Task Show(HttpMethod method, string path, HttpContent? content)
    {
        var target = new Uri(origin, path);
        for (var hops = 0; ; hops++)
        {
            using var request = new HttpRequestMessage(method, target) { Content = content };
            request.Headers.TryAddWithoutValidation("Accept", "text/html");
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
            using var answer = await Send(request);
            if (answer.Headers.Location is not { } location || hops == MostHops)
            {
                (Status, Path, Html) = (answer.StatusCode, target.AbsolutePath, Encoding.UTF8.GetString(await Read(answer)));
                return;
            }

            (method, content, target) = (HttpMethod.Get, null, new Uri(target, location));
        }
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        if (cookies.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(request, cancel);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new Interrupted($"{request.Method} {request.RequestUri}: {e.Message}", e);
        }

        if (answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
        {
            throw new Interrupted($"{request.Method} {request.RequestUri} answered {(int)answer.StatusCode}");
        }

        Keep(answer);
        return answer;
    }

    private void Keep(HttpResponseMessage answer)
    {
        foreach (var line in answer.Headers.TryGetValues("Set-Cookie", out var lines) ? lines : [])
        {
            var pair = line.Split(';')[0].Split('=', 2);
            if (pair is [var name, { Length: > 0 } value])
            {
                cookies[name] = value;
            }
            else
            {
                cookies.Remove(pair[0]); // an empty value is how a cookie is taken back
            }
        }
    }

    private async Task<byte[]> Read(HttpResponseMessage answer)
    {
        try
        {
            return await answer.Content.ReadAsByteArrayAsync(cancel);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new Interrupted($"{answer.RequestMessage?.RequestUri}: the answer broke off", e);
        }
    }

    private List<KeyValuePair<string, string>> Fields(string action, (string Name, string Value)[] typed)
    {
        var form = Forms.FirstOrDefault(form => form.Action == action)
            ?? throw new DemoCheckFailed($"a form to {action} is on the page at {Path}", Problem);
        // What is typed replaces a hidden field of the same name.
        return [.. form.Hidden.Where(field => typed.All(each => each.Name != field.Key)), .. typed.Select(field => KeyValuePair.Create(field.Name, field.Value))];
    }

    private KeyValuePair<string, string> Token() =>
        Forms.SelectMany(form => form.Hidden).FirstOrDefault(field => field.Key == "__RequestVerificationToken");
}
