using Federation.Storage.Disk;
using Microsoft.Win32.SafeHandles;

namespace Federation.Storage.Blobs;

/// <summary>A blob that becomes a file.</summary>
internal sealed class FileTarget(IDisk disk, SafeFileHandle file, string path) : IBlobTarget
{
    public void Reserve(long length) => disk.Reserve(file, path, length);

    public void Write(ReadOnlySpan<byte> bytes, long offset) => disk.Write(file, path, bytes, offset);

    public void Trim(long length) => disk.Trim(file, path, length);
}
