using System.Runtime.InteropServices;

namespace Federation.Storage.Disk;

/// <summary>A system call failed. Translated by Blobs and Keys into what it means there.</summary>
internal sealed class DiskException(string call, string path, int errno)
    : IOException($"{call} failed on {path}: {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})")
{
    private const int Enospc = 28, Edquot = 122;

    public int Errno { get; } = errno;

    /// <summary>No space, or no quota: the one failure that ends by itself when an administrator makes room.</summary>
    public bool IsFull => Errno is Enospc or Edquot;
}
