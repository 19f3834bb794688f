using System.Globalization;
using System.Text;

namespace Federation.Network.Tests.Hostile;

/// <summary>A request, read byte by byte: no library between us and what was sent.</summary>
internal sealed record RawRequest(string Method, string Target, IReadOnlyDictionary<string, string> Fields, byte[] Body)
{
    private const int MaxHead = 64 * 1024;

    /// <summary>The path without the query.</summary>
    public string Path => Target.Split('?')[0];

    /// <summary>What our node is doing.</summary>
    public Verb Verb => Method == "POST" ? Verb.Deliver : Path.StartsWith("/files/", StringComparison.Ordinal) ? Verb.Fetch : Verb.Connect;

    /// <summary>Reads one; null when the connection ended before it was whole.</summary>
    public static async Task<RawRequest?> Read(Stream stream, CancellationToken cancel)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!EndsHead(head))
        {
            if (head.Count > MaxHead || await stream.ReadAsync(one, cancel) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var fields = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(
            pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = new byte[fields.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, cancel);
        var start = lines[0].Split(' ');
        return new RawRequest(start[0], start[1], fields, body);
    }

    private static bool EndsHead(List<byte> head) => head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'];
}
