namespace Federation.Node.Contributions.WeClock.Upload;

/// <summary>Bytes of a CSV in order. When they end, <see cref="Refusal"/> says whether they ended as they should.</summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>Why the bytes ended early; null while they flow and after a proper end.</summary>
    public ImportRefusal? Refusal { get; protected set; }

    /// <summary>Fills some of the buffer; 0 at the end, proper or not.</summary>
    public abstract int Read(Span<byte> buffer);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
