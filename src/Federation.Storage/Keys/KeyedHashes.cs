using System.Security.Cryptography;
using System.Text;

namespace Federation.Storage.Keys;

/// <summary>Tells equal values of a subject from others, by hashes that say nothing to anybody without the subject's key. Safe for use by many threads.</summary>
/// <param name="master">Wraps the keys that have no parent.</param>
/// <param name="store">Where wrapped keys are kept.</param>
public sealed class KeyedHashes(MasterKey master, IWrappedKeyStore store)
{
    /// <summary>HMAC-SHA256 under a key derived (HKDF, RFC 5869) from the subject's: the same for the same value, subject and context.</summary>
    /// <returns>32 bytes.</returns>
    /// <param name="subject">Whose key.</param>
    /// <param name="context">What the hash is for; another context gives another hash.</param>
    /// <param name="value">What is hashed.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SubjectErasedException">The subject was erased.</exception>
    /// <exception cref="UnknownSubjectException">The subject has no key.</exception>
    public async ValueTask<byte[]> Of(SubjectId subject, string context, ReadOnlyMemory<byte> value, CancellationToken cancellation)
    {
        var line = await KeyLine.Find(store, subject, cancellation);
        if (line.IsErased)
        {
            throw new SubjectErasedException(subject);
        }
        using var key = line.Unwrap(master)!; // not empty: it was found
        var bytes = new byte[AesGcmBox.KeySize];
        using var own = new PlainKey(bytes);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes, bytes, [], Encoding.UTF8.GetBytes($"federation hash v1|{context}"));
        return HMACSHA256.HashData(own.Bytes, value.Span);
    }
}
