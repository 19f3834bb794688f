using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Federation.Network.Tests.Hostile.Behaviours;

/// <summary>Says more than anybody can hear.</summary>
internal static class Floods
{
    private const string TooLarge = "is larger than the";
    private const string NoHeader = "could not be reached|did not answer within";
    private const long Ten = 10L * 1024 * 1024 * 1024;

    private static readonly byte[] Megabyte = Encoding.ASCII.GetBytes(new string(' ', 1024 * 1024));
    private static readonly Lazy<byte[]> GzipMember = new(() => Pack(10, output => new GZipStream(output, CompressionLevel.SmallestSize, leaveOpen: true)));
    private static readonly Lazy<byte[]> Brotli = new(() => Pack(512, output => new BrotliStream(output, CompressionLevel.Fastest, leaveOpen: true)));

    public static IReadOnlyList<Behaviour> List { get; } =
    [
        new("a body of 10 GB", TooLarge, async exchange =>
        {
            await exchange.Begin("Content-Length: " + Ten.ToString(CultureInfo.InvariantCulture));
            await exchange.Flood(Megabyte, Ten / Megabyte.Length);
        }),
        new("chunks without end", TooLarge, async exchange =>
        {
            await exchange.Begin("Transfer-Encoding: chunked");
            await exchange.Flood([.. Encoding.ASCII.GetBytes("100000\r\n"), .. Megabyte, .. "\r\n"u8]);
        }),
        new("a body without length or end", TooLarge, async exchange =>
        {
            await exchange.Begin("Connection: close");
            await exchange.Flood(Megabyte);
        }),
        // Members of gzip may follow each other (RFC 1952 §2.2): 1,024 of 10 kB each unpack to 10 GB.
        new("a gzip bomb, 10 MB for 10 GB", "is larger than the|refused|JSON|digest", async exchange =>
        {
            await exchange.Begin("Content-Encoding: gzip", "Content-Length: " + (GzipMember.Value.LongLength * 1024).ToString(CultureInfo.InvariantCulture));
            await exchange.Flood(GzipMember.Value, 1024);
        }),
        new("a brotli bomb, less than 1 kB for 512 MB", "is larger than the|refused|JSON|digest", exchange =>
            exchange.Answer("200 OK", Brotli.Value, "application/activity+json", "Content-Encoding: br")) { IsDelivered = true },
        new("1xx without end", NoHeader, exchange => exchange.Flood(Encoding.ASCII.GetBytes("HTTP/1.1 102 Processing\r\n\r\n"))),
        new("a header of 1 MB", NoHeader, async exchange =>
        {
            await exchange.Say("HTTP/1.1 200 OK\r\nX-Long: ");
            await exchange.Say(Megabyte);
            await exchange.Say("\r\n\r\n");
        }),
        new("header fields without end", NoHeader, async exchange =>
        {
            await exchange.Say("HTTP/1.1 200 OK\r\n");
            await exchange.Flood(Encoding.ASCII.GetBytes("X-More: and more\r\n"));
        }),
        new("trailers without end", NoHeader + "|digest|refused", async exchange =>
        {
            await exchange.Begin("Transfer-Encoding: chunked", "Trailer: X-More");
            await exchange.Say("2\r\n{}\r\n0\r\n");
            await exchange.Flood(Encoding.ASCII.GetBytes("X-More: and more\r\n"));
        }),
    ];

    private static byte[] Pack(int megabytes, Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var stream = pack(packed))
        {
            for (var i = 0; i < megabytes; i++)
            {
                stream.Write(Megabyte);
            }
        }

        return packed.ToArray();
    }
}
