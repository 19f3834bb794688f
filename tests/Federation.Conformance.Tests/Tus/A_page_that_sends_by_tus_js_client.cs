using System.Globalization;
using System.Security.Cryptography;
using Federation.Conformance.Tests.Clients;
using Federation.Node.Tests;
using Federation.Node.Tests.Documents;

namespace Federation.Conformance.Tests.Tus;

public sealed class A_page_that_sends_by_tus_js_client(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sends_a_file_whole_and_in_chunks()
    {
        await using var ground = await ClientGround.Of(postgres);
        var client = new TusClient(ground);
        Assert.Equal(["POST 201", "PATCH 204"], TusClient.Answers(await client.Send(new { }, File(ground, "whole.bin", 3_000_000))));
        Assert.Equal(["POST 201", "PATCH 204", "PATCH 204", "PATCH 204"], TusClient.Answers(await client.Send(new { chunkSize = 1_000_000 }, File(ground, "chunks.bin", 3_000_000))));
        Assert.Equal(["POST 201"], TusClient.Answers(await client.Send(new { }, File(ground, "empty.bin", 0))));
        await Same(ground, "whole.bin", "chunks.bin", "empty.bin");
    }

    [Fact]
    public async Task Stops_and_goes_on_where_it_stopped()
    {
        await using var ground = await ClientGround.Of(postgres);
        var said = await new TusClient(ground).Send(new { chunkSize = 2_000_000, abortAt = 9_000_000 }, File(ground, "large.bin", 20_000_000));
        Assert.True((bool?)said["sent"]?[0]?["wasResumed"], said.ToJsonString());
        Assert.Contains("HEAD 200", TusClient.Answers(said));
        Assert.Single(TusClient.Answers(said), "POST 201");
        Assert.True(TusClient.Answers(said).Count(answer => answer == "PATCH 204") is >= 10 and <= 12, said.ToJsonString()); // nothing was sent twice but what was under way
        await Same(ground, "large.bin");
    }

    [Fact]
    public async Task Gives_up_for_good()
    {
        await using var ground = await ClientGround.Of(postgres);
        var said = await new TusClient(ground).Send(new { chunkSize = 2_000_000, abortAt = 5_000_000, terminate = true }, File(ground, "large.bin", 20_000_000));
        Assert.Equal(404, (int?)said["sent"]?[0]?["afterwards"]);
        Assert.Contains("DELETE 204", TusClient.Answers(said));
        Assert.Null(await ground.Device.Read("/dav/large.bin"));
    }

    [Fact]
    public async Task Sends_one_file_in_parts_side_by_side()
    {
        await using var ground = await ClientGround.Of(postgres);
        var said = await new TusClient(ground).Send(new { parallelUploads = 4 }, File(ground, "large.bin", 20_000_001));
        Assert.Equal(5, TusClient.Answers(said).Count(answer => answer == "POST 201"));
        await Same(ground, "large.bin");
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task Sends_again_what_a_checksum_says_was_damaged(string algorithm)
    {
        await using var ground = await ClientGround.Of(postgres);
        var file = File(ground, "a.bin", 2_500_000);
        var refused = await new TusClient(ground).Send(new { chunkSize = 1_000_000, checksum = algorithm, damage = true }, file);
        Assert.Equal(460, (int?)refused["status"]);
        Assert.Equal(["POST 201", "PATCH 204", "PATCH 204", "PATCH 204"], TusClient.Answers(await new TusClient(ground).Send(new { chunkSize = 1_000_000, checksum = algorithm }, file)));
        await Same(ground, "a.bin");
    }

    [Fact]
    public async Task Is_refused_in_another_version()
    {
        await using var ground = await ClientGround.Of(postgres);
        Assert.Equal(412, (int?)(await new TusClient(ground).Send(new { version = "0.2.2" }, File(ground, "a.bin", 10)))["status"]);
    }

    [Fact]
    public async Task Sends_a_hundred_small_files_eight_at_once()
    {
        await using var ground = await ClientGround.Of(postgres);
        var files = Enumerable.Range(0, 100).Select(i => File(ground, $"{i:d3}.bin", 16 * 1024)).ToList();
        var said = await new TusClient(ground).Send(new { together = 8 }, files);
        Assert.Equal(100, said["sent"]?.AsArray().Count);
        await Same(ground, [.. files.Select(file => Path.GetFileName(file))]);
        TestContext.Current.SendDiagnosticMessage($"100 x 16 KiB, 8 at once: {100_000 / Milliseconds(said):f0} files/s");
    }

    [Fact(Explicit = true)] // a gibibyte, half a minute; run by hand with -explicit only
    public async Task Sends_a_gibibyte_in_chunks_of_eight_mebibytes()
    {
        await using var ground = await ClientGround.Of(postgres);
        var file = File(ground, "large.bin", 1024 * 1024 * 1024);
        var said = await new TusClient(ground).Send(new { chunkSize = 8 * 1024 * 1024 }, file);
        Assert.Equal(129, TusClient.Answers(said).Count);
        TestContext.Current.SendDiagnosticMessage($"1 GiB in chunks of 8 MiB: {1024_000 / Milliseconds(said):f0} MiB/s");
        await Same(ground, "large.bin");
    }

    private static double Milliseconds(System.Text.Json.Nodes.JsonNode said) => double.Parse(said["milliseconds"]!.ToString(), CultureInfo.InvariantCulture); // of what went well

    private static string File(ClientGround ground, string name, int size)
    {
        var path = ground.In(name);
        using var file = System.IO.File.Create(path);
        var (random, block) = (new Random(size), new byte[1 << 20]);
        for (var left = size; left > 0; left -= block.Length)
        {
            random.NextBytes(block);
            file.Write(block, 0, Math.Min(left, block.Length));
        }

        return path;
    }

    private static async Task Same(ClientGround ground, params IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            await using var sent = System.IO.File.OpenRead(ground.In(name));
            await using var kept = await ground.Device.Http.GetStreamAsync(new Uri($"/dav/{name}", UriKind.Relative), Cancel);
            Assert.Equal(Convert.ToHexString(await SHA256.HashDataAsync(sent, Cancel)), Convert.ToHexString(await SHA256.HashDataAsync(kept, Cancel)));
        }
    }
}
