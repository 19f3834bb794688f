using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Federation.Node.Tests;
using Federation.Node.Tests.Documents;

namespace Federation.Conformance.Tests.Clients;

public sealed class A_member_with_curl(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_asked_to_go_on_before_it_sends_and_told_off_before_it_sends()
    {
        await using var ground = await ClientGround.Of(postgres);
        var curl = new Curl(ground);
        await File.WriteAllBytesAsync(ground.In("large.bin"), new byte[3_000_000], Cancel);
        var put = await curl.Run("-T", "large.bin", "-H", "Expect: 100-continue", "-v", "--expect100-timeout", "60", "@large.bin");
        Assert.Contains("< HTTP/1.1 100 Continue", put, StringComparison.Ordinal);
        Assert.Contains("< HTTP/1.1 201", put, StringComparison.Ordinal);
        // With a version that is not there: refused by the head alone, and not a byte of the body was asked for.
        var refused = await curl.Run("-T", "large.bin", "-H", "Expect: 100-continue", "-H", "If-Match: \"other\"", "-v", "--expect100-timeout", "60", "@large.bin");
        Assert.DoesNotContain("100 Continue", refused, StringComparison.Ordinal);
        Assert.Contains("< HTTP/1.1 412", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_ranges()
    {
        await using var ground = await ClientGround.Of(postgres);
        var curl = new Curl(ground);
        await ground.Device.Put("/dav/a.txt", "0123456789");
        Assert.Equal("345|206", await curl.Told("-r", "3-5", "@a.txt"));
        Assert.Equal("89|206", await curl.Told("-r", "-2", "@a.txt"));
        Assert.Equal("789|206", await curl.Told("-r", "7-", "@a.txt"));
        Assert.EndsWith("|416", await curl.Told("-r", "10-", "@a.txt"), StringComparison.Ordinal);
        Assert.Equal("0123456789|200", await curl.Told("-H", "If-Range: \"other\"", "-r", "3-5", "@a.txt")); // another version: the whole
        await File.WriteAllTextAsync(ground.In("part.txt"), "01234", Cancel);
        await curl.Run("-C", "-", "-o", "part.txt", "@a.txt"); // goes on where an earlier download ended
        Assert.Equal("0123456789", await File.ReadAllTextAsync(ground.In("part.txt"), Cancel));
    }

    [Fact]
    public async Task Is_told_what_changed_and_what_did_not()
    {
        await using var ground = await ClientGround.Of(postgres);
        var curl = new Curl(ground);
        await ground.Device.Put("/dav/a.txt", "one");
        var tag = Tag(await curl.Run("-I", "@a.txt"));
        Assert.Equal("|304", await curl.Told("-H", $"If-None-Match: {tag}", "@a.txt"));
        Assert.Equal("one|200", await curl.Told("-H", $"If-Match: {tag}", "@a.txt"));
        Assert.EndsWith("|412", await curl.Told("-H", "If-Match: \"other\"", "@a.txt"), StringComparison.Ordinal);
        Assert.EndsWith("|412", await curl.Told("-X", "PUT", "-d", "two", "-H", "If-None-Match: *", "@a.txt"), StringComparison.Ordinal);
        Assert.EndsWith("|412", await curl.Told("-X", "PUT", "-d", "two", "-H", "If-Match: \"other\"", "@a.txt"), StringComparison.Ordinal);
        Assert.EndsWith("|412", await curl.Told("-X", "DELETE", "-H", "If-Match: \"other\"", "@a.txt"), StringComparison.Ordinal);
        Assert.EndsWith("|412", await curl.Told("-X", "PUT", "-d", "two", "-H", "If-Match: *", "@b.txt"), StringComparison.Ordinal);
        Assert.EndsWith("|204", await curl.Told("-X", "PUT", "-d", "two", "-H", $"If-Match: {tag}", "@a.txt"), StringComparison.Ordinal);
        Assert.EndsWith("|412", await curl.Told("-X", "PUT", "-d", "three", "-H", $"If-Match: {tag}", "@a.txt"), StringComparison.Ordinal);
        Assert.Equal("two|200", await curl.Told("-H", $"If-None-Match: {tag}", "@a.txt"));
        Assert.NotEqual(tag, Tag(await curl.Run("-I", "@a.txt")));
    }

    [Theory]
    [InlineData(10, "1234")] // shorter than announced, then gone
    [InlineData(1000_000, "x")]
    public async Task Leaves_nothing_of_a_body_shorter_than_announced(int announced, string sent)
    {
        await using var ground = await ClientGround.Of(postgres);
        await ground.Device.Put("/dav/a.txt", "before");
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(ground.Node.Origin.Host, ground.Node.Origin.Port, Cancel);
            Assert.DoesNotContain("HTTP/1.1 2", await Answers(socket, Head(ground, announced) + sent, hangsUp: true), StringComparison.Ordinal);
        }

        Assert.Equal("before", await ground.Device.Read("/dav/a.txt"));
        Assert.Single(ground.Node.Blobs());
    }

    [Fact]
    public async Task Puts_no_more_than_it_announced()
    {
        await using var ground = await ClientGround.Of(postgres);
        using var socket = new TcpClient();
        await socket.ConnectAsync(ground.Node.Origin.Host, ground.Node.Origin.Port, Cancel);
        var answers = await Answers(socket, Head(ground, 4) + "1234 and what was not announced\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 201", answers, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 400", answers, StringComparison.Ordinal); // the rest is no request
        Assert.Equal("1234", await ground.Device.Read("/dav/a.txt"));
    }

    [Fact(Explicit = true)] // 3 GiB up and down, a minute; run by hand with -explicit only
    public async Task Sends_and_fetches_more_than_two_gibibytes()
    {
        const long Size = 3L * 1024 * 1024 * 1024 + 1;
        await using var ground = await ClientGround.Of(postgres);
        var curl = new Curl(ground);
        await new ForeignProgram(ground.Home).Run("/bin/bash", "-c", $"head -c {Size} /dev/zero | openssl enc -aes-128-ctr -K 00 -iv 00 -out large.bin 2> /dev/null");
        var up = await curl.Told("-T", "large.bin", "-w", "%{speed_upload}|%{http_code}", "@large.bin");
        Assert.EndsWith("|201", up, StringComparison.Ordinal);
        var down = await curl.Told("-o", "back.bin", "-w", "%{speed_download}|%{http_code}|%{size_download}", "@large.bin");
        Assert.EndsWith($"|200|{Size}", down, StringComparison.Ordinal);
        await new ForeignProgram(ground.Home).Run("/usr/bin/cmp", "large.bin", "back.bin");
        Assert.Equal("206", (await curl.Told("-r", "2147483647-2147483650", "-o", "part.bin", "@large.bin")).Split('|')[^1]);
        await new ForeignProgram(ground.Home).Run("/bin/bash", "-c", "cmp part.bin <(tail -c +2147483648 large.bin | head -c 4)");
        TestContext.Current.SendDiagnosticMessage($"3 GiB: up {Rate(up)}, down {Rate(down)}");
    }

    // Says it, and listens to the end.
    private static async Task<string> Answers(TcpClient socket, string said, bool hangsUp = false)
    {
        await using var stream = socket.GetStream();
        using var reader = new StreamReader(stream);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(said), Cancel);
        if (hangsUp)
        {
            socket.Client.Shutdown(SocketShutdown.Send);
        }

        return await reader.ReadToEndAsync(Cancel);
    }

    private static string Rate(string told) => $"{double.Parse(told.Split('|')[0], CultureInfo.InvariantCulture) / 1024 / 1024:f0} MiB/s";

    private static string Tag(string head) => head.Split('\n').Single(line => line.StartsWith("ETag:", StringComparison.OrdinalIgnoreCase))[5..].Trim();

    private static string Head(ClientGround ground, int announced)
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientGround.Name}:{ground.Password}"));
        return $"PUT /dav/a.txt HTTP/1.1\r\nHost: {ground.Node.Origin.Authority}\r\nAuthorization: Basic {basic}\r\nContent-Length: {announced}\r\n\r\n";
    }
}
