using System.Text;
using Federation.Node.Documents;
using Federation.Node.Documents.Previews;
using SkiaSharp;

namespace Federation.Node.Tests.Documents;

public sealed class What_a_preview_shows
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[]> Kinds => new()
    {
        { "a.jpg", Pictures.Jpeg() },
        { "a.PNG", Pictures.Jpeg(format: SKEncodedImageFormat.Png) },
        { "a.webp", Pictures.Jpeg(format: SKEncodedImageFormat.Webp) },
        { "a.bmp", Bmp() },
        { "a photograph with a wrong ending.png", Pictures.Jpeg() },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task Is_the_picture_small(string name, byte[] bytes)
    {
        Assert.Equal((192, 96, "red", "blue"), Pictures.Seen(await Draw(name, bytes) ?? []));
        Assert.Equal((600, 300, "red", "blue"), Pictures.Seen(await Draw(name, bytes, PreviewSize.Large) ?? []));
    }

    [Fact]
    public async Task Is_the_first_image_of_a_gif_and_what_shines_through_still_does()
    {
        Assert.Equal((300, 200, "red", "nothing"), Pictures.Seen(await Draw("a.gif", Pictures.Gif(300, 200, 3), PreviewSize.Large) ?? []));
    }

    /// <summary>Red lies to the left of the picture as it is meant; the ways of EXIF 5 to 8 lie on their side.</summary>
    [Theory]
    [InlineData(1, 192, 96, "red")]
    [InlineData(2, 192, 96, "blue")]
    [InlineData(3, 192, 96, "blue")]
    [InlineData(4, 192, 96, "red")]
    [InlineData(5, 96, 192, "red")]
    [InlineData(6, 96, 192, "red")]
    [InlineData(7, 96, 192, "blue")]
    [InlineData(8, 96, 192, "blue")]
    public async Task Is_upright_and_holds_nothing_that_the_camera_wrote_beside_it(int orientation, int width, int height, string first)
    {
        var bytes = Pictures.Turned(orientation);
        Assert.Contains(Pictures.Place, Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        var preview = await Draw("a.jpg", bytes);
        Assert.Equal((width, height, first), Pictures.Seen(preview ?? []) is var seen ? (seen.Width, seen.Height, seen.First) : default);
        Assert.DoesNotContain("GPS", Encoding.Latin1.GetString(preview!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_the_page_of_a_pdf_that_is_asked_for()
    {
        var pdf = Pictures.Pdf(3);
        Assert.Equal((192, 192, "red", "blue"), Pictures.Seen(await Draw("a.pdf", pdf) ?? []));
        Assert.Equal((1280, 1280, "red", "blue"), Pictures.Seen(await Draw("a.pdf", pdf, PreviewSize.Large, 3) ?? []));
        Assert.Null(await Draw("a.pdf", pdf, PreviewSize.Large, 4));
        Assert.Equal(3, await PreviewProgram.Pages(PreviewKind.Pages, new MemoryStream(pdf), Cancel));
        Assert.Equal(PreviewLimits.MaxPages, await PreviewProgram.Pages(PreviewKind.Pages, new MemoryStream(Pictures.Pdf(500)), Cancel));
    }

    public static TheoryData<string, byte[]> Hostile => new()
    {
        { "four billion pixels.png", Pictures.Png(65_500, 65_500, 1_000_000) },
        { "four billion pixels in colour.png", Pictures.Png(65_500, 65_500, 1_000_000, colour: 6) },
        { "more pixels than a number can say.png", Pictures.Png(int.MaxValue, int.MaxValue, 1000) },
        { "four billion pixels.gif", Pictures.Gif(65_535, 65_535, 1) },
        { "a quarter of a billion pixels.webp", Wide(Pictures.Jpeg(format: SKEncodedImageFormat.Webp)) },
        { "half a picture.jpg", Half(Pictures.Jpeg()) },
        { "half a picture.png", Pictures.Png(600, 300, 600 * 100) },
        { "a head without a picture.png", Pictures.Png(600, 300, 0) },
        { "a drawing that runs.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray() },
        { "a page.jpg", "<!doctype html><script>alert(1)</script>"u8.ToArray() },
        { "a pdf.jpg", Pictures.Pdf(1) },
        { "a photograph.pdf", Pictures.Jpeg() },
        { "empty.bmp", [] },
        { "another number of bytes in a row.bmp", Bmp(int.MinValue) },
        { "no pdf.pdf", "%PDF-1.7 but no more"u8.ToArray() },
        { "half a pdf.pdf", Pictures.Pdf(3)[..200] },
        { "a page that is its own parent.pdf", Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF") },
    };

    [Theory, MemberData(nameof(Hostile))]
    public async Task Is_nothing_of_what_is_broken_or_made_to_do_harm(string name, byte[] bytes) => Assert.Null(await Draw(name, bytes));

    public static TheoryData<string, byte[]> Strange => new()
    {
        { "a hundred thousand frames.gif", Pictures.Gif(100, 100, 100_000) },
        { "as many pixels as may be.png", Pictures.Png(8_000, 8_000, 8_001L * 8_000) },
        { "sixty megabytes of words beside it.png", Pictures.Png(10, 10, 110, 0, ("zTXt", [.. "Comment\0\0"u8, .. Pictures.Zeros(1L << 26)])) },
        { "a hundred thousand pages.pdf", Pictures.Pdf(100_000) },
        { "pages a light year wide.pdf", Pictures.Pdf(1, side: 1_000_000_000) },
    };

    [Theory, MemberData(nameof(Strange))]
    public async Task Is_a_picture_of_what_is_only_strange(string name, byte[] bytes) => Assert.NotNull(await Draw(name, bytes));

    [Fact]
    public async Task Is_not_waited_for_when_a_pdf_unpacks_to_thousands_of_times_its_size()
    {
        // Drawn or not: the program has little memory and little time, and the answer comes within them.
        var preview = await Draw("a quarter of a gigabyte.pdf", Pictures.Pdf(1, Pictures.Zeros(1L << 28)));
        Assert.True(preview is null || Preview.TypeOf(preview) is not null);
    }

    [Fact]
    public async Task Is_a_picture_or_nothing_of_forty_files_with_a_few_bytes_changed()
    {
        var seed = new Random(22);
        byte[][] files = [Pictures.Jpeg(), Pictures.Jpeg(format: SKEncodedImageFormat.Png), Pictures.Gif(300, 200, 3), Pictures.Pdf(2)];
        string[] names = ["a.jpg", "a.png", "a.gif", "a.pdf"];
        var changed = Enumerable.Range(0, 40).Select(i => (Name: names[i % 4], Bytes: Changed(files[i % 4], seed))).ToList();
        await Parallel.ForEachAsync(changed, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Cancel }, async (file, _) =>
        {
            var preview = await Draw(file.Name, file.Bytes);
            Assert.True(preview is null || Preview.TypeOf(preview) is not null);
        });
    }

    [Fact]
    public async Task Is_drawn_where_the_kernel_gives_no_more_memory_and_no_secrets()
    {
        // The same program with too little: it ends, and says nothing.
        using var content = new MemoryStream(Pictures.Png(8_000, 8_000, 8_001L * 8_000, colour: 0));
        var program = LimitedProgram.Itself([PreviewProgram.Verb, "192"], PreviewLimits.Heap, -64L * 1024 * 1024, 20);
        Assert.Null(await program.Run(content, Everything, Cancel));

        var told = await new LimitedProgram("env", [], 1L << 28, 5).Run(new MemoryStream(), Everything, Cancel);
        Assert.Equal(["PATH"], Encoding.UTF8.GetString(told!).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).Where(name => !name.StartsWith("DOTNET_", StringComparison.Ordinal)));
        Assert.Null(await new LimitedProgram("sh", ["-c", "echo x > /var/tmp/federation-wrote"], 1L << 28, 5).Run(new MemoryStream(), Everything, Cancel));
        Assert.Null(await new LimitedProgram("sh", ["-c", "while :; do :; done"], 1L << 28, 1).Run(new MemoryStream(), Everything, Cancel));
    }

    private static async Task<byte[]?> Draw(string name, byte[] bytes, PreviewSize size = PreviewSize.Small, int page = 1)
    {
        using var content = new MemoryStream(bytes);
        var kind = PreviewKinds.Of(new EntryCard(Guid.Empty, Guid.Empty, name, false, bytes.Length, "", default, default));
        return await PreviewProgram.Draw(kind, content, page, size, Cancel);
    }

    private static async Task<byte[]> Everything(Stream output, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        await output.CopyToAsync(all, cancel);
        return all.ToArray();
    }

    private static byte[] Half(byte[] file) => file[..(file.Length / 2)];

    private static byte[] Changed(byte[] file, Random random)
    {
        var changed = (byte[])file.Clone();
        for (var i = 0; i < 8; i++)
        {
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
        }

        return changed;
    }

    // VP8 (RFC 6386 §9.1): 14 bits each for width and height.
    private static byte[] Wide(byte[] webp)
    {
        var start = webp.AsSpan().IndexOf((byte[])[0x9D, 0x01, 0x2A]);
        (webp[start + 3], webp[start + 4], webp[start + 5], webp[start + 6]) = (0xFF, 0x3F, 0xFF, 0x3F);
        return webp;
    }

    private static byte[] Bmp(int width = 600, int height = 300)
    {
        var pixels = new byte[600 * 300 * 3];
        for (var i = 0; i < pixels.Length; i += 3)
        {
            pixels[i + (i / 3 % 600 < 300 ? 2 : 0)] = 255;
        }

        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("BM"u8);
        foreach (var number in (int[])[54 + pixels.Length, 0, 54, 40, width, height, 1 | (24 << 16), 0, pixels.Length, 0, 0, 0, 0])
        {
            writer.Write(number);
        }

        writer.Write(pixels);
        return file.ToArray();
    }
}
