using System.IO.Compression;
using System.Text;
using Federation.Node.Contributions.WeClock;

namespace Federation.Node.Tests.Contributions.WeClock;

public sealed class A_broken_export
{
    private const string Good = "0,1,geologging,11/2/26, 8:19 AM,50.05, 4.05\n";

    [Theory]
    [InlineData("", nameof(ImportFault.EmptyFile), null)]
    [InlineData("hello\n", nameof(ImportFault.NotWeClock), 1)]
    [InlineData(Good + "1,2,geologging,11/2/26\n", nameof(ImportFault.ColumnCount), 2)]
    [InlineData(Good + "1,2,geologging,13/42/26, 8:29 AM,50.05, 4.05\n", nameof(ImportFault.TimeNotUnderstood), 2)]
    [InlineData(Good + "1,2,geologging,11/2/26, 8:29 AM,95.05, 4.05\n", nameof(ImportFault.CoordinateImpossible), 2)]
    [InlineData(Good + "1,2,geologging,11/2/26, 8:29 AM,north, 4.05\n", nameof(ImportFault.CoordinateNotUnderstood), 2)]
    [InlineData(Good + "x,2,geologging,11/2/26, 8:29 AM,50.05, 4.05\n", nameof(ImportFault.NumberNotUnderstood), 2)]
    [InlineData("0,1,battery reading,11/2/26, 8:19 AM,69.0%\n", nameof(ImportFault.NoLocations), null)]
    public void Is_refused_with_its_line_and_reason(string text, string fault, int? line)
    {
        var refusal = Refusal(Encoding.UTF8.GetBytes(text), "data.csv");
        Assert.Equal((fault, line), (refusal.Fault.ToString(), refusal.Line));
        Assert.All(["en", "fr", "es"], language => Assert.DoesNotContain('{', refusal.Sentence(language)));
    }

    [Fact]
    public void Names_the_line_that_is_not_UTF_8() =>
        Assert.Equal((ImportFault.NotUtf8, 2), Told([.. Encoding.UTF8.GetBytes(Good), .. Encoding.UTF8.GetBytes("1,2,"), 0xFF, (byte)'\n'], "data.csv"));

    [Theory]
    [InlineData("../data.csv", nameof(ImportFault.ZipEntryNameUnsafe))]
    [InlineData("/etc/data.csv", nameof(ImportFault.ZipEntryNameUnsafe))]
    [InlineData("a\\..\\data.csv", nameof(ImportFault.ZipEntryNameUnsafe))]
    [InlineData("data.exe", nameof(ImportFault.ZipEntryNotCsv))]
    [InlineData("inner.zip", nameof(ImportFault.ZipNested))]
    public void Is_refused_for_the_name_inside_its_zip(string name, string fault) =>
        Assert.Equal(fault, Refusal(Zip((name, Encoding.UTF8.GetBytes(Good))), "x.zip").Fault.ToString());

    [Fact]
    public void Is_refused_with_two_files_in_its_zip() =>
        Assert.Equal(ImportFault.ZipNotOneFile, Refusal(Zip(("a.csv", []), ("b.csv", [])), "x.zip").Fault);

    [Fact]
    public void Is_refused_when_it_only_calls_itself_a_zip() =>
        Assert.Equal(ImportFault.NotAZip, Refusal(Encoding.UTF8.GetBytes(Good), "x.zip").Fault);

    [Fact]
    public void Is_refused_when_cut_short()
    {
        var zip = Zip(("data.csv", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Good, 500)))));
        Assert.Equal(ImportFault.ZipDamaged, Refusal(zip[..(zip.Length / 2)], "x.zip").Fault);
    }

    [Fact]
    public void Is_stopped_while_it_inflates_without_end()
    {
        var bomb = Zip(("data.csv", new byte[200 * 1024 * 1024]));
        var before = GC.GetTotalAllocatedBytes();
        var refusal = Refusal(bomb, "x.zip");
        Assert.Contains(refusal.Fault, new[] { ImportFault.ZipBomb, ImportFault.ControlCharacter, ImportFault.LineTooLong });
        Assert.True(GC.GetTotalAllocatedBytes() - before < 32 * 1024 * 1024);
    }

    private static (ImportFault, int?) Told(byte[] bytes, string name)
    {
        var refusal = Refusal(bytes, name);
        return (refusal.Fault, refusal.Line);
    }

    private static ImportRefusal Refusal(byte[] bytes, string name)
    {
        using var stream = new MemoryStream(bytes);
        var reading = WeClockImport.Read(stream, name);
        Assert.False(reading.IsRead);
        return reading.Refusal;
    }

    private static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return memory.ToArray();
    }
}
