using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Federation.Network.Tests.Hostile;

/// <summary>A call to a node of ours on a bare socket: anything can be sent, and the answer is read as it comes.</summary>
internal sealed class RawCall : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Stopwatch clock = Stopwatch.StartNew();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Calls a node.</summary>
    public static async Task<RawCall> To(NodeProcess node)
    {
        var call = new RawCall();
        await call.socket.ConnectAsync(IPEndPoint.Parse(node.Listen), Cancel);
        return call;
    }

    /// <summary>How long it has been.</summary>
    public TimeSpan Elapsed => clock.Elapsed;

    /// <summary>The head of a signed POST to the inbox.</summary>
    /// <param name="node">The node.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="length"><c>Content-Length: n</c> or <c>Transfer-Encoding: chunked</c>.</param>
    public static string Head(NodeProcess node, IReadOnlyDictionary<string, string> fields, string length) => new StringBuilder("POST /inbox HTTP/1.1\r\n")
        .Append(CultureInfo.InvariantCulture, $"Host: {node.Host}\r\n{length}\r\n")
        .AppendJoin("", fields.Select(field => $"{field.Key}: {field.Value}\r\n"))
        .Append("\r\n").ToString();

    /// <summary>Sends something; false when the node does not listen any more.</summary>
    public async Task<bool> Say(byte[] bytes)
    {
        try
        {
            for (var sent = 0; sent < bytes.Length;)
            {
                sent += await socket.SendAsync(bytes.AsMemory(sent), Cancel);
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <inheritdoc cref="Say(byte[])"/>
    public Task<bool> Say(string text) => Say(Encoding.Latin1.GetBytes(text));

    /// <summary>Ends our side of the connection.</summary>
    public void SayNoMore() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>True when the node has answered or hung up.</summary>
    public bool IsAnswered => socket.Poll(0, SelectMode.SelectRead);

    /// <summary>The answer until the node hangs up, or all there is when it has a length; status 0 when the node just hung up.</summary>
    public async Task<(int Status, string Text)> Answer()
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            while (!IsWhole(text.ToString()) && await socket.ReceiveAsync(buffer, Cancel) is > 0 and var read)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // Hung up in the middle: what came so far is the answer.
        }

        var answer = text.ToString();
        return (answer.Split(' ') is [_, var status, ..] && int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0, answer);
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        var length = answer[..end].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is null
            ? answer.EndsWith("0\r\n\r\n", StringComparison.Ordinal)
            : answer.Length - end - 4 >= int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture);
    }
}
