using System.IO.Compression;
using System.Net;
using System.Text;
using Federation.Node.Contributions.WeClock;
using Federation.Node.Tests.Campaigns;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Contributions;

public sealed class An_upload_that_is_refused(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_why_and_leaves_nothing_behind()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await node.SignedIn("ana");
        await ana.Open(campaign + "/consent");
        await ana.Submit(campaign + "/consent");
        var before = await Kept(node);
        var cases = new (string What, string FileName, byte[] Bytes, HttpStatusCode Status, string Message)[]
        {
            ("larger than the limit", "data.csv", new byte[WeClockLimits.Default.MaxUploadBytes + (128 * 1024)], HttpStatusCode.RequestEntityTooLarge, "too large"),
            ("empty", "data.csv", [], HttpStatusCode.UnprocessableEntity, "Choose the file"),
            ("no export at all", "data.csv", "Dear union,\nhere are my hours.\n"u8.ToArray(), HttpStatusCode.UnprocessableEntity, "line 1"),
            ("not text", "data.csv", [0xFF, 0xFE, 0x00, 0x80, 0x0A], HttpStatusCode.UnprocessableEntity, "UTF-"),
            ("a zip in name only", "data.zip", "PK but not really"u8.ToArray(), HttpStatusCode.UnprocessableEntity, "zip"),
            ("a path out of the zip", "data.zip", Zip("../../etc/cron.d/data.csv", "x"u8.ToArray()), HttpStatusCode.UnprocessableEntity, "zip"),
            ("a zip bomb", "data.zip", Zip("data.csv", new byte[80 * 1024 * 1024]), HttpStatusCode.UnprocessableEntity, "line"),
        };
        foreach (var (what, fileName, bytes, status, message) in cases)
        {
            await ana.Open(campaign + "/contribute");
            await ana.Upload(campaign + "/import", "file", fileName, bytes, ("sector", "care"), ("region", "north"));
            Assert.True(ana.Status == status, $"{what}: {ana.Status} {ana.Text}");
            Assert.True(ana.Text.Contains(message, StringComparison.OrdinalIgnoreCase), $"{what}: {ana.Text}");
            Assert.Equal(before, await Kept(node));
        }
    }

    [Fact]
    public async Task Answers_a_program_with_problem_details()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        ana.Http.DefaultRequestHeaders.Accept.Clear();
        ana.Http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        using var content = new MultipartFormDataContent("boundary");
        using var answer = await ana.Http.PostAsync($"/campaigns/{Guid.Empty}/import", content, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode); // without the form's token
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private static byte[] Zip(string name, byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
            entry.Write(bytes);
        }

        return memory.ToArray();
    }

    private static async Task<long> Kept(RunningNode node)
    {
        await using var command = node.Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("select (select count(*) from node.import_draft) + (select count(*) from node.mt_events)");
        return (long)(await command.ExecuteScalarAsync(Cancel))!; // counts
    }
}
