using Microsoft.Win32.SafeHandles;

namespace Federation.Storage.Disk;

/// <summary>The calls that change a disk. Every one throws <see cref="DiskException"/> with the errno when the disk says no.</summary>
internal interface IDisk
{
    /// <summary>Creates a file that must not exist, mode 0600, locked (flock) for as long as the handle is open.</summary>
    SafeFileHandle Create(string path);

    /// <summary>Opens a file that is there, for writing over it.</summary>
    SafeFileHandle Reopen(string path);

    /// <summary>Sets space aside so that a full disk is known before the transfer, not after it. The length does not change.</summary>
    void Reserve(SafeFileHandle file, string path, long length);

    /// <summary>Gives back what was set aside beyond the length of a file.</summary>
    void Trim(SafeFileHandle file, string path, long length);

    void Write(SafeFileHandle file, string path, ReadOnlySpan<byte> bytes, long offset);

    void SyncFile(SafeFileHandle file, string path);

    /// <summary>Makes the names in a folder durable: what was created in it, renamed into it, removed from it.</summary>
    void SyncFolder(string path);

    void CreateFolder(string path);

    void Rename(string from, string to);

    /// <summary>Gives a file a second name; false, and nothing done, if that name is taken (atomic: link(2)).</summary>
    bool TryLink(string from, string to);

    /// <summary>False if there was no such file.</summary>
    bool Delete(string path);
}
