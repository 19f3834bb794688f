using SkiaSharp;

namespace Federation.Node.Documents.Previews;

/// <summary>Draws a picture small. Only inside the process that <see cref="PreviewProgram"/> starts for it: here a stranger's bytes are decoded.</summary>
internal static class PictureFile
{
    private const int Quality = 82;

    private static readonly SKEncodedImageFormat[] Read = [SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Gif, SKEncodedImageFormat.Webp, SKEncodedImageFormat.Bmp];

    /// <summary>The first image of a file, upright, in common colours and without what cameras write beside it.</summary>
    /// <param name="longest">Pixels of its longer side; a smaller picture stays as it is.</param>
    /// <returns>JPEG, or WebP where something shines through; null when the file is no picture, broken or too large.</returns>
    public static byte[]? Draw(Stream file, int longest)
    {
        using var data = SKData.Create(file);
        using var codec = data is null ? null : SKCodec.Create(data);
        if (codec is null || !Read.Contains(codec.EncodedFormat) || (long)codec.Info.Width * codec.Info.Height is <= 0 or > PreviewLimits.MaxPixels)
        {
            return null;
        }

        using var decoded = Decode(codec, longest);
        if (decoded is null)
        {
            return null;
        }

        var origin = codec.EncodedOrigin;
        var isTurned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (width, height) = isTurned ? (decoded.Height, decoded.Width) : (decoded.Width, decoded.Height);
        var scale = Math.Min(1f, (float)longest / Math.Max(width, height));
        var isOpaque = codec.Info.AlphaType == SKAlphaType.Opaque;
        var size = new SKImageInfo(Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)), SKColorType.Rgba8888,
            isOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        using var surface = SKSurface.Create(size);
        surface.Canvas.Clear(isOpaque ? SKColors.White : SKColors.Transparent);
        surface.Canvas.Scale((float)size.Width / width, (float)size.Height / height);
        surface.Canvas.Concat(Upright(origin, width, height));
        using var image = SKImage.FromBitmap(decoded);
        surface.Canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        using var encoded = drawn.Encode(isOpaque ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Webp, Quality);
        return encoded?.ToArray();
    }

    // As small as the format can be decoded (JPEG in eighths), but no smaller than what is asked for.
    private static SKBitmap? Decode(SKCodec codec, int longest)
    {
        var whole = new SKSizeI(codec.Info.Width, codec.Info.Height);
        var scaled = codec.GetScaledDimensions(Math.Min(1f, 2f * longest / Math.Max(whole.Width, whole.Height)));
        var size = Math.Max(scaled.Width, scaled.Height) >= Math.Min(longest, Math.Max(whole.Width, whole.Height)) ? scaled : whole;
        var bitmap = new SKBitmap();
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        if (bitmap.TryAllocPixels(info) && codec.GetPixels(info, bitmap.GetPixels()) == SKCodecResult.Success)
        {
            bitmap.SetImmutable();
            return bitmap;
        }

        bitmap.Dispose();
        return null;
    }

    // From the picture as it lies in the file to the picture as the camera was held (EXIF 2.32 §4.6.4, Orientation); width and height are the upright ones.
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
