using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Documents.Scanning;

/// <summary>
/// clamd as its manual page describes it (clamd(8), COMMANDS): a command ended by a zero byte; INSTREAM takes pieces, each behind its length in four bytes,
/// and an empty one at the end. Nothing is held in memory but one piece.
/// </summary>
internal sealed class VirusScanner(NodeOptions options)
{
    /// <summary>Bytes of an answer of the scanner: the name of a signature.</summary>
    private const int LongestReply = 4096;

    /// <summary>Whether there is one.</summary>
    public bool IsOn => options.VirusScanner is not null;

    /// <summary>Has a content scanned.</summary>
    /// <param name="content">Read from where it is to its end; not disposed.</param>
    public Task<ScanVerdict> Scan(Stream content, CancellationToken cancel) => Asked("INSTREAM", content, Read, cancel);

    /// <summary>Asks whether it is there.</summary>
    /// <returns>Its version and that of its signatures, as it says them.</returns>
    public Task<ScanVerdict> Version(CancellationToken cancel) =>
        Asked("VERSION", null, reply => new(reply.Length > 0 ? VerdictKind.Clean : VerdictKind.Away, reply), cancel);

    private async Task<ScanVerdict> Asked(string command, Stream? content, Func<string, ScanVerdict> read, CancellationToken cancel)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(ScanLimits.Connecting);
        try
        {
            var where = ScannerAddress.Read(options.VirusScanner!); // asked only where it is on
            using var socket = new Socket(where.AddressFamily, SocketType.Stream, where.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
            await socket.ConnectAsync(where, time.Token);
            await using var stream = new NetworkStream(socket);
            time.CancelAfter(ScanLimits.Longest);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"z{command}\0"), time.Token);
            // It may answer before it has heard all, and hang up: what it said is then still there to be read.
            var reply = Reply(stream, time.Token);
            var broken = content is null ? null : await Send(content, stream, time);
            var said = await reply;
            return said.Length == 0 && broken is not null ? new(VerdictKind.Away, broken.Message) : read(said);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is SocketException or IOException or OperationCanceledException)
        {
            return new(VerdictKind.Away, e is OperationCanceledException ? "it took too long" : e.Message);
        }
    }

    // What the scanner breaks off is a value; what the content breaks off is thrown.
    private static async Task<IOException?> Send(Stream content, NetworkStream stream, CancellationTokenSource time)
    {
        var piece = new byte[4 + ScanLimits.PieceBytes];
        int length;
        do
        {
            length = await content.ReadAsync(piece.AsMemory(4), time.Token);
            BinaryPrimitives.WriteInt32BigEndian(piece, length);
            try
            {
                await stream.WriteAsync(piece.AsMemory(0, 4 + length), time.Token);
            }
            catch (IOException e)
            {
                return e;
            }

            time.CancelAfter(ScanLimits.Longest);
        }
        while (length > 0);
        return null;
    }

    private static async Task<string> Reply(NetworkStream stream, CancellationToken cancel)
    {
        var (reply, length) = (new byte[LongestReply], 0);
        try
        {
            while (length < reply.Length && await stream.ReadAsync(reply.AsMemory(length), cancel) is > 0 and var more)
            {
                length += more;
            }
        }
        catch (IOException) when (length > 0)
        {
        }

        return Encoding.UTF8.GetString(reply, 0, length).TrimEnd('\0', '\n');
    }

    // "stream: OK", "stream: Some.Name FOUND", "INSTREAM size limit exceeded. ERROR"
    private static ScanVerdict Read(string reply) =>
        reply.EndsWith(" FOUND", StringComparison.Ordinal) ? new(VerdictKind.Found, reply[(reply.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at ? at + 2 : 0)..^" FOUND".Length])
        : reply.EndsWith(": OK", StringComparison.Ordinal) ? ScanVerdict.Clean
        : reply.Contains("size limit exceeded", StringComparison.Ordinal) ? new(VerdictKind.TooLarge, reply)
        : new(VerdictKind.Away, reply.Length == 0 ? "it hung up" : reply);
}
