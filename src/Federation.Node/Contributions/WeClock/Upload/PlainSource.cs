namespace Federation.Node.Contributions.WeClock.Upload;

/// <summary>A CSV sent as it is.</summary>
internal sealed class PlainSource(byte[] bytes) : ByteSource
{
    private int position;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, bytes.Length - position);
        bytes.AsSpan(position, count).CopyTo(buffer);
        position += count;
        return count;
    }
}
