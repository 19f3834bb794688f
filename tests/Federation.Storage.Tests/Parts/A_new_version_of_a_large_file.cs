using System.Security.Cryptography;
using CsCheck;
using Federation.Storage.Parts;

namespace Federation.Storage.Tests.Parts;

public sealed class A_new_version_of_a_large_file
{
    private const int Mebibyte = 1 << 20;

    // The same in each run: where a content is cut is chance, and with it how much of a change is stored.
    private static readonly byte[] Old = Bytes(1, 12 * Mebibyte);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Changes => new()
    {
        { "nothing", 0 },
        { "a byte in the middle", 2 * Mebibyte },
        { "a line put in at the beginning", 2 * Mebibyte },
        { "a mebibyte cut out", 2 * Mebibyte },
        { "a mebibyte added", 3 * Mebibyte },
        { "the second half before the first", 3 * Mebibyte },
    };

    [Theory, MemberData(nameof(Changes))]
    public async Task Stores_only_what_changed(string change, int most)
    {
        byte[] now = change switch
        {
            "nothing" => Old,
            "a byte in the middle" => [.. Old[..(5 * Mebibyte)], (byte)(Old[5 * Mebibyte] ^ 1), .. Old[(5 * Mebibyte + 1)..]],
            "a line put in at the beginning" => [.. "one more line\n"u8, .. Old],
            "a mebibyte cut out" => [.. Old[..(5 * Mebibyte)], .. Old[(6 * Mebibyte)..]],
            "a mebibyte added" => [.. Old, .. Bytes(2, Mebibyte)],
            _ => [.. Old[(6 * Mebibyte)..], .. Old[..(6 * Mebibyte)]],
        };
        var (given, parts) = await Compare(now, Old, [new Part(0, 0, Old.Length)], 500);
        Assert.InRange(given.Length, 0, most);
        Assert.Equal(now, await Join(parts, given, Old));
    }

    private static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    [Fact]
    public async Task That_has_nothing_of_the_old_one_is_stored_whole()
    {
        var now = Bytes(3, 3 * Mebibyte);
        var (given, parts) = await Compare(now, Old, [new Part(0, 0, Old.Length)], 500);
        Assert.Equal([new Part(0, 0, now.Length)], parts);
        Assert.Equal(now, given);
    }

    [Fact]
    public async Task Has_no_more_parts_than_are_allowed()
    {
        var now = Old.ToArray();
        for (var at = 0; at < now.Length; at += Mebibyte)
        {
            now[at + 1000] ^= 1;
        }

        var (given, parts) = await Compare(now, Old, [new Part(0, 0, Old.Length)], 8);
        Assert.InRange(parts.Count, 2, 8);
        Assert.Equal(now, await Join(parts, given, Old));
    }

    [Fact]
    public async Task Is_whole_when_the_old_one_cannot_be_read()
    {
        using var changed = new ChangesStream(new MemoryStream(Old), new Broken(Old, 3 * Mebibyte), [new Part(0, 0, Old.Length)], 500);
        using var given = new MemoryStream();
        await changed.CopyToAsync(given, Cancel);
        Assert.InRange(given.Length, 8 * Mebibyte, 12 * Mebibyte);
        Assert.Equal(Old, await Join(changed.Parts, given.ToArray(), Old));
    }

    [Fact]
    public async Task Is_what_was_sent_after_any_changes_and_each_range_of_it_too()
    {
        var change = Gen.Select(Gen.Int[0, 3 * Mebibyte], Gen.Int[0, 300_000], Gen.Int[0, 300_000]);
        await Gen.Select(change.List[1, 4], Gen.Int[2, 40]).SampleAsync(async (changes, mostParts) =>
        {
            // Each version rests on parts of all before it.
            List<byte[]> sources = [Old[..(3 * Mebibyte)]];
            var (content, parts) = (sources[0], (IReadOnlyList<Part>)[new Part(0, 0, sources[0].Length)]);
            foreach (var (at, cut, put) in changes)
            {
                var from = Math.Min(at, content.Length);
                byte[] now = [.. content[..from], .. RandomNumberGenerator.GetBytes(put), .. content[Math.Min(content.Length, from + cut)..]];
                var (given, next) = await Compare(now, content, parts, mostParts);
                sources.Insert(0, given);
                (content, parts) = (now, next);
                Assert.Equal(now, await Join(parts, [.. sources]));
            }

            await using var joined = new PartsStream(parts, [.. sources.Select(source => new MemoryStream(source))]);
            for (var i = 0; i < 20 && content.Length > 0; i++)
            {
                var (from, to) = (RandomNumberGenerator.GetInt32(content.Length), RandomNumberGenerator.GetInt32(content.Length) + 1);
                (from, to) = (Math.Min(from, to), Math.Max(from, to));
                joined.Position = from;
                var range = new byte[to - from];
                await joined.ReadExactlyAsync(range, Cancel);
                Assert.Equal(content[from..to], range);
            }
        }, iter: 20, threads: 1);
    }

    [Fact]
    public void Is_refused_when_a_part_is_not_within_its_source() =>
        Assert.Throws<InvalidDataException>(() => new PartsStream([new Part(0, 5, 10)], [new MemoryStream(new byte[14])]));

    private static async Task<(byte[] Given, IReadOnlyList<Part> Parts)> Compare(byte[] now, byte[] old, IReadOnlyList<Part> oldParts, int mostParts)
    {
        using var changed = new ChangesStream(new MemoryStream(now), new MemoryStream(old), oldParts, mostParts);
        using var given = new MemoryStream();
        await changed.CopyToAsync(given, Cancel);
        Assert.Equal(now.Length, changed.Received);
        Assert.Equal(given.Length, changed.Given);
        Assert.Equal(SHA256.HashData(now), changed.Sha256());
        return (given.ToArray(), changed.Parts);
    }

    private static async Task<byte[]> Join(IReadOnlyList<Part> parts, params byte[][] sources)
    {
        await using var joined = new PartsStream(parts, [.. sources.Select(source => new MemoryStream(source))]);
        using var all = new MemoryStream();
        await joined.CopyToAsync(all, Cancel);
        return all.ToArray();
    }

    /// <summary>A disk that cannot be read from some byte on.</summary>
    private sealed class Broken(byte[] content, int from) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position + buffer.Length > from ? throw new IOException("a bad sector") : base.ReadAsync(buffer, cancellationToken);
    }
}
