using System.Buffers;
using System.Text;

namespace Federation.Protocol;

/// <summary>UTF-8 text put together in a buffer of the stack, or of the pool when it grows; what is signed lives only as long as signing.</summary>
internal ref struct PooledText(Span<byte> initial)
{
    /// <summary>Bytes that a caller reserves on the stack: a signature base takes 300 to 500, an activity 1,000 to 2,000.</summary>
    public const int Usual = 1024;

    // Half a surrogate pair has no bytes: what replaced it would be signed in its place.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private Span<byte> buffer = initial;
    private byte[]? rented;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Written => buffer[..Length];

    public void Append(scoped ReadOnlySpan<char> text)
    {
        Reserve(Utf8.GetMaxByteCount(text.Length));
        Length += Utf8.GetBytes(text, buffer[Length..]);
    }

    public void Append(scoped ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(buffer[Length..]);
        Length += utf8.Length;
    }

    public readonly void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Reserve(int more)
    {
        if (buffer.Length - Length >= more)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, Length + more));
        Written.CopyTo(larger);
        Dispose();
        buffer = rented = larger;
    }
}
