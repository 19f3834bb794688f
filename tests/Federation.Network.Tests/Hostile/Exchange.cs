using System.Globalization;
using System.Text;

namespace Federation.Network.Tests.Hostile;

/// <summary>One connection our node made to a hostile peer, as raw bytes.</summary>
internal sealed class Exchange(Stream stream, HostilePeer peer, RawRequest? request, CancellationToken cancel)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The peer it was made to.</summary>
    public HostilePeer Peer => peer;

    /// <summary>What was asked; null when it was not waited for.</summary>
    public RawRequest? Request => request;

    /// <summary>Says something.</summary>
    public Task Say(string text) => Say(Encoding.Latin1.GetBytes(text));

    /// <inheritdoc cref="Say(string)"/>
    public async Task Say(byte[] bytes)
    {
        await stream.WriteAsync(bytes, cancel);
        await stream.FlushAsync(cancel);
    }

    /// <summary>A well-formed answer.</summary>
    public async Task Answer(string status, byte[] body, string? type = "application/activity+json", params string[] fields)
    {
        var head = new StringBuilder($"HTTP/1.1 {status}\r\n");
        foreach (var field in (string[])[.. fields, $"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}", "Connection: close"])
        {
            head.Append(field).Append("\r\n");
        }

        if (type is not null)
        {
            head.Append("Content-Type: ").Append(type).Append("\r\n");
        }

        await Say(head.Append("\r\n").ToString());
        await Say(body);
    }

    /// <summary>The beginning of an answer with a good status; the body is the caller's.</summary>
    public Task Begin(params string[] fields) =>
        Say(string.Concat((string[])["HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\n", .. fields.Select(field => field + "\r\n"), "\r\n"]));

    /// <summary>Says the same every second until our node hangs up.</summary>
    public Task Drip(string text) => Repeat(Encoding.Latin1.GetBytes(text), Second, long.MaxValue);

    /// <summary>Says the same as fast as it is taken, until it is said or our node hangs up.</summary>
    public Task Flood(byte[] bytes, long times = long.MaxValue) => Repeat(bytes, TimeSpan.Zero, times);

    /// <summary>Keeps silent until our node hangs up.</summary>
    public async Task Wait()
    {
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, cancel) > 0)
        {
        }
    }

    private async Task Repeat(byte[] bytes, TimeSpan pause, long times)
    {
        for (long i = 0; i < times; i++)
        {
            await Say(bytes);
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, cancel);
            }
        }
    }
}
