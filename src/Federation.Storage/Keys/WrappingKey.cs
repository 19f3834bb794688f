using System.Security.Cryptography;
using System.Text;
using Federation.Storage.Disk;

namespace Federation.Storage.Keys;

/// <summary>One key file, read: what wraps, and what tells it from others.</summary>
internal sealed class WrappingKey
{
    /// <summary>Bytes of a mark.</summary>
    public const int MarkSize = 1 + FingerprintSize;

    private const byte Version = 1;
    private const int FingerprintSize = 4;
    private const UnixFileMode OthersMay = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly byte[] wrapping;

    private WrappingKey(ReadOnlySpan<byte> secret)
    {
        // Keys for two purposes from one secret (RFC 5869): the published fingerprint says nothing about the wrapping key.
        wrapping = Derive(secret, "federation master key: wrapping, v1", AesGcmBox.KeySize);
        Mark = [Version, .. Derive(secret, "federation master key: fingerprint, v1", FingerprintSize)];
    }

    /// <summary>The first five bytes of all that is wrapped by it: version (1 byte, 0x01) | fingerprint (4).</summary>
    public byte[] Mark { get; }

    public string Fingerprint => FingerprintOf(Mark);

    public static string FingerprintOf(ReadOnlySpan<byte> wrapped) => Convert.ToHexStringLower(wrapped[1..MarkSize]);

    /// <summary>Whether something is long enough to be wrapped, and by a program that this one understands.</summary>
    /// <exception cref="BrokenSealException">It is not.</exception>
    public static void Check(string context, ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length < MarkSize + AesGcmBox.Overhead)
        {
            throw new BrokenSealException($"The wrapped key '{context}' is cut short: {wrapped.Length} bytes.");
        }
        if (wrapped[0] != Version)
        {
            throw new BrokenSealException($"The wrapped key '{context}' has format version {wrapped[0]}; this program reads version {Version}.");
        }
    }

    public bool Made(ReadOnlySpan<byte> wrapped) => wrapped.StartsWith(Mark);

    public byte[] Wrap(string context, ReadOnlySpan<byte> secret) => [.. Mark, .. AesGcmBox.Seal(wrapping, secret, Encoding.UTF8.GetBytes(context))];

    public byte[] Unwrap(string context, ReadOnlySpan<byte> wrapped) =>
        AesGcmBox.Open(wrapping, wrapped[MarkSize..], Encoding.UTF8.GetBytes(context), $"The wrapped key '{context}'");

    /// <exception cref="MasterKeyException">It is absent, open to others than its owner, or not 32 bytes long.</exception>
    public static WrappingKey Load(string path) =>
        Find(path) ?? throw new MasterKeyException($"The master key file {path} cannot be read: there is none.");

    /// <summary>The same; null when there is no such file.</summary>
    /// <exception cref="MasterKeyException">It is open to others than its owner, or not 32 bytes long.</exception>
    public static WrappingKey? Find(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var mode = File.GetUnixFileMode(file);
            if ((mode & OthersMay & ~Harmless(path)) != 0)
            {
                throw new MasterKeyException(
                    $"The master key file {path} is open to other users (mode {Convert.ToString((int)mode, 8)}). Run: chmod 600 {path}");
            }
            var length = RandomAccess.GetLength(file);
            if (length != MasterKey.Size)
            {
                throw new MasterKeyException($"The master key file {path} holds {length} bytes instead of {MasterKey.Size}; restore it from its copy.");
            }
            var secret = new byte[MasterKey.Size];
            try
            {
                return RandomAccess.Read(file, secret, 0) == MasterKey.Size
                    ? new WrappingKey(secret)
                    : throw new MasterKeyException($"The master key file {path} could not be read to its end.");
            }
            finally
            {
                CryptographicOperations.ZeroMemory(secret);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key file {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Makes a key file (mode 0600, durable before the call returns); one that is there already stays.</summary>
    /// <exception cref="MasterKeyException">It could not be made, or not be made durable.</exception>
    public static void Create(string path, IDisk disk)
    {
        // Linked, not renamed, into place: of two replicas that start at once one wins, and the other's key never exists.
        var folder = Path.GetDirectoryName(path)!; // a full path to a file has a folder
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        var secret = RandomNumberGenerator.GetBytes(MasterKey.Size);
        try
        {
            try
            {
                using (var file = disk.Create(temporary))
                {
                    disk.Write(file, temporary, secret, 0);
                    disk.SyncFile(file, temporary);
                }
                // Closed first: it is locked while it is open, and the other replica reads it as soon as it has its name.
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

    // systemd lets the service's user read a credential by an access list, which the mode shows as the group's right (systemd.exec(5), LoadCredential=).
    private static UnixFileMode Harmless(string path) =>
        MasterKey.IsCredential(path) ? UnixFileMode.GroupRead : UnixFileMode.None;

    private static byte[] Derive(ReadOnlySpan<byte> secret, string purpose, int length)
    {
        var output = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, output, [], Encoding.UTF8.GetBytes(purpose));
        return output;
    }
}
