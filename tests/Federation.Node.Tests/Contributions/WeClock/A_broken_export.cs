using System.IO.Compression;
using System.Text;
using Federation.Node.Contributions.WeClock;

namespace Federation.Node.Tests.Contributions.WeClock;

public sealed class A_broken_export
{
    private const string Good = "0,1,geologging,11/2/26, 8:19 AM,50.05, 4.05\n";
    private const string Android = "0,geo_logging,2026-11-02 08:19:00,\"50.05,4.05\",,,,,\n";

    [Theory]
    [InlineData("", nameof(ImportFault.EmptyFile), null)]
    [InlineData("hello\n", nameof(ImportFault.NotWeClock), 1)]
    [InlineData(Good + "1,2,geologging,11/2/26\n", nameof(ImportFault.ColumnCount), 2)]
    [InlineData(Good + "1,2,geologging,13/42/26, 8:29 AM,50.05, 4.05\n", nameof(ImportFault.TimeNotUnderstood), 2)]
    [InlineData(Good + "1,2,geologging,11/2/26, 8:29 AM,95.05, 4.05\n", nameof(ImportFault.CoordinateImpossible), 2)]
    [InlineData(Good + "1,2,geologging,11/2/26, 8:29 AM,north, 4.05\n", nameof(ImportFault.CoordinateNotUnderstood), 2)]
    [InlineData(Good + "x,2,geologging,11/2/26, 8:29 AM,50.05, 4.05\n", nameof(ImportFault.NumberNotUnderstood), 2)]
    [InlineData("idx,id,type,date,time,value1,value2\n" + Good, nameof(ImportFault.NotWeClock), 1)]
    [InlineData(Good + "\n1,2,geologging,11/2/26, 8:29 AM,50.05\n", nameof(ImportFault.CoordinateNotUnderstood), 3)]
    [InlineData(Good + "1,2,geologging,11/2/26, 8:29 AM,\"50,05\",\" 4,05\"\n", nameof(ImportFault.DecimalComma), 2)]
    [InlineData(Good + "1,2,geologging,11/2/26, 8:29 AM,50,05, 4,05\n", nameof(ImportFault.DecimalComma), 2)]
    [InlineData(Good + "1,2,geologging,11/2/26, 8:29 AM,NaN, 4.05\n", nameof(ImportFault.CoordinateImpossible), 2)]
    [InlineData(Good + "1,2,geologging,11/2/26, 8:29 AM,50.05, -180.1\n", nameof(ImportFault.CoordinateImpossible), 2)]
    [InlineData(Good + "1,2,geologging,2/29/26, 8:29 AM,50.05, 4.05\n", nameof(ImportFault.TimeNotUnderstood), 2)]
    [InlineData(Good + "1,2,geologging,13/11/26, 8:29 AM,50.05, 4.05\n", nameof(ImportFault.TimeNotUnderstood), 2)]
    [InlineData(Good + "1,2,geologging,13.11.26, 8:29 AM,50.05, 4.05\n", nameof(ImportFault.TimeNotUnderstood), 2)]
    [InlineData(Good + "1,2,geologging,11/2/26, 16:29,50.05, 4.05\n", nameof(ImportFault.TimeNotUnderstood), 2)]
    [InlineData(Good + "1,99999999999999999999,geologging,11/2/26, 8:29 AM,50.05, 4.05\n", nameof(ImportFault.NumberNotUnderstood), 2)]
    [InlineData(Good + "1,2,geologging,11/2/26, 8:29 AM,\"50.05, 4.05\n", nameof(ImportFault.QuotesBroken), 2)]
    [InlineData(Good + "1,2,geologging,11/2/26, 8:29 AM,5\"0.05, 4.05\n", nameof(ImportFault.QuotesBroken), 2)]
    [InlineData(Good + "1,2,geologging,11/2/26, 8:29 AM,\"50.05\"x, 4.05\n", nameof(ImportFault.QuotesBroken), 2)]
    [InlineData(Good + "1,2,geologging,11/2/26, 8:29 AM,50.0\u00005, 4.05\n", nameof(ImportFault.ControlCharacter), 2)]
    [InlineData(Android + "1,geo_logging,2026-11-02 08:29:00,\"50,05,4,05\",,,,,\n", nameof(ImportFault.DecimalComma), 2)]
    [InlineData(Android + "1,geo_logging,1999-12-31 08:29:00,\"50.05,4.05\",,,,,\n", nameof(ImportFault.DateOutOfRange), 2)]
    [InlineData(Android + "1,geo_logging,2101-01-01 08:29:00,\"50.05,4.05\",,,,,\n", nameof(ImportFault.DateOutOfRange), 2)]
    [InlineData(Android + "1,geo_logging,02/11/2026 08:29,\"50.05,4.05\",,,,,\n", nameof(ImportFault.TimeNotUnderstood), 2)]
    [InlineData(Android + "1,geo_logging,2026-11-02 08:29:00,50.05,,,,,\n", nameof(ImportFault.CoordinateNotUnderstood), 2)]
    [InlineData(Android + "1,geo_logging,2026-11-02 08:29:00,\"50.05,4.05\",,,\n", nameof(ImportFault.ColumnCount), 2)]
    [InlineData(Android + Good, nameof(ImportFault.ColumnCount), 2)]
    [InlineData("0,1,battery reading,11/2/26, 8:19 AM,69.0%\n", nameof(ImportFault.NoLocations), null)]
    public void Is_refused_with_its_line_and_reason(string text, string fault, int? line)
    {
        var refusal = Refusal(Encoding.UTF8.GetBytes(text), "data.csv");
        Assert.Equal((fault, line), (refusal.Fault.ToString(), refusal.Line));
        Assert.Equal("weclock", refusal.Code.Split('.')[0]);
        Assert.All(["en", "fr", "es"], language =>
        {
            Assert.DoesNotContain('{', refusal.Sentence(language));
            Assert.DoesNotContain("4.05", refusal.Sentence(language), StringComparison.Ordinal);
            Assert.Equal(line is not null, refusal.Sentence(language).Contains($" {line}: ", StringComparison.Ordinal) && line is not null);
        });
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
    public void Is_refused_when_a_byte_of_its_zip_was_flipped()
    {
        var zip = Zip(CompressionLevel.NoCompression, ("data.csv", Encoding.UTF8.GetBytes(Good)));
        var digit = zip.AsSpan().IndexOf("50.05"u8);
        zip[digit] = (byte)'6';
        Assert.Equal(ImportFault.ZipDamaged, Refusal(zip, "x.zip").Fault);
    }

    [Fact]
    public void Is_refused_when_locked_with_a_password()
    {
        // APPNOTE 4.4.4: bit 0 of the flags, at offset 6 of the local and 8 of the central header.
        var zip = Zip(("data.csv", Encoding.UTF8.GetBytes(Good)));
        zip[6] |= 1;
        zip[zip.AsSpan().IndexOf("PK\x01\x02"u8) + 8] |= 1;
        Assert.Equal(ImportFault.ZipEncrypted, Refusal(zip, "x.zip").Fault);
    }

    [Fact]
    public void Is_refused_when_its_zip_holds_a_zip_under_another_name() =>
        Assert.Equal(ImportFault.ZipNested, Refusal(Zip(("data.csv", Zip(("data.csv", [1])))), "x.zip").Fault);

    [Fact]
    public void Is_refused_when_its_zip_is_empty() =>
        Assert.Equal(ImportFault.ZipNotOneFile, Refusal(Zip(), "x.zip").Fault);

    [Fact]
    public void Is_stopped_while_it_inflates_out_of_all_proportion()
    {
        // Rows without a fault of their own, so that nothing but the proportion can stop it: 10 MiB from some 30 KiB.
        var bomb = Zip(("data.csv", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Good, 220_000)))));
        var refusal = Refusal(bomb, "x.zip", WeClockLimits.Default with { MaxRows = int.MaxValue });
        Assert.Equal((ImportFault.ZipBomb, "100:1"), (refusal.Fault, refusal.Facts["limit"]));
    }

    [Fact]
    public void Is_stopped_while_it_inflates_beyond_the_limit()
    {
        var bomb = Zip(("data.csv", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Good, 10_000)))));
        var refusal = Refusal(bomb, "x.zip", WeClockLimits.Default with { MaxInflatedBytes = 100_000 });
        Assert.Equal((ImportFault.ZipBomb, "100000 bytes"), (refusal.Fault, refusal.Facts["limit"]));
    }

    [Fact]
    public void Is_stopped_at_a_line_without_end_before_it_is_inflated()
    {
        var bomb = Zip(("data.csv", new byte[200 * 1024 * 1024]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(ImportFault.LineTooLong, Refusal(bomb, "x.zip").Fault);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 * 1024 * 1024);
    }

    [Fact]
    public void Is_refused_at_the_first_row_too_many()
    {
        var refusal = Refusal(Encoding.UTF8.GetBytes(Good + Good + Good), "data.csv", WeClockLimits.Default with { MaxRows = 2 });
        Assert.Equal((ImportFault.TooManyRows, 3), (refusal.Fault, refusal.Line));
    }

    [Fact]
    public void Is_refused_at_the_first_byte_too_many()
    {
        var limits = WeClockLimits.Default with { MaxUploadBytes = Good.Length };
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Good));
        Assert.True(WeClockImport.Read(stream, "data.csv", limits).IsRead);
        Assert.Equal(ImportFault.UploadTooLarge, Refusal(Encoding.UTF8.GetBytes(Good + "\n"), "data.csv", limits).Fault);
    }

    [Fact]
    public void Is_refused_in_UTF_16() =>
        Assert.Equal(ImportFault.NotUtf8, Refusal([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Good)], "data.csv").Fault);

    [Theory]
    [InlineData("\uFEFF" + Good)]
    [InlineData("0,1,geologging,11/2/26, 8:19 AM,50.05, 4.05\r\n\r\n")]
    [InlineData("0,1,geologging,11/2/26, 8:19\u202FAM,50.05, 4.05")]
    [InlineData("0,1,\"geologging\",\"11/2/26\",\" 8:19 AM\",\"50.05\",\" 4.05\"\n")]
    [InlineData("0,1,geologging,11/2/26, 8:19 AM,5.005e1, -4.05E-05\n")]
    [InlineData("0,1,\"a \"\"new\"\" measure, à Genève\",11/2/26, 8:19 AM,1\n" + Good)]
    public void Is_only_called_so_when_it_is(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var reading = WeClockImport.Read(stream, "data.csv");
        Assert.True(reading.IsRead, reading.Refusal?.Sentence("en"));
    }

    [Fact]
    public void Has_words_for_every_fault_in_every_language() =>
        Assert.All(Enum.GetValues<ImportFault>(), fault =>
            Assert.Equal(3, new[] { "en", "fr", "es" }.Select(language => ImportRefusal.OfFile(fault).Sentence(language)).Distinct().Count()));

    private static (ImportFault, int?) Told(byte[] bytes, string name)
    {
        var refusal = Refusal(bytes, name);
        return (refusal.Fault, refusal.Line);
    }

    private static ImportRefusal Refusal(byte[] bytes, string name, WeClockLimits? limits = null)
    {
        using var stream = new MemoryStream(bytes);
        var reading = WeClockImport.Read(stream, name, limits);
        Assert.False(reading.IsRead);
        return reading.Refusal;
    }

    private static byte[] Zip(params (string Name, byte[] Bytes)[] entries) => Zip(CompressionLevel.Optimal, entries);

    private static byte[] Zip(CompressionLevel level, params (string Name, byte[] Bytes)[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return memory.ToArray();
    }
}
