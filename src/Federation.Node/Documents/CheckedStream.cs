using System.Security.Cryptography;
using Federation.Storage.Streams;

namespace Federation.Node.Documents;

/// <summary>Adds up a checksum of what is read through it. Leaves the inner stream open.</summary>
internal sealed class CheckedStream(Stream inner, string kind) : ReadOnlyStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(new HashAlgorithmName(kind)); // the framework's names are these

    /// <summary>The checksum of all that was read; ends the adding.</summary>
    public Checksum Sum => Checksum.Of(kind, hash.GetHashAndReset());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        hash.AppendData(buffer.Span[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
