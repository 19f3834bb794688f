using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace Federation.Node.Tests.Documents;

/// <summary>Pictures and PDF as cameras and programs write them, and as somebody does who means harm.</summary>
public static class Pictures
{
    /// <summary>Where a picture was taken, as a camera writes it beside it: nothing of it may be in a preview.</summary>
    public const string Place = "GPS 45.7640 4.8357 taken by Ana";

    /// <summary>Red to the left, blue to the right.</summary>
    public static byte[] Jpeg(int width = 600, int height = 300, SKEncodedImageFormat format = SKEncodedImageFormat.Jpeg)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var red = new SKPaint { Color = SKColors.Red };
        surface.Canvas.Clear(SKColors.Blue);
        surface.Canvas.DrawRect(0, 0, width / 2f, height, red);
        using var image = surface.Snapshot();
        return image.Encode(format, 90).ToArray();
    }

    /// <summary>The same from a camera held in one of the eight ways of EXIF, with the place it was taken at.</summary>
    public static byte[] Turned(int orientation)
    {
        byte[] exif =
        [
            .. "Exif\0\0MM\0*\0\0\0\u0008"u8, 0, 2,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, // Orientation
            0x01, 0x0E, 0, 2, 0, 0, 0, (byte)Place.Length, 0, 0, 0, 38, // ImageDescription
            0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Place),
        ];
        var plain = Jpeg();
        return [.. plain[..2], 0xFF, 0xE1, .. Length(exif), .. exif, 0xFF, 0xFE, .. Length(Encoding.ASCII.GetBytes(Place)), .. Encoding.ASCII.GetBytes(Place), .. plain[2..]];
    }

    /// <summary>A PNG that says it is of a size; its pixels are as many zeros as are given.</summary>
    public static byte[] Png(int width, int height, long zeros, byte colour = 0, params (string Type, byte[] Bytes)[] chunks)
    {
        using var png = new MemoryStream();
        png.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, colour);
        Chunk(png, "IHDR", head);
        foreach (var (type, bytes) in chunks)
        {
            Chunk(png, type, bytes);
        }

        Chunk(png, "IDAT", Zeros(zeros));
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    /// <summary>Zeros that unpack to many more bytes than they take.</summary>
    public static byte[] Zeros(long count)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            var some = new byte[1024 * 1024];
            for (var left = count; left > 0; left -= some.Length)
            {
                zip.Write(some, 0, (int)Math.Min(left, some.Length));
            }
        }

        return packed.ToArray();
    }

    /// <summary>A GIF with four by four red pixels in a corner of each frame; the rest shines through.</summary>
    public static byte[] Gif(int width, int height, int frames)
    {
        byte[] frame = [0x21, 0xF9, 4, 0, 1, 0, 0, 0, 0x2C, 0, 0, 0, 0, 4, 0, 4, 0, 0, 2, 13, .. Enumerable.Repeat((byte[])[0x04, 0x41, 0x10], 4).SelectMany(four => four), 5, 0];
        return
        [
            .. "GIF89a"u8, (byte)(width & 0xFF), (byte)(width >> 8), (byte)(height & 0xFF), (byte)(height >> 8), 0x80, 0, 0, 0xFF, 0, 0, 0, 0, 0xFF,
            .. Enumerable.Repeat(frame, frames).SelectMany(each => each), 0x3B,
        ];
    }

    /// <summary>A PDF of many pages of one content.</summary>
    /// <param name="content">The content stream, packed.</param>
    /// <param name="side">Of the pages, in points.</param>
    public static byte[] Pdf(int pages, byte[]? content = null, long side = 600)
    {
        using var file = new MemoryStream();
        var starts = new List<long>();
        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        void Object(string text, byte[]? stream = null)
        {
            starts.Add(file.Position);
            Write(string.Create(CultureInfo.InvariantCulture, $"{starts.Count} 0 obj{text}"));
            if (stream is not null)
            {
                Write("stream\n");
                file.Write(stream);
                Write("\nendstream");
            }

            Write("endobj\n");
        }

        content ??= Packed("1 0 0 rg 0 0 300 600 re f 0 0 1 rg 300 0 300 600 re f");
        Write("%PDF-1.5\n");
        Object("<</Type/Catalog/Pages 2 0 R>>");
        Object($"<</Type/Pages/Count {pages}/Kids[{string.Join(' ', Enumerable.Range(4, pages).Select(number => $"{number} 0 R"))}]>>");
        Object($"<</Length {content.Length}/Filter/FlateDecode>>", content);
        for (var page = 0; page < pages; page++)
        {
            Object($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {side} {side}]/Contents 3 0 R/Resources<<>>>>");
        }

        var table = file.Position;
        Write($"xref\n0 {starts.Count + 1}\n0000000000 65535 f \n");
        starts.ForEach(start => Write(string.Create(CultureInfo.InvariantCulture, $"{start:d10} 00000 n \n")));
        Write(string.Create(CultureInfo.InvariantCulture, $"trailer<</Root 1 0 R/Size {starts.Count + 1}>>\nstartxref\n{table}\n%%EOF"));
        return file.ToArray();
    }

    /// <summary>Size and colours of a picture: to the left, and to the right, or above and below.</summary>
    public static (int Width, int Height, string First, string Last) Seen(byte[] picture)
    {
        using var bitmap = SKBitmap.Decode(picture);
        return (bitmap.Width, bitmap.Height, Colour(bitmap.GetPixel(2, 2)), Colour(bitmap.GetPixel(bitmap.Width - 3, bitmap.Height - 3)));
    }

    private static string Colour(SKColor colour) => colour.Alpha < 128 ? "nothing" : colour.Red > colour.Blue ? "red" : "blue";

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            zip.Write(Encoding.Latin1.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static byte[] Length(byte[] segment) => [(byte)((segment.Length + 2) >> 8), (byte)((segment.Length + 2) & 0xFF)];

    // PNG, annex D.
    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var each in bytes)
        {
            crc ^= each;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    private static void Chunk(MemoryStream png, string type, byte[] bytes)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, bytes.Length);
        png.Write(number);
        byte[] content = [.. Encoding.ASCII.GetBytes(type), .. bytes];
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(content));
        png.Write(number);
    }
}
