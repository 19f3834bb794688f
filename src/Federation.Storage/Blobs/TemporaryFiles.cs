using System.Security.Cryptography;
using Federation.Storage.Disk;

namespace Federation.Storage.Blobs;

/// <summary>The folder of blobs being written. Several processes may share it.</summary>
internal sealed class TemporaryFiles(string folder, TimeProvider time, IDisk disk)
{
    /// <summary>A temporary file nobody wrote to for so long is removed even if it looks locked.</summary>
    public static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(24);

    // Between creating a file and locking it a writer looks dead for an instant.
    private static readonly TimeSpan LockGrace = TimeSpan.FromMinutes(1);

    public string NewPath() => Path.Combine(folder, RandomNumberGenerator.GetHexString(32, lowercase: true) + ".part");

    /// <summary>Removes what writers that died left behind; says how many.</summary>
    public int RemoveLeftovers()
    {
        var now = time.GetUtcNow();
        return Directory.EnumerateFiles(folder).Count(path => IsLeftover(path, now) && disk.Delete(path));
    }

    private static bool IsLeftover(string path, DateTimeOffset now)
    {
        var idle = now - File.GetLastWriteTimeUtc(path);
        if (idle < LockGrace || idle > LeftoverAge)
        {
            return idle > LeftoverAge;
        }
        try
        {
            // A living writer holds the lock (IDisk.Create), in whichever process or container it is.
            using var mine = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false; // locked, or already gone
        }
    }
}
