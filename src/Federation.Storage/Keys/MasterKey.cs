using System.Security.Cryptography;
using System.Text;
using Federation.Storage.Disk;

namespace Federation.Storage.Keys;

/// <summary>
/// The 32 bytes under which all root keys of a node are wrapped. In a file of its own, never in the database; whoever loses it loses
/// every sealed value and blob, so it is copied once, to paper or a safe, when the node is installed.
/// </summary>
public sealed class MasterKey
{
    /// <summary>Bytes in the file: the key and nothing else.</summary>
    public const int Size = 32;

    private const byte Version = 1;
    private const int FingerprintSize = 4, Header = 1 + FingerprintSize;
    private const UnixFileMode OthersMay = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly byte[] wrapping;
    private readonly byte[] fingerprint;

    private MasterKey(ReadOnlySpan<byte> secret)
    {
        // Keys for two purposes from one secret (RFC 5869): the published fingerprint says nothing about the wrapping key.
        wrapping = Derive(secret, "federation master key: wrapping, v1", AesGcmBox.KeySize);
        fingerprint = Derive(secret, "federation master key: fingerprint, v1", FingerprintSize);
    }

    /// <summary>Eight hexadecimal digits that tell two master keys apart and reveal nothing; safe to log and to print beside a backup.</summary>
    public string Fingerprint => Convert.ToHexStringLower(fingerprint);

    /// <summary>Reads the key file.</summary>
    /// <exception cref="MasterKeyException">It is absent, open to others than its owner, or not 32 bytes long.</exception>
    public static MasterKey Load(string path)
    {
        try
        {
            // Shared for everything, so that no lock is taken: a replica that has just linked the whole key may still hold its own.
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var mode = File.GetUnixFileMode(file);
            if ((mode & OthersMay) != 0)
            {
                throw new MasterKeyException(
                    $"The master key file {path} is open to other users (mode {Convert.ToString((int)mode, 8)}). Run: chmod 600 {path}");
            }
            var length = RandomAccess.GetLength(file);
            if (length != Size)
            {
                throw new MasterKeyException($"The master key file {path} holds {length} bytes instead of {Size}; restore it from its copy.");
            }
            var secret = new byte[Size];
            try
            {
                return RandomAccess.Read(file, secret, 0) == Size
                    ? new MasterKey(secret)
                    : throw new MasterKeyException($"The master key file {path} could not be read to its end.");
            }
            finally
            {
                CryptographicOperations.ZeroMemory(secret);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key file {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads the key file, or makes one (mode 0600, durable before the call returns) if there is none.</summary>
    /// <exception cref="MasterKeyException">See <see cref="Load"/>; or the new file could not be made durable.</exception>
    public static MasterKey LoadOrCreate(string path) => LoadOrCreate(path, PosixDisk.Instance);

    internal static MasterKey LoadOrCreate(string path, IDisk disk)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
        {
            Create(path, disk);
        }
        return Load(path);
    }

    /// <summary>Encrypts a root key. The context is authenticated: unwrapping demands the same.</summary>
    /// <returns>version (1 byte, 0x01) | fingerprint of the master key (4) | AES-256-GCM box (1 + 12 + 16 + length).</returns>
    public byte[] Wrap(string context, ReadOnlySpan<byte> secret) =>
        [Version, .. fingerprint, .. AesGcmBox.Seal(wrapping, secret, Encoding.UTF8.GetBytes(context))];

    /// <summary>The inverse of <see cref="Wrap"/>. The caller zeroes the result when done.</summary>
    /// <exception cref="BrokenSealException">Changed, of another context, or wrapped under another master key (the message says which).</exception>
    public byte[] Unwrap(string context, ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length < Header + AesGcmBox.Overhead)
        {
            throw new BrokenSealException($"The wrapped key '{context}' is cut short: {wrapped.Length} bytes.");
        }
        if (wrapped[0] != Version)
        {
            throw new BrokenSealException($"The wrapped key '{context}' has format version {wrapped[0]}; this program reads version {Version}.");
        }
        if (!wrapped[1..Header].SequenceEqual(fingerprint))
        {
            throw new BrokenSealException($"The wrapped key '{context}' was made under master key "
                + $"{Convert.ToHexStringLower(wrapped[1..Header])}, this node has {Fingerprint}: restore the right key file.");
        }
        return AesGcmBox.Open(wrapping, wrapped[Header..], Encoding.UTF8.GetBytes(context), $"The wrapped key '{context}'");
    }

    // Linked, not renamed, into place: of two replicas that start at once one wins, and the other's key never exists.
    private static void Create(string path, IDisk disk)
    {
        var folder = Path.GetDirectoryName(path)!; // a full path to a file has a folder
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        var secret = RandomNumberGenerator.GetBytes(Size);
        try
        {
            using var file = disk.Create(temporary);
            try
            {
                disk.Write(file, temporary, secret, 0);
                disk.SyncFile(file, temporary);
                disk.TryLink(temporary, path);
            }
            finally
            {
                disk.Delete(temporary);
            }
            disk.SyncFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"No master key file could be made at {path}: {e.Message}", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static byte[] Derive(ReadOnlySpan<byte> secret, string purpose, int length)
    {
        var output = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, output, [], Encoding.UTF8.GetBytes(purpose));
        return output;
    }
}
