using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Federation.Node.Tools;
using Federation.Node.Tools.Archives;

namespace Federation.Node.Tests.Tools;

public sealed class An_archive
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_either_kind_is_listed_and_counted()
    {
        var tar = await Listed(ToolSteps.TarGz(("tool/bin/parse", "#!/bin/sh"), ("tool/README", "Read me"), (new string('d', 90) + "/" + new string('f', 200), "long")));
        Assert.Equal((ArchiveKind.TarGz, 3), (tar.Kind, tar.Entries));
        var zip = await Listed(ToolSteps.Zip(("tool/bin/parse", "#!/bin/sh"), ("tool/README", "Read me"), ("tool/empty/", "")));
        Assert.Equal((ArchiveKind.Zip, 3, 16L), (zip.Kind, zip.Entries, zip.UnpackedBytes));
    }

    [Theory]
    [InlineData("../../etc/cron.d/evil")]
    [InlineData("tool/../../evil")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\..\\evil.exe")]
    [InlineData("C:\\Windows\\evil.exe")]
    [InlineData("\\\\server\\share")]
    public async Task That_would_write_outside_its_folder_is_refused(string name)
    {
        Assert.Contains("outside its folder", await Fault(ToolSteps.TarGz(("ok", "ok"), (name, "evil"))), StringComparison.Ordinal);
        Assert.Contains("outside its folder", await Fault(ToolSteps.Zip(("ok", "ok"), (name, "evil"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_is_a_bomb_is_refused_in_little_memory()
    {
        var zeros = new string('\0', 3_000_000);
        var (tar, zip) = (ToolSteps.TarGz(("bomb", zeros)), ToolSteps.Zip(("bomb", zeros)));
        Assert.True(tar.Length < 30_000 && zip.Length < 30_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("unpacks to more than 1000000", await Fault(tar, 1_000_000), StringComparison.Ordinal);
        Assert.Contains("unpacks to more than 1000000", await Fault(zip, 1_000_000), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public async Task Whose_headers_are_the_bomb_is_refused()
    {
        using var bytes = new MemoryStream();
        await using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            var header = new byte[512];
            "bomb"u8.CopyTo(header);
            header[156] = (byte)'x';
            "77777777777"u8.CopyTo(header.AsSpan(124));
            Checksum(header);
            gzip.Write(header);
        }

        Assert.Contains("extended header", await Fault(bytes.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_more_files_than_anybody_needs_is_refused()
    {
        var many = Enumerable.Range(0, ToolLimits.MostEntries + 1).Select(i => ($"f{i}", "")).ToArray();
        Assert.Contains("more than 20000 files", await Fault(ToolSteps.TarGz(many)), StringComparison.Ordinal);
        Assert.Contains("more than 20000 files", await Fault(ToolSteps.Zip(many)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Fifo)]
    public async Task With_a_link_or_a_device_in_it_is_refused(TarEntryType type)
    {
        using var bytes = new MemoryStream();
        await using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(gzip))
        {
            var entry = new PaxTarEntry(type, "tool/link");
            if (type != TarEntryType.Fifo)
            {
                entry.LinkName = "/etc/passwd";
            }

            await tar.WriteEntryAsync(entry, Cancel);
        }

        Assert.Contains("link or a device", await Fault(bytes.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_says_something_else_in_its_directory_than_where_its_bytes_are_is_refused()
    {
        var zip = ToolSteps.Zip(("harmless", "content"));
        Encoding.ASCII.GetBytes("horrible").CopyTo(zip, 30); // the name in the local header
        Assert.Contains("another name", await Fault(zip), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_lies_about_a_size_is_refused()
    {
        var zip = ToolSteps.Zip(("f", "content"));
        var directory = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        zip[directory + 24] = 1; // unpacked size
        Assert.Contains("not of the size", await Fault(zip), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_is_encrypted_or_linked_in_a_zip_is_refused()
    {
        var (encrypted, linked) = (ToolSteps.Zip(("f", "content")), ToolSteps.Zip(("f", "content")));
        var directory = encrypted.AsSpan().IndexOf("PK\u0001\u0002"u8);
        encrypted[directory + 8] |= 1;
        Assert.Contains("encrypted", await Fault(encrypted), StringComparison.Ordinal);
        linked[directory + 41] = 0xA1; // Unix mode of a symbolic link
        Assert.Contains("link or a device", await Fault(linked), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MZ an executable")]
    [InlineData("\u001f\u008b not really gzip")]
    [InlineData("PK\u0003\u0004 not really zip")]
    public async Task Must_be_one(string content) => Assert.NotNull(await Fault(Encoding.Latin1.GetBytes(content)));

    [Fact]
    public async Task That_is_empty_or_names_one_file_twice_is_refused()
    {
        Assert.NotNull(await Fault(ToolSteps.TarGz()));
        Assert.NotNull(await Fault(ToolSteps.Zip()));
        Assert.Contains("Two entries", await Fault(ToolSteps.TarGz(("a/B", "1"), ("a/./b", "2"))), StringComparison.Ordinal);
        Assert.Contains("Two entries", await Fault(ToolSteps.Zip(("a/B", "1"), ("a//b", "2"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_is_cut_short_is_refused()
    {
        var random = new Random(7);
        var content = new string([.. Enumerable.Range(0, 5000).Select(_ => (char)random.Next(33, 120))]);
        foreach (var whole in new[] { ToolSteps.TarGz(("f", content)), ToolSteps.Zip(("f", content)) })
        {
            for (var length = 4; length < whole.Length; length += 97)
            {
                Assert.True(await Fault(whole[..length]) is not null, $"{length} of {whole.Length} bytes were taken for an archive.");
            }
        }
    }

    private static void Checksum(byte[] header)
    {
        "        "u8.CopyTo(header.AsSpan(148));
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(each => each), 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
    }

    private static async Task<ArchiveListing> Listed(byte[] archive)
    {
        var (listing, fault) = await ArchiveListing.Of(new MemoryStream(archive), new ToolLimits(), Cancel);
        Assert.Null(fault);
        return listing!; // no fault
    }

    private static async Task<string?> Fault(byte[] archive, long most = 100_000_000) =>
        (await ArchiveListing.Of(new MemoryStream(archive), new ToolLimits { MaxUnpackedBytes = most }, Cancel)).Fault;
}
