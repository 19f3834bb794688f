using System.Net;
using System.Net.Http.Headers;

namespace Federation.Node.Tests.Documents;

/// <summary>Somebody without an account who was given the address of a link.</summary>
internal sealed class Passerby(RunningNode node, string address) : IDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Visitor Browser { get; } = new(node.Origin);

    /// <summary>The address without the node's.</summary>
    public string Path { get; } = new Uri(address).AbsolutePath;

    /// <summary>The secret in it.</summary>
    public string Token => Path.Split('/')[^1];

    /// <summary>Opens the link or something in it.</summary>
    public async Task<HttpStatusCode> Open(string rest = "")
    {
        await Browser.Open(Path + rest);
        return Browser.Status;
    }

    /// <summary>Asks for a document.</summary>
    public async Task<HttpResponseMessage> Ask(Guid id, long? from = null, bool head = false)
    {
        using var request = new HttpRequestMessage(head ? HttpMethod.Head : HttpMethod.Get, $"{Path}/files/{id}");
        request.Headers.Range = from is null ? null : new RangeHeaderValue(from, null);
        return await Browser.Http.SendAsync(request, Cancel);
    }

    /// <summary>How asking for a document ends.</summary>
    public async Task<int> Status(Guid id, long? from = null, bool head = false)
    {
        using var answer = await Ask(id, from, head);
        return (int)answer.StatusCode;
    }

    /// <summary>Puts a file into a drop box, from its page, which is open.</summary>
    public async Task<HttpStatusCode> Drop(string name, string content)
    {
        await Browser.Upload($"{Path}/upload", "file", name, System.Text.Encoding.UTF8.GetBytes(content));
        return Browser.Status;
    }

    public void Dispose() => Browser.Dispose();
}
