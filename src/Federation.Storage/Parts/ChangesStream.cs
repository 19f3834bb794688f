using System.Security.Cryptography;
using Federation.Storage.Streams;

namespace Federation.Storage.Parts;

/// <summary>
/// Reads a content and gives on only what the one before it does not have. Read to its end, it knows from which parts the content is put together:
/// source 0 is what it gave on, the others are those of the content before, one higher. Leaves both streams open.
/// </summary>
public sealed class ChangesStream : ReadOnlyStream
{
    /// <summary>Bytes that the old content is read ahead of the new one: what moved farther up is stored anew.</summary>
    private const long Window = 16L << 20;

    private readonly ContentChunks now;
    private readonly ContentChunks old;
    private readonly IReadOnlyList<Part> oldParts;
    private readonly long oldLength;
    private readonly int mostParts;
    private readonly Dictionary<UInt128, (byte[] Sha256, long From)> known = [];
    private readonly List<Part> parts = [];
    private readonly IncrementalHash whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ReadOnlyMemory<byte> pending;
    private long received, given, oldRead;
    private bool oldIsBroken;

    /// <summary>Compares two contents.</summary>
    /// <param name="content">The new one, read to its end.</param>
    /// <param name="before">The old one. If it cannot be read, the rest counts as new.</param>
    /// <param name="beforeParts">What the old one is put together from: one part, all of it, if it is stored whole.</param>
    /// <param name="mostParts">More than these are not made; the rest then counts as new.</param>
    public ChangesStream(Stream content, Stream before, IReadOnlyList<Part> beforeParts, int mostParts)
    {
        ArgumentNullException.ThrowIfNull(beforeParts);
        (now, old, oldParts, this.mostParts) = (new ContentChunks(content), new ContentChunks(before), beforeParts, mostParts);
        oldLength = beforeParts.Sum(part => part.Length);
    }

    /// <summary>What the content is put together from; complete at the end.</summary>
    public IReadOnlyList<Part> Parts => parts;

    /// <summary>Bytes of the content read so far.</summary>
    public long Received => received;

    /// <summary>Bytes given on so far: they are new.</summary>
    public long Given => given;

    /// <summary>SHA-256 of the whole content, once it was read; ends the adding.</summary>
    public byte[] Sha256() => whole.GetHashAndReset();

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (pending.IsEmpty && !buffer.IsEmpty)
        {
            var chunk = await now.Next(cancellationToken);
            if (chunk.IsEmpty)
            {
                return 0;
            }
            received += chunk.Length;
            whole.AppendData(chunk.Span);
            await ReadAhead(cancellationToken);
            if (!TryReuse(chunk.Span))
            {
                Part.Append(parts, new Part(0, given, chunk.Length));
                given += chunk.Length;
                pending = chunk;
            }
        }
        var length = Math.Min(pending.Length, buffer.Length);
        pending[..length].CopyTo(buffer);
        pending = pending[length..];
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            now.Dispose();
            old.Dispose();
            whole.Dispose();
        }
        base.Dispose(disposing);
    }

    private async ValueTask ReadAhead(CancellationToken cancellation)
    {
        try
        {
            while (!oldIsBroken && oldRead < oldLength && oldRead < received + Window)
            {
                var chunk = await old.Next(cancellation);
                if (chunk.IsEmpty)
                {
                    return;
                }
                var sha256 = SHA256.HashData(chunk.Span);
                known.TryAdd(Short(sha256), (sha256, oldRead));
                oldRead += chunk.Length;
            }
        }
        catch (IOException)
        {
            oldIsBroken = true; // what is damaged of the old must not damage the new
        }
    }

    private bool TryReuse(ReadOnlySpan<byte> chunk)
    {
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(chunk, sha256);
        if (!known.TryGetValue(Short(sha256), out var place) || !sha256.SequenceEqual(place.Sha256))
        {
            return false;
        }
        var reused = Part.Within(oldParts, place.From, chunk.Length).Select(part => part with { Source = part.Source + 1 }).ToList();
        if (parts.Count + reused.Count >= mostParts)
        {
            return false;
        }
        reused.ForEach(part => Part.Append(parts, part));
        return true;
    }

    private static UInt128 Short(ReadOnlySpan<byte> sha256) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(sha256);
}
