using Federation.Storage.Disk;
using Microsoft.Win32.SafeHandles;

namespace Federation.Storage.Tests;

/// <summary>
/// The real disk until its nth changing call, which fails. After a power cut every later call fails too, so that no clean-up can run;
/// after a mere error the disk works again.
/// </summary>
internal sealed class FailingDisk(int failAt, int errno = 5, bool powerCut = false) : IDisk
{
    public const int Eio = 5, Enospc = 28;

    /// <summary>Calls made so far, with their names, the failed one included.</summary>
    public List<string> Calls { get; } = [];

    public SafeFileHandle Create(string path)
    {
        Count("open", path);
        return PosixDisk.Instance.Create(path);
    }

    public SafeFileHandle Reopen(string path)
    {
        Count("open", path);
        return PosixDisk.Instance.Reopen(path);
    }

    public void Reserve(SafeFileHandle file, string path, long length)
    {
        Count("fallocate", path);
        PosixDisk.Instance.Reserve(file, path, length);
    }

    public void Write(SafeFileHandle file, string path, ReadOnlySpan<byte> bytes, long offset)
    {
        if (Calls.Count + 1 == failAt)
        {
            PosixDisk.Instance.Write(file, path, bytes[..(bytes.Length / 2)], offset); // a torn write
        }
        Count("pwrite", path);
        PosixDisk.Instance.Write(file, path, bytes, offset);
    }

    public void Trim(SafeFileHandle file, string path, long length)
    {
        Count("ftruncate", path);
        PosixDisk.Instance.Trim(file, path, length);
    }

    public void SyncFile(SafeFileHandle file, string path)
    {
        Count("fsync", path);
        PosixDisk.Instance.SyncFile(file, path);
    }

    public void SyncFolder(string path)
    {
        Count("fsync folder", path);
        PosixDisk.Instance.SyncFolder(path);
    }

    public void CreateFolder(string path)
    {
        Count("mkdir", path);
        PosixDisk.Instance.CreateFolder(path);
    }

    public void Rename(string from, string to)
    {
        Count("rename", from);
        PosixDisk.Instance.Rename(from, to);
    }

    public bool TryLink(string from, string to)
    {
        Count("link", from);
        return PosixDisk.Instance.TryLink(from, to);
    }

    public bool Delete(string path)
    {
        Count("unlink", path);
        return PosixDisk.Instance.Delete(path);
    }

    private void Count(string call, string path)
    {
        Calls.Add(call);
        if (Calls.Count == failAt || (powerCut && Calls.Count > failAt))
        {
            throw new DiskException(call, path, errno);
        }
    }
}
