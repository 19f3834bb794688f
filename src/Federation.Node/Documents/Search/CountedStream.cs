using Federation.Storage.Streams;

namespace Federation.Node.Documents.Search;

/// <summary>Counts what is unpacked, and stops where a document of that size cannot be meant.</summary>
internal sealed class CountedStream(Stream unpacked, long most) : ReadOnlyStream
{
    /// <summary>Bytes so far.</summary>
    public long Count { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = await unpacked.ReadAsync(buffer, cancellationToken);
        Count += length;
        return Count <= most ? length : throw new InvalidDataException("It unpacks to more than any program writes.");
    }
}
