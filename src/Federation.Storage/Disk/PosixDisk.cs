using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Federation.Storage.Disk;

/// <summary>The real disk, by its own system calls.</summary>
internal sealed partial class PosixDisk : IDisk
{
    private const int Enoent = 2, Eintr = 4, Eacces = 13, Eexist = 17, Enosys = 38, Eopnotsupp = 95;
    private const int ReadOnlyFolder = 0x10000 | 0x80000; // O_RDONLY | O_DIRECTORY | O_CLOEXEC on x86-64
    private const int ReadOnlyFolderArm = 0x4000 | 0x80000; // O_DIRECTORY has another number on arm64
    private const int KeepSize = 1; // FALLOC_FL_KEEP_SIZE

    public static PosixDisk Instance { get; } = new();

    public SafeFileHandle Create(string path)
    {
        // FileShare.None is flock(LOCK_EX): the kernel lets go of it when the process dies, so a lock tells the living from leftovers.
        var file = Open(path, FileMode.CreateNew, FileShare.None);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    public SafeFileHandle Reopen(string path) => Open(path, FileMode.Open, FileShare.ReadWrite | FileShare.Delete);

    public void Reserve(SafeFileHandle file, string path, long length)
    {
        // A file system without fallocate(2) only loses the early warning; the writes themselves still tell.
        if (length > 0 && fallocate(file, KeepSize, 0, length) != 0
            && Marshal.GetLastPInvokeError() is var errno and not (Eopnotsupp or Enosys))
        {
            throw new DiskException("fallocate", path, errno);
        }
    }

    public void Trim(SafeFileHandle file, string path, long length) => Check(ftruncate(file, length), "ftruncate", path);

    public void Write(SafeFileHandle file, string path, ReadOnlySpan<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            var written = pwrite(file, bytes, (nuint)bytes.Length, offset);
            if (written < 0)
            {
                var errno = Marshal.GetLastPInvokeError();
                if (errno == Eintr)
                {
                    continue;
                }
                throw new DiskException("pwrite", path, errno);
            }
            bytes = bytes[(int)written..];
            offset += written;
        }
    }

    public void SyncFile(SafeFileHandle file, string path) => Check(fsync(file), "fsync", path);

    public void SyncFolder(string path)
    {
        var flags = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? ReadOnlyFolderArm : ReadOnlyFolder;
        using var folder = open(path, flags);
        if (folder.IsInvalid)
        {
            throw new DiskException("open", path, Marshal.GetLastPInvokeError());
        }
        Check(fsync(folder), "fsync", path);
    }

    public void CreateFolder(string path)
    {
        if (mkdir(path, 0x1C0 /* 0700 */) != 0 && Marshal.GetLastPInvokeError() is var errno and not Eexist)
        {
            throw new DiskException("mkdir", path, errno);
        }
    }

    public void Rename(string from, string to) => Check(rename(from, to), "rename", $"{from} -> {to}");

    public bool TryLink(string from, string to)
    {
        if (link(from, to) == 0)
        {
            return true;
        }
        var errno = Marshal.GetLastPInvokeError();
        return errno == Eexist ? false : throw new DiskException("link", $"{from} -> {to}", errno);
    }

    public bool Delete(string path)
    {
        if (unlink(path) == 0)
        {
            return true;
        }
        var errno = Marshal.GetLastPInvokeError();
        return errno == Enoent ? false : throw new DiskException("unlink", path, errno);
    }

    private static SafeFileHandle Open(string path, FileMode mode, FileShare share)
    {
        try
        {
            return File.OpenHandle(path, mode, FileAccess.Write, share);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // .NET keeps the errno of the exceptions it has no class for.
            throw new DiskException("open", path, e switch
            {
                DirectoryNotFoundException or FileNotFoundException => Enoent,
                UnauthorizedAccessException => Eacces,
                _ => e.HResult,
            });
        }
    }

    // Never retried, not even after EINTR: after a failed fsync the kernel may drop the dirty pages and answer the next call with success.
    private static void Check(int result, string call, string path)
    {
        if (result != 0)
        {
            throw new DiskException(call, path, Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fallocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ftruncate(SafeFileHandle file, long length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint pwrite(SafeFileHandle file, ReadOnlySpan<byte> bytes, nuint count, long offset);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle open(string path, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkdir(string path, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int rename(string from, string to);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int link(string from, string to);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unlink(string path);
}
