using System.Text;
using Federation.Node.Tests.Documents;

namespace Federation.Node.Tests.CommandLine;

/// <summary>The real program, because what a picture does to memory is seen on a process.</summary>
public sealed class A_node_that_is_sent_hostile_pictures
{
    private const int Allowed = 150 * 1024; // KiB more than before: buffers of requests, and the garbage of a heap that has room

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Decodes_none_of_them_itself_and_serves_on()
    {
        await using var installation = new Installation();
        await installation.Serve();
        Assert.Equal(0, (await Installation.Run("member", "add", "mallory", "--data", installation.Folder)).Code);
        var (code, password, _) = await Installation.Run("app-password", "mallory", "--label", "laptop", "--data", installation.Folder);
        Assert.Equal(0, code);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{installation.Listen}") };
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("mallory:" + password.Trim())));
        Assert.Equal("image/jpeg", await Preview(http, "harmless.png", Pictures.Png(100, 100, 101 * 100)));
        var before = Installation.Status(installation.ProcessId, "VmHWM:");
        foreach (var (name, bytes) in new (string, byte[])[]
        {
            ("four billion pixels.png", Pictures.Png(65_500, 65_500, 1L << 28)),
            ("four billion pixels.gif", Pictures.Gif(65_500, 65_500, 1)),
            ("a hundred thousand frames.gif", Pictures.Gif(100, 100, 100_000)),
            ("as many pixels as may be.png", Pictures.Png(8_000, 8_000, 8_001L * 8_000)),
            ("a hundred thousand pages.pdf", Pictures.Pdf(100_000)),
            ("unpacks to a quarter of a gigabyte.pdf", Pictures.Pdf(1, Pictures.Zeros(1L << 28))),
            ("half.jpg", Pictures.Jpeg()[..500]),
        })
        {
            await Preview(http, name, bytes);
        }

        Assert.Equal("image/jpeg", await Preview(http, "harmless again.png", Pictures.Png(100, 100, 101 * 100)));
        Assert.DoesNotContain("libSkiaSharp", await File.ReadAllTextAsync($"/proc/{installation.ProcessId}/maps", Cancel), StringComparison.Ordinal);
        Assert.InRange(Installation.Status(installation.ProcessId, "VmHWM:") - before, 0, Allowed);
    }

    private static async Task<string?> Preview(HttpClient http, string name, byte[] bytes)
    {
        using var put = await http.PutAsync("/dav/" + Uri.EscapeDataString(name), new ByteArrayContent(bytes), Cancel);
        Assert.Equal(201, (int)put.StatusCode);
        using var answer = await http.GetAsync($"/index.php/core/preview.png?file=/{Uri.EscapeDataString(name)}&x=64&y=64", Cancel);
        Assert.True((int)answer.StatusCode is 200 or 404, $"{name} was answered {(int)answer.StatusCode}");
        return answer.Content.Headers.ContentType?.MediaType;
    }
}
