using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;

namespace Federation.Node.Tests.Documents;

/// <summary>A program on somebody's device that keeps its files by WebDAV.</summary>
public sealed class Device : IDisposable
{
    private readonly HttpClient http;

    public Device(RunningNode node, string name, string password)
    {
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = node.Origin };
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A new member's first device.</summary>
    public static async Task<Device> Of(RunningNode node, string name = "ana") =>
        new(node, name, await node.AppPassword(await node.Add(name)));

    public HttpClient Http => http;

    public Task<HttpResponseMessage> Put(string path, string content, params (string Name, string Value)[] headers) =>
        Send("PUT", path, new StringContent(content), headers);

    public async Task<HttpResponseMessage> Send(string method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        // What Uri would tidy up must arrive as it was written.
        var uri = new Uri(http.BaseAddress + path.TrimStart('/'), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(method), uri) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http.SendAsync(request, Cancel);
    }

    public async Task<int> Status(string method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var answer = await Send(method, path, content, headers);
        return (int)answer.StatusCode;
    }

    /// <summary>The content, or null when nothing is there.</summary>
    public async Task<string?> Read(string path)
    {
        using var answer = await Send("GET", path);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(Cancel) : null;
    }

    public async Task<XDocument> Find(string path, string depth = "1", string? body = null)
    {
        using var answer = await Send("PROPFIND", path, body is null ? null : new StringContent(body), ("Depth", depth));
        Assert.Equal(207, (int)answer.StatusCode);
        return XDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Takes a lock and gives its token, as it stands in the <c>If</c> header.</summary>
    public async Task<string> Lock(string path, string scope = "exclusive", params (string Name, string Value)[] headers)
    {
        using var answer = await Send("LOCK", path, LockInfo(scope), headers);
        Assert.True(answer.IsSuccessStatusCode, $"LOCK {path} was answered {(int)answer.StatusCode}");
        return answer.Headers.GetValues("Lock-Token").Single();
    }

    public static StringContent LockInfo(string scope = "exclusive") => new(
        $"<lockinfo xmlns='DAV:'><lockscope><{scope}/></lockscope><locktype><write/></locktype><owner>Ana's laptop in Lyon</owner></lockinfo>");

    /// <summary>The addresses of what a folder holds, itself first.</summary>
    public async Task<IReadOnlyList<string>> List(string path) =>
        [.. (await Find(path)).Descendants(XName.Get("href", "DAV:")).Select(href => href.Value)];

    public void Dispose() => http.Dispose();
}
