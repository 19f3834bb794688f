using Microsoft.Win32.SafeHandles;

namespace Federation.Storage.Blobs;

/// <summary>A blob that is a file.</summary>
internal sealed class StoredFile(BlobId id, SafeFileHandle file) : IStoredBytes
{
    private const int Eio = 5;

    public long Length { get; } = RandomAccess.GetLength(file);

    public async ValueTask<int> Read(Memory<byte> buffer, long offset, CancellationToken cancellation)
    {
        try
        {
            return await RandomAccess.ReadAsync(file, buffer, offset, cancellation);
        }
        catch (IOException e) when (e.HResult == Eio)
        {
            throw new BrokenBlobException(id, "the disk cannot read it", e);
        }
    }

    public int ReadNow(Span<byte> buffer, long offset)
    {
        try
        {
            return RandomAccess.Read(file, buffer, offset);
        }
        catch (IOException e) when (e.HResult == Eio)
        {
            throw new BrokenBlobException(id, "the disk cannot read it", e);
        }
    }

    public void Dispose() => file.Dispose();
}
