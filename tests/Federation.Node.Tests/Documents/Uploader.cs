using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Node.Tests.Documents;

/// <summary>A program that sends documents in parts by tus 1.0, with an app password.</summary>
public sealed class Uploader(Device device)
{
    public const string Root = "/documents/uploads";

    /// <summary>Begins an upload.</summary>
    /// <returns>Its address.</returns>
    public async Task<string> Begin(long length, string name = "hours.csv", params (string Name, string Value)[] headers)
    {
        (string, string)[] called = headers.Any(header => header.Name == "Upload-Metadata") ? [] : [("Upload-Metadata", "filename " + Base64(name))];
        using var answer = await Send("POST", Root, null, [("Upload-Length", $"{length}"), .. called, .. headers]);
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.Created, $"It was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return answer.Headers.Location!.ToString(); // 201 has one
    }

    /// <summary>Begins a part of another upload.</summary>
    public async Task<string> BeginPart(long length)
    {
        using var answer = await Send("POST", Root, null, ("Upload-Length", $"{length}"), ("Upload-Concat", "partial"));
        return answer.Headers.Location!.ToString(); // 201 has one
    }

    /// <summary>Goes on with an upload.</summary>
    /// <returns>The status, and where it stands now.</returns>
    public async Task<(int Status, long? Offset)> GoOn(string address, long from, string text, params (string Name, string Value)[] headers)
    {
        using var answer = await Send("PATCH", address, Body(text), [("Upload-Offset", $"{from}"), .. headers]);
        return ((int)answer.StatusCode, Number(answer, "Upload-Offset"));
    }

    /// <summary>Asks how an upload stands.</summary>
    public async Task<(int Status, long? Offset, long? Length)> Look(string address)
    {
        using var answer = await Send("HEAD", address);
        return ((int)answer.StatusCode, Number(answer, "Upload-Offset"), Number(answer, "Upload-Length"));
    }

    public async Task<int> Status(string method, string address, params (string Name, string Value)[] headers)
    {
        using var answer = await Send(method, address, null, headers);
        return (int)answer.StatusCode;
    }

    public Task<HttpResponseMessage> Send(string method, string address, HttpContent? body = null, params (string Name, string Value)[] headers) =>
        device.Send(method, address, body, headers.Any(header => header.Name == "Tus-Resumable") ? headers : [("Tus-Resumable", "1.0.0"), .. headers]);

    public static ByteArrayContent Body(string text) =>
        new(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") } };

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static string Sha256(string text) => "sha256 " + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static long? Number(HttpResponseMessage answer, string header) =>
        answer.Headers.TryGetValues(header, out var values) ? long.Parse(values.Single(), System.Globalization.CultureInfo.InvariantCulture) : null;
}
