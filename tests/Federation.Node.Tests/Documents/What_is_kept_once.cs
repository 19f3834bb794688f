using System.Net.Http.Headers;
using System.Security.Cryptography;
using Federation.Node.CommandLine;
using Federation.Node.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

/// <summary>The same content twice in a space, and a new version of a large document: the disk holds what is new.</summary>
public sealed class What_is_kept_once(PostgresFixture postgres)
{
    private const int Mebibyte = 1 << 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_the_same_content_in_a_space_until_the_last_document_with_it_is_erased()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        var content = RandomNumberGenerator.GetBytes(100_000);
        await Put(ana, "/dav/a.bin", content);
        await Put(ana, "/dav/b.bin", content);
        Assert.Single(node.Blobs());
        await Put(ana, "/dav/b.bin", RandomNumberGenerator.GetBytes(100_000));
        await Put(ana, "/dav/b.bin", content);
        Assert.Equal(2, node.Blobs().Count);
        await Put(ben, "/dav/a.bin", content); // another space: neither learns of the other
        Assert.Equal(3, node.Blobs().Count);
        Assert.Equal(400_000, await Used(node, ana)); // a space is as full as its members see
        await ana.Destroy("/dav/a.bin");
        Assert.Equal(content, await Get(ana, "/dav/b.bin"));
        Assert.Equal(3, node.Blobs().Count);
        await ana.Destroy("/dav/b.bin");
        Assert.Single(node.Blobs());
        Assert.Equal(1, await node.Count("node.content_tag"));
        Assert.Equal(content, await Get(ben, "/dav/a.bin"));
        Assert.Equal((0, 0, 0), await Look(node));
    }

    [Fact]
    public async Task Is_not_what_is_small_or_only_as_long()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await Put(ana, "/dav/a.txt", "small"u8.ToArray());
        await Put(ana, "/dav/b.txt", "small"u8.ToArray());
        await Put(ana, "/dav/c.bin", RandomNumberGenerator.GetBytes(100_000));
        await Put(ana, "/dav/d.bin", RandomNumberGenerator.GetBytes(100_000));
        Assert.Equal(4, node.Blobs().Count);
    }

    [Fact]
    public async Task Is_what_did_not_change_of_a_large_document_whatever_becomes_of_its_earlier_versions()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        var one = RandomNumberGenerator.GetBytes(8 * Mebibyte);
        byte[] two = [.. one[..(3 * Mebibyte)], .. "a line"u8, .. one[(3 * Mebibyte)..]];
        byte[] three = [.. two[..Mebibyte], .. two[(2 * Mebibyte)..]];
        await Put(ana, "/dav/film.bin", one);
        await Put(ana, "/dav/film.bin", two);
        await Put(ana, "/dav/film.bin", three);
        Assert.InRange(node.Blobs().Sum(blob => blob.Read().LongLength), 8 * Mebibyte, 11 * Mebibyte);
        Assert.Equal(3 * 8L * Mebibyte - Mebibyte + 12, await Used(node, ana));
        var id = await ana.Id("film.bin");
        using var page = await node.SignedIn("ana");
        Assert.Equal(one, await page.Http.GetByteArrayAsync($"/documents/{id}/content?version=1", Cancel));
        Assert.Equal(two, await page.Http.GetByteArrayAsync($"/documents/{id}/content?version=2", Cancel));
        Assert.Equal(three, await Get(ana, "/dav/film.bin"));
        Assert.Equal(three[(Mebibyte - 5)..(Mebibyte + 3 * Mebibyte)], await Get(ana, "/dav/film.bin", Mebibyte - 5, Mebibyte + 3 * Mebibyte - 1));
        Assert.Equal((0, 0, 0), await Look(node));

        await ana.Device.Status("COPY", "/dav/film.bin", null, ("Destination", "/dav/copy.bin"));
        node.Clock.Advance(TimeSpan.FromDays(400));
        await ana.Upkeep(); // the first two are thinned out
        Assert.Single(await ana.Versions(id));
        Assert.Equal(three, await Get(ana, "/dav/film.bin"));
        await ana.Destroy("/dav/film.bin");
        Assert.Equal(three, await Get(ana, "/dav/copy.bin"));
        Assert.Equal((0, 0, 0), await Look(node));
        await ana.Destroy("/dav/copy.bin");
        Assert.Empty(node.Blobs());
        Assert.Equal((0, 0, 0), await Look(node));
    }

    [Fact]
    public async Task Is_not_what_is_damaged()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        var content = RandomNumberGenerator.GetBytes(8 * Mebibyte);
        await Put(ana, "/dav/film.bin", content);
        var first = Assert.Single(node.Blobs());
        await using (var file = File.OpenWrite(first.At))
        {
            file.Position = 5 * Mebibyte;
            file.WriteByte(1);
            file.WriteByte(2);
        }

        await Put(ana, "/dav/film.bin", [.. content, 1]);
        Assert.Equal([.. content, 1], await Get(ana, "/dav/film.bin"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Is_put_again_in_place_of_what_the_disk_lost_or_damaged(bool isLost)
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        var content = RandomNumberGenerator.GetBytes(100_000);
        await Put(ana, "/dav/a.bin", content);
        if (isLost)
        {
            Assert.Single(node.Blobs()).Lose();
        }
        else
        {
            Assert.Single(node.Blobs()).Damage();
        }

        await Put(ana, "/dav/b.bin", content);
        Assert.Equal(content, await Get(ana, "/dav/b.bin"));
        await Put(ana, "/dav/a.bin", content);
        Assert.Equal(content, await Get(ana, "/dav/a.bin")); // of the good one
    }

    [Fact]
    public async Task Is_refused_whole_when_less_comes_than_was_announced()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        var content = RandomNumberGenerator.GetBytes(8 * Mebibyte);
        await Put(ana, "/dav/film.bin", content);
        var bytes = node.Services.GetRequiredService<DocumentBytes>();
        await using var session = node.Services.GetRequiredService<Marten.IDocumentStore>().QuerySession();
        var before = (await session.LoadAsync<Entry>(await ana.Id("film.bin"), Cancel))!.Versions[^1].Bytes;
        var (kept, refusal) = await bytes.KeepVersion(new MemoryStream(content[..^1]), content.Length, null, null, Cancel, before);
        Assert.Null(kept);
        Assert.IsType<DocumentRefusal.CutShort>(refusal);
        (kept, refusal) = await bytes.KeepVersion(new MemoryStream(content), content.Length, content.Length - 1, null, Cancel, before);
        Assert.Null(kept);
        Assert.Single(node.Blobs());
    }

    private static async Task Put(Drive drive, string path, byte[] content)
    {
        using var answer = await drive.Device.Send("PUT", path, new ByteArrayContent(content));
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode}");
    }

    private static async Task<byte[]> Get(Drive drive, string path, long? from = null, long? to = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = from is null ? null : new RangeHeaderValue(from, to);
        using var answer = await drive.Device.Http.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode}");
        return await answer.Content.ReadAsByteArrayAsync(Cancel);
    }

    private static async Task<long> Used(RunningNode node, Drive drive)
    {
        await using var command = node.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand(
            "select sum(length)::bigint from node.document_version where space_id = (select space_id from node.entry where name = 'b.bin' or name = 'film.bin' limit 1)");
        return (long)(await command.ExecuteScalarAsync(Cancel))!; // there is one
    }

    private static async Task<(int, int, int)> Look(RunningNode node)
    {
        var found = await node.Services.GetRequiredService<DocumentCheck>().Look(new HashSet<string>(), share: 1, Cancel);
        return (found.Faults.Count, found.Unnamed.Count, found.Doomed);
    }
}
