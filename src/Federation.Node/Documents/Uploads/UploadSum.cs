using System.Security.Cryptography;

namespace Federation.Node.Documents.Uploads;

/// <summary>What a sender says its bytes add up to.</summary>
/// <param name="Algorithm">One of <see cref="Known"/>.</param>
/// <param name="Value">The sum.</param>
internal sealed record UploadSum(HashAlgorithmName Algorithm, byte[] Value)
{
    /// <summary>Those understood, by the name tus gives them. SHA-1 is the one that tus asks of every server: it finds accidents, not attackers.</summary>
    public static readonly IReadOnlyDictionary<string, HashAlgorithmName> Known = new Dictionary<string, HashAlgorithmName>
    {
        ["sha1"] = HashAlgorithmName.SHA1,
        ["sha256"] = HashAlgorithmName.SHA256,
        ["sha512"] = HashAlgorithmName.SHA512,
    };
}
