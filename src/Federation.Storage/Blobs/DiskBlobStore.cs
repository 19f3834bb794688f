using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Federation.Storage.Disk;
using Microsoft.Win32.SafeHandles;

namespace Federation.Storage.Blobs;

/// <summary>
/// Blobs as files of one folder, which several processes may share (one machine, or a network file system that honours fsync and
/// rename). See <see cref="BlobFormat"/> for a file and <see cref="BlobFolders"/> for where it is.
/// </summary>
public sealed class DiskBlobStore : IBlobStore
{
    private readonly IDisk disk;
    private readonly BlobFolders folders;
    private readonly TemporaryFiles unfinished;

    /// <summary>Opens the store, makes its folder durable if it is new, and removes what dead writers left.</summary>
    /// <exception cref="BlobNotDurableException">The folder cannot be made or synced.</exception>
    public DiskBlobStore(string root, TimeProvider time)
        : this(root, time, PosixDisk.Instance)
    {
    }

    internal DiskBlobStore(string root, TimeProvider time, IDisk disk)
    {
        (this.disk, folders) = (disk, new BlobFolders(root, disk));
        unfinished = new TemporaryFiles(folders.Temporary, time, disk);
        Translate(() =>
        {
            folders.MakeDurable(folders.Temporary);
            return unfinished.RemoveLeftovers();
        });
    }

    /// <inheritdoc/>
    public async Task<StoredBlob> Write(
        Stream plain, BlobKey? contentKey, long? expectedLength, long maxLength, CancellationToken cancellation)
    {
        var temporary = unfinished.NewPath();
        string? kept = null;
        try
        {
            using var file = disk.Create(temporary);
            var stored = await BlobWriter.Encrypt(new FileTarget(disk, file, temporary), plain, contentKey, expectedLength, maxLength, cancellation);
            await Task.Run(() => Keep(file, temporary, stored.Id, path => kept = path), cancellation);
            return stored;
        }
        catch (DiskException e)
        {
            Discard(temporary, kept);
            throw Meaning(e);
        }
        catch
        {
            Discard(temporary, kept);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenRead(BlobId id, BlobKey contentKey, CancellationToken cancellation)
    {
        return new BlobStream(await SegmentReader.Open(id, new StoredFile(id, Find(id) ?? throw new BlobMissingException(id)), contentKey, cancellation));
    }

    /// <inheritdoc/>
    public async Task<BlobCondition> Verify(BlobId id, CancellationToken cancellation)
    {
        using var file = Find(id);
        if (file is null)
        {
            return BlobCondition.Missing;
        }
        await using var bytes = new FileStream(file, FileAccess.Read, bufferSize: 0);
        try
        {
            return BlobId.OfSha256(await SHA256.HashDataAsync(bytes, cancellation)) == id ? BlobCondition.Intact : BlobCondition.Broken;
        }
        catch (IOException)
        {
            return BlobCondition.Broken; // a bad sector is damage like any other
        }
    }

    /// <inheritdoc/>
    public Task<bool> Delete(BlobId id, CancellationToken cancellation) => Task.Run(
        () => Translate(() =>
        {
            var folder = folders.FolderOf(id);
            if (!Directory.Exists(folder))
            {
                return false;
            }
            var was = disk.Delete(folders.PathOf(id));
            disk.SyncFolder(folder); // also when it was gone: the caller that asks again wants the promise
            return was;
        }),
        cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobId> List([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var leaf in folders.Leaves())
        {
            foreach (var path in await Task.Run(() => Directory.GetFiles(leaf), cancellation))
            {
                if (BlobId.TryParse(Path.GetFileName(path), out var id))
                {
                    yield return id;
                }
            }
        }
    }

    /// <inheritdoc/>
    public Task<int> RemoveLeftovers(CancellationToken cancellation) => Task.Run(() => Translate(unfinished.RemoveLeftovers), cancellation);

    private void Keep(SafeFileHandle file, string temporary, BlobId id, Action<string> named)
    {
        var folder = folders.FolderOf(id);
        disk.SyncFile(file, temporary);
        folders.MakeDurable(folder);
        var path = folders.PathOf(id);
        disk.Rename(temporary, path);
        named(path);
        disk.SyncFolder(folder);
    }

    // A clean-up that fails leaves what RemoveLeftovers finds, or a whole blob that no event names; the first failure is the one to tell.
    private void Discard(string temporary, string? kept)
    {
        try
        {
            disk.Delete(kept ?? temporary);
        }
        catch (DiskException)
        {
        }
    }

    private SafeFileHandle? Find(BlobId id)
    {
        try
        {
            // Shared for everything, so that no lock is taken: blobs never change.
            return File.OpenHandle(folders.PathOf(id), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private T Translate<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (DiskException e)
        {
            throw Meaning(e);
        }
    }

    private IOException Meaning(DiskException e) => e.IsFull
        ? new BlobStoreFullException(folders.Root, e)
        : new BlobNotDurableException($"The disk did not confirm that it keeps what was written: {e.Message}", e);
}
