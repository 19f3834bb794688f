using System.Collections.Concurrent;
using Federation.Storage.Disk;

namespace Federation.Storage.Blobs;

/// <summary>Where in a folder what is: <c>tmp/</c> for blobs being written, <c>aa/bb/aabb...</c> for those that are.</summary>
internal sealed class BlobFolders(string root, IDisk disk)
{
    // A folder another process made may not be durable yet, so each process syncs its parent once itself. They are never removed.
    private readonly ConcurrentDictionary<string, bool> durable = new(StringComparer.Ordinal);

    public string Root { get; } = Path.GetFullPath(root);

    public string Temporary => Path.Combine(Root, "tmp");

    public string PathOf(BlobId id) => Path.Combine(FolderOf(id), id.ToString());

    public string FolderOf(BlobId id)
    {
        var name = id.ToString();
        return Path.Combine(Root, name[..2], name[2..4]);
    }

    /// <summary>Creates a folder of the store, and those above it, so that none is lost in a power cut.</summary>
    public void MakeDurable(string folder)
    {
        if (durable.ContainsKey(folder))
        {
            return;
        }
        var parent = Path.GetDirectoryName(folder)!; // only "/" has none, and it exists
        if (folder != Root || !Directory.Exists(parent))
        {
            MakeDurable(parent);
        }
        disk.CreateFolder(folder);
        disk.SyncFolder(parent);
        durable[folder] = true;
    }

    /// <summary>The folders that hold blobs.</summary>
    public IEnumerable<string> Leaves() => Directory.EnumerateDirectories(Root, "??").SelectMany(Directory.EnumerateDirectories);
}
