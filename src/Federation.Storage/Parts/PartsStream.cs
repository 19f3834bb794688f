using Federation.Storage.Streams;

namespace Federation.Storage.Parts;

/// <summary>A content put together from parts of others: seekable, and closes them with it. Not for two threads at once.</summary>
public sealed class PartsStream : ContentStream
{
    private readonly IReadOnlyList<Part> parts;
    private readonly IReadOnlyList<Stream> sources;
    private readonly long[] begins;

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
    public override long Length { get; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || Position >= Length)
        {
            return 0;
        }
        var (source, most) = Here();
        var length = source.Read(buffer[..(int)Math.Min(buffer.Length, most)]);
        Position += length;
        return length;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || Position >= Length)
        {
            return 0;
        }
        var (source, most) = Here();
        var length = await source.ReadAsync(buffer[..(int)Math.Min(buffer.Length, most)], cancellationToken);
        Position += length;
        return length;
    }

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
        var index = Array.BinarySearch(begins, Position);
        index = index < 0 ? ~index - 1 : index;
        var part = parts[index];
        var within = Position - begins[index];
        var source = sources[part.Source];
        source.Position = part.From + within;
        return (source, part.Length - within);
    }
}
