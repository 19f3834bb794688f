using Federation.Storage.Disk;

namespace Federation.Storage.Keys;

/// <summary>
/// The 32 bytes under which all root keys of a node are wrapped. In a file of its own, never in the database; whoever loses it loses
/// every sealed value and blob, so it is copied once, to paper or a safe, when the node is installed. While it is being replaced
/// (<see cref="MasterKeyRotation"/>) two files hold a key each, and what either wrapped opens.
/// </summary>
public sealed class MasterKey
{
    /// <summary>Bytes in the file: the key and nothing else.</summary>
    public const int Size = 32;

    private readonly string path;
    private volatile IReadOnlyList<WrappingKey> keys; // the present one first

    private MasterKey(string path) => (this.path, keys) = (path, Read(path));

    /// <summary>Eight hexadecimal digits that tell two master keys apart and reveal nothing; safe to log and to print beside a backup.</summary>
    public string Fingerprint => keys[0].Fingerprint;

    /// <summary>The fingerprints of all keys whose files are there now, the present one first.</summary>
    /// <exception cref="MasterKeyException">See <see cref="Load"/>.</exception>
    public IReadOnlyList<string> Fingerprints => [.. (keys = Read(path)).Select(key => key.Fingerprint)];

    /// <summary>Reads the key file.</summary>
    /// <exception cref="MasterKeyException">It is absent, open to others than its owner, or not 32 bytes long.</exception>
    public static MasterKey Load(string path) => new(Path.GetFullPath(path));

    /// <summary>Reads the key file, or makes one (mode 0600, durable before the call returns) if there is none.</summary>
    /// <exception cref="MasterKeyException">See <see cref="Load"/>; or the new file could not be made durable.</exception>
    public static MasterKey LoadOrCreate(string path) => LoadOrCreate(path, PosixDisk.Instance);

    internal static MasterKey LoadOrCreate(string path, IDisk disk)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
        {
            WrappingKey.Create(path, disk);
        }
        return Load(path);
    }

    /// <summary>Whether a file is a credential that systemd handed to this process: a copy that does not change while it runs.</summary>
    public static bool IsCredential(string path) =>
        Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder
        && Path.GetFullPath(path).StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Encrypts a root key under the key that is the present one now. The context is authenticated: unwrapping demands the same.</summary>
    /// <returns>version (1 byte, 0x01) | fingerprint of the master key (4) | AES-256-GCM box (1 + 12 + 16 + length).</returns>
    public byte[] Wrap(string context, ReadOnlySpan<byte> secret)
    {
        // Asked of the file every time: wrapping is rare, and another process may be replacing the key.
        Refresh();
        return keys[0].Wrap(context, secret);
    }

    /// <summary>The inverse of <see cref="Wrap"/>. The caller zeroes the result when done.</summary>
    /// <exception cref="BrokenSealException">Changed, of another context, or wrapped under another master key (the message says which).</exception>
    public byte[] Unwrap(string context, ReadOnlySpan<byte> wrapped)
    {
        WrappingKey.Check(context, wrapped);
        if (Maker(wrapped) is { } known)
        {
            return known.Unwrap(context, wrapped);
        }

        Refresh(); // the key was replaced since it was read
        return (Maker(wrapped) ?? throw new BrokenSealException($"The wrapped key '{context}' was made under master key "
            + $"{WrappingKey.FingerprintOf(wrapped)}, this node has {Fingerprint}: restore the right key file.")).Unwrap(context, wrapped);
    }

    private static IReadOnlyList<WrappingKey> Read(string path)
    {
        // In this order: a file goes from next to present and from present to previous, so that none is missed on its way.
        var next = WrappingKey.Find(MasterKeyRotation.NextOf(path));
        var present = WrappingKey.Load(path);
        var previous = WrappingKey.Find(MasterKeyRotation.PreviousOf(path));
        return [present, .. new[] { next, previous }.OfType<WrappingKey>()];
    }

    private WrappingKey? Maker(ReadOnlySpan<byte> wrapped)
    {
        foreach (var key in keys)
        {
            if (key.Made(wrapped))
            {
                return key;
            }
        }

        return null;
    }

    private void Refresh()
    {
        try
        {
            keys = Read(path);
        }
        catch (MasterKeyException)
        {
            // The file is being moved or cannot be reached; what was read before goes on, and the database refuses what it no longer may wrap.
        }
    }
}
