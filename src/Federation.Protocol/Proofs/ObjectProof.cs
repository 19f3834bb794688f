using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Federation.Protocol.Json;
using Federation.Protocol.Keys;

namespace Federation.Protocol.Proofs;

/// <summary>
/// Object integrity proofs: a document carries its author's signature wherever it is kept (FEP-8b32; W3C Data Integrity, cryptosuite
/// <c>eddsa-jcs-2022</c>).
/// </summary>
public static class ObjectProof
{
    /// <summary>The one cryptosuite this library makes and accepts.</summary>
    public const string Cryptosuite = "eddsa-jcs-2022";

    private const string Type = "DataIntegrityProof";
    private const string Purpose = "assertionMethod";

    /// <summary>Adds a proof to a copy of the document; a proof that is there is replaced.</summary>
    /// <param name="document">The document; not changed.</param>
    /// <param name="verificationMethod">URL of the public key, like <c>https://union.example/actor#ed25519-1</c>.</param>
    /// <param name="key">The author's key.</param>
    /// <param name="created">When; written to the second, in UTC.</param>
    public static JsonObject Sign(JsonObject document, string verificationMethod, Ed25519PrivateKey key, DateTimeOffset created)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(key);
        var signed = document.DeepClone().AsObject();
        signed.Remove("proof");
        var proof = new JsonObject
        {
            ["type"] = Type,
            ["cryptosuite"] = Cryptosuite,
            ["verificationMethod"] = verificationMethod,
            ["proofPurpose"] = Purpose,
            ["created"] = created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        if (signed["@context"] is { } context)
        {
            // W3C vc-di-eddsa §3.3.1: the proof options take the document's context.
            proof.Insert(0, "@context", context.DeepClone());
        }

        proof["proofValue"] = "z" + Base58.Encode(key.Sign(Hash(signed, proof)));
        signed["proof"] = proof;
        return signed;
    }

    /// <summary>The URL of the key a document's proof names; null when it carries no proof of this kind.</summary>
    public static string? VerificationMethod(JsonObject document) =>
        document?["proof"] is JsonObject proof && Text(proof, "cryptosuite") == Cryptosuite ? Text(proof, "verificationMethod") : null;

    /// <summary>Checks a document against its author's key.</summary>
    /// <returns>Null when the proof holds, else the reason in one sentence.</returns>
    public static string? Refute(JsonObject document, Ed25519PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(key);
        if (document["proof"] is not JsonObject proof)
        {
            return "The document carries no proof.";
        }

        if (Text(proof, "type") != Type || Text(proof, "cryptosuite") != Cryptosuite)
        {
            return $"The proof is not a {Type} of the cryptosuite {Cryptosuite}.";
        }

        if (Text(proof, "proofPurpose") != Purpose)
        {
            return $"The proof's purpose is not {Purpose}.";
        }

        if (Text(proof, "proofValue") is not ['z', .. var value] || Base58.Decode(value) is not { Length: 64 } signature)
        {
            return "The proof's value is not a signature in base58btc.";
        }

        var unsigned = document.DeepClone().AsObject();
        unsigned.Remove("proof");
        unsigned.Remove("signature"); // FEP-8b32: a Linked Data signature is added after the proof
        // Hashed exactly as received, minus the value: with its own context if it has one, without if not.
        var options = proof.DeepClone().AsObject();
        options.Remove("proofValue");
        return key.Verify(Hash(unsigned, options), signature) ? null : "The proof does not fit the document: one of them was changed.";
    }

    // vc-di-eddsa §3.3.4: SHA-256 of the proof options, then SHA-256 of the document.
    private static byte[] Hash(JsonObject document, JsonObject options) =>
        [.. SHA256.HashData(CanonicalJson.Bytes(options)), .. SHA256.HashData(CanonicalJson.Bytes(document))];

    private static string? Text(JsonObject proof, string name) => proof[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
