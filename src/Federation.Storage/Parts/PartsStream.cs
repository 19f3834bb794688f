namespace Federation.Storage.Parts;

/// <summary>A content put together from parts of others: seekable, and closes them with it. Not for two threads at once.</summary>
public sealed class PartsStream : Stream
{
    private readonly IReadOnlyList<Part> parts;
    private readonly IReadOnlyList<Stream> sources;
    private readonly long[] begins;
    private long position;

    /// <summary>Puts a content together.</summary>
    /// <param name="parts">Of what, in order.</param>
    /// <param name="sources">The others, seekable; owned from now on.</param>
    /// <exception cref="InvalidDataException">A part is not within its source, which is then not what it was.</exception>
    public PartsStream(IReadOnlyList<Part> parts, IReadOnlyList<Stream> sources)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(sources);
        (this.parts, this.sources, begins) = (parts, sources, new long[parts.Count]);
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i] is not { Length: > 0, From: >= 0 } part || part.Source >= sources.Count || part.To > sources[part.Source].Length)
            {
                throw new InvalidDataException($"Part {i} of {parts.Count} is not within its source.");
            }
            begins[i] = Length;
            Length += part.Length;
        }
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), "Before the beginning.");
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || position >= Length)
        {
            return 0;
        }
        var (source, most) = Here();
        var length = source.Read(buffer[..(int)Math.Min(buffer.Length, most)]);
        position += length;
        return length;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || position >= Length)
        {
            return 0;
        }
        var (source, most) = Here();
        var length = await source.ReadAsync(buffer[..(int)Math.Min(buffer.Length, most)], cancellationToken);
        position += length;
        return length;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => position, _ => Length };
        return Position = target >= 0 ? target : throw new IOException("Before the beginning.");
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is ever pending in a stream that only reads.
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("It is only read.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is only read.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var source in sources)
            {
                source.Dispose();
            }
        }
        base.Dispose(disposing);
    }

    private (Stream Source, long Most) Here()
    {
        var index = Array.BinarySearch(begins, position);
        index = index < 0 ? ~index - 1 : index;
        var part = parts[index];
        var within = position - begins[index];
        var source = sources[part.Source];
        source.Position = part.From + within;
        return (source, part.Length - within);
    }
}
