using Federation.Storage.Streams;

namespace Federation.Node.Documents.Uploads;

/// <summary>
/// Some of a request's body: ends after so many bytes, at the end of the body, or where the connection broke, for what came before it broke
/// is worth keeping. Not disposed with the body.
/// </summary>
/// <param name="body">Read on by the next part.</param>
/// <param name="most">Bytes.</param>
internal sealed class PartOfBody(Stream body, long most) : ReadOnlyStream
{
    private long left = most;

    /// <summary>Nothing comes after this part.</summary>
    public bool IsLast { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (left == 0 || IsLast || buffer.IsEmpty)
        {
            return 0;
        }

        var length = await Read(buffer[..(int)Math.Min(left, buffer.Length)], cancellationToken);
        IsLast = length == 0;
        left -= length;
        return length;
    }

    private async ValueTask<int> Read(Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            return await body.ReadAsync(buffer, cancel);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return 0;
        }
    }
}
