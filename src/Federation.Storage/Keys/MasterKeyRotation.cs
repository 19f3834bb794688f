using System.Security.Cryptography;
using Federation.Storage.Disk;

namespace Federation.Storage.Keys;

/// <summary>
/// Replaces a master key file, step by step, each durable before the next: a new key beside it (<c>.next</c>), the exchange (the old one
/// is <c>.previous</c>), and, once nothing is wrapped under it any more, the old one's end. Who stops between two steps goes on
/// from there; at no moment is a key that is needed in no file.
/// </summary>
public sealed class MasterKeyRotation
{
    private readonly string path;
    private readonly IDisk disk;

    private MasterKeyRotation(string path, IDisk disk) => (this.path, this.disk) = (path, disk);

    /// <summary>Five bytes by which everything begins that the key to be replaced has wrapped.</summary>
    public ReadOnlyMemory<byte> OldMark => Old.Mark;

    /// <summary>The same of the key that replaces it.</summary>
    public ReadOnlyMemory<byte> NewMark => New.Mark;

    /// <summary>The old key's fingerprint.</summary>
    public string OldFingerprint => Old.Fingerprint;

    /// <summary>The new key's fingerprint.</summary>
    public string NewFingerprint => New.Fingerprint;

    // Linked before it is moved: for a moment the file that is still the present one has both names.
    private bool IsSwitched => WrappingKey.Find(PreviousOf(path)) is { } previous && previous.Fingerprint != WrappingKey.Load(path).Fingerprint;

    private WrappingKey Old => WrappingKey.Load(IsSwitched ? PreviousOf(path) : path);

    private WrappingKey New => WrappingKey.Load(IsSwitched ? path : NextOf(path));

    /// <summary>Where the key that is to come waits.</summary>
    public static string NextOf(string path) => path + ".next";

    /// <summary>Where the key that was replaced waits for its end.</summary>
    public static string PreviousOf(string path) => path + ".previous";

    /// <summary>Begins, or goes on with what was begun: makes the new key unless it is there.</summary>
    /// <exception cref="MasterKeyException">The files cannot be read or made, or are not of a rotation.</exception>
    public static MasterKeyRotation Begin(string path) => Begin(path, PosixDisk.Instance);

    internal static MasterKeyRotation Begin(string path, IDisk disk)
    {
        path = Path.GetFullPath(path);
        var rotation = new MasterKeyRotation(path, disk);
        _ = WrappingKey.Load(path); // a key that is not there or not readable is not replaced
        if (!rotation.IsSwitched && WrappingKey.Find(NextOf(path)) is null)
        {
            WrappingKey.Create(NextOf(path), disk);
        }

        return rotation;
    }

    /// <summary>From here on the new key is the present one; the old one still opens what it wrapped. Twice does no harm.</summary>
    /// <exception cref="MasterKeyException">The disk refused; the old key is the present one, or both are in place.</exception>
    public void Switch()
    {
        if (IsSwitched)
        {
            return;
        }

        Do(() =>
        {
            disk.TryLink(path, PreviousOf(path));
            disk.SyncFolder(Folder);
            disk.Rename(NextOf(path), path);
            disk.SyncFolder(Folder);
        });
    }

    /// <summary>
    /// The old key's end: overwritten, synced, removed. (A disk that writes elsewhere, an SSD say, may hold the old 32 bytes until it reuses the
    /// place.) Or kept, under a name that no node reads.
    /// </summary>
    /// <returns>Where it is kept; null when it is destroyed.</returns>
    /// <exception cref="MasterKeyException">The disk refused, or the old key is still the present one.</exception>
    public string? End(bool keepOld)
    {
        if (!IsSwitched)
        {
            throw new MasterKeyException($"The master key file {path} was not replaced yet; nothing is destroyed.");
        }

        var previous = PreviousOf(path);
        var kept = keepOld ? $"{path}.kept-{OldFingerprint}" : null;
        Do(() =>
        {
            if (kept is not null)
            {
                disk.Rename(previous, kept);
            }
            else
            {
                using (var file = disk.Reopen(previous))
                {
                    disk.Write(file, previous, RandomNumberGenerator.GetBytes(MasterKey.Size), 0);
                    disk.SyncFile(file, previous);
                }

                disk.Delete(previous);
            }

            disk.SyncFolder(Folder);
        });
        return kept;
    }

    private string Folder => Path.GetDirectoryName(path)!; // a full path to a file has a folder

    private void Do(Action step)
    {
        try
        {
            step();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key file {path} could not be replaced: {e.Message}", e);
        }
    }
}
