using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Federation.Benchmarks.Inbox;

/// <summary>
/// Sends prepared requests over keep-alive connections, the next on each as soon as the last is answered. On blocking sockets, a
/// thread each: it shares the cores with what it measures, and an HTTP client would take more of them than the server.
/// </summary>
internal static class LoadDriver
{
    /// <summary>Milliseconds that each request took, and how many were not answered 202.</summary>
    public static async Task<(double[] Times, int Refused)> Send(IPEndPoint to, IReadOnlyList<byte[]> letters, int connections, CancellationToken cancel)
    {
        var times = new double[letters.Count];
        var next = -1;
        var refused = 0;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Factory.StartNew(() =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000 };
            socket.Connect(to);
            var buffer = new byte[8192];
            for (int i; (i = Interlocked.Increment(ref next)) < letters.Count && !cancel.IsCancellationRequested;)
            {
                var began = Stopwatch.GetTimestamp();
                socket.Send(letters[i]);
                var status = Answer(socket, buffer);
                times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                if (status != 202)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        }, cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return (times, refused);
    }

    private static int Answer(Socket socket, byte[] buffer)
    {
        var have = 0;
        while (true)
        {
            var got = socket.Receive(buffer.AsSpan(have));
            if (got == 0)
            {
                throw new IOException("The node closed the connection.");
            }

            have += got;
            var head = buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8);
            if (head >= 0 && have >= head + 4 + Length(buffer.AsSpan(0, head)))
            {
                return ((buffer[9] - '0') * 100) + ((buffer[10] - '0') * 10) + buffer[11] - '0';
            }
        }
    }

    private static int Length(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : 0;
    }
}
