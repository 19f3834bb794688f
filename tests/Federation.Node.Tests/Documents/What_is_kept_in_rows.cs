using System.Security.Cryptography;
using Federation.Node.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

public sealed class What_is_kept_in_rows(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_the_content_of_small_documents_and_of_no_others()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        var (small, large) = (RandomNumberGenerator.GetBytes(DocumentLimits.RowBytes), RandomNumberGenerator.GetBytes(DocumentLimits.RowBytes + 1));
        foreach (var (content, isRow) in new (byte[], bool)[] { (small, true), (large, false), ([], true) })
        {
            Assert.Equal(201, await ana.Device.Status("PUT", "/dav/a.bin", new ByteArrayContent(content)));
            Assert.Equal(isRow, Assert.Single(node.Blobs()).IsRow);
            Assert.Equal(content, await ana.Device.Http.GetByteArrayAsync("/dav/a.bin", Cancel));
            await ana.Destroy("/dav/a.bin");
            Assert.Empty(node.Blobs());
        }

        Assert.Equal(201, await ana.Device.Status("PUT", "/dav/grows.bin", new ByteArrayContent(small)));
        Assert.Equal(204, await ana.Device.Status("PUT", "/dav/grows.bin", new ByteArrayContent([.. small, .. large])));
        Assert.Equal(204, await ana.Device.Status("PUT", "/dav/grows.bin", new ByteArrayContent(small[..^1])));
        Assert.Equal(2, node.Blobs().Count(blob => blob.IsRow));
        using var page = await node.SignedIn("ana");
        var id = await ana.Id("grows.bin");
        Assert.Equal(small, await page.Http.GetByteArrayAsync($"/documents/{id}/content?version=1", Cancel));
        Assert.Equal((byte[])[.. small, .. large], await page.Http.GetByteArrayAsync($"/documents/{id}/content?version=2", Cancel));
        Assert.Equal(small[100..201], await Range(ana, "/dav/grows.bin", 100, 200));
        var check = await ana.Check();
        Assert.Equal((3, 0, 0), (check.Named, check.Faults.Count, check.Unnamed.Count));
    }

    [Fact]
    public async Task Comes_with_its_document_or_not_at_all()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", "one");
        Assert.Equal(412, await ana.Device.Status("PUT", "/dav/a.txt", new StringContent("two"), ("If-None-Match", "*")));
        Assert.Equal(400, await ana.Device.Status("PUT", "/dav/a.txt", new StringContent("three"), ("OC-Checksum", "SHA1:" + new string('0', 40))));
        Assert.Equal(409, await ana.Device.Status("PUT", "/dav/nowhere/a.txt", new StringContent("four")));
        Assert.Single(node.Blobs());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ana.Device.Status("PUT", "/dav/a.txt", new StringContent($"at once {i}"))));
        Assert.Equal(9, node.Blobs().Count);
        Assert.Equal(9, await node.Count("node.document_version"));
        Assert.Empty((await ana.Check()).Unnamed);
    }

    [Fact]
    public async Task Is_never_served_as_good_when_it_was_changed_and_is_named_by_who_looks()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", "one");
        Assert.Single(node.Blobs()).Damage();
        Assert.Null(await ana.Device.Read("/dav/a.txt"));
        var blobs = node.Services.GetRequiredService<DocumentCheck>();
        Assert.EndsWith("were changed.", Assert.Single((await blobs.Look(new HashSet<string>(), share: 1, Cancel)).Faults), StringComparison.Ordinal);
        Assert.Single(node.Blobs()).Lose();
        Assert.EndsWith("are missing.", Assert.Single((await blobs.Look(new HashSet<string>(), share: 0, Cancel)).Faults), StringComparison.Ordinal);
    }

    private static async Task<byte[]> Range(Drive drive, string path, int from, int to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Range = new(from, to) } };
        using var answer = await drive.Device.Http.SendAsync(request, Cancel);
        return await answer.Content.ReadAsByteArrayAsync(Cancel);
    }
}
