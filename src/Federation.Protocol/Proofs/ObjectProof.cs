using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Federation.Protocol.Activities;
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

    /// <summary>Proofs of one document that are looked at; real ones have one, or two while a key is replaced.</summary>
    private const int MaxProofs = 8;

    // FEP-8b32: a Linked Data signature is added after the proof, so it is not covered.
    private static readonly string[] NotCovered = ["proof", "signature"];
    private static readonly string[] Value = ["proofValue"];

    /// <summary>Adds a proof to a copy of the document; a proof that is there is replaced.</summary>
    /// <inheritdoc cref="Prove"/>
    public static JsonObject Sign(JsonObject document, string verificationMethod, Ed25519PrivateKey key, DateTimeOffset created)
    {
        ArgumentNullException.ThrowIfNull(document);
        var signed = document.DeepClone().AsObject();
        signed["proof"] = Prove(document, verificationMethod, key, created);
        return signed;
    }

    /// <summary>Makes the proof of a document, for a caller that owns the document and adds it as <c>proof</c>.</summary>
    /// <param name="document">The document; not changed.</param>
    /// <param name="verificationMethod">URL of the public key, like <c>https://union.example/actor#ed25519-1</c>.</param>
    /// <param name="key">The author's key.</param>
    /// <param name="created">When; written to the second, in UTC.</param>
    /// <exception cref="ArgumentException">The document has no canonical form: see <see cref="CanonicalJson.Bytes(JsonNode)"/>.</exception>
    public static JsonObject Prove(JsonObject document, string verificationMethod, Ed25519PrivateKey key, DateTimeOffset created)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(key);
        var proof = new JsonObject
        {
            ["type"] = Type,
            ["cryptosuite"] = Cryptosuite,
            ["verificationMethod"] = verificationMethod,
            ["proofPurpose"] = Purpose,
            ["created"] = created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        if (document["@context"] is { } context)
        {
            // W3C vc-di-eddsa §3.3.1: the proof options take the document's context.
            proof.Insert(0, "@context", context.DeepClone());
        }

        Span<byte> hash = stackalloc byte[2 * SHA256.HashSizeInBytes];
        Hash(document, proof, hash);
        Span<byte> signature = stackalloc byte[Ed25519PublicKey.SignatureSize];
        key.Sign(hash, signature);
        proof["proofValue"] = "z" + Base58.Encode(signature);
        return proof;
    }

    /// <summary>The URL of the key that a document's proof names (or a <c>did:key</c>); the first when it carries several, null when none of this kind.</summary>
    public static string? VerificationMethod(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Each(document).Where(IsOurs).Select(proof => ActivityShape.Text(proof, "verificationMethod")).FirstOrDefault();
    }

    /// <summary>When the author says the document was signed, exactly as written: times of others have up to nanoseconds, and are hashed as text.</summary>
    public static string? Created(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Each(document).Where(IsOurs).Select(proof => ActivityShape.Text(proof, "created")).FirstOrDefault();
    }

    /// <summary>Checks a document against its author's key. One good proof of several is enough: each covers the whole document.</summary>
    /// <returns>Null when a proof holds, else the reason in one sentence.</returns>
    public static string? Refute(JsonObject document, VerificationKey key)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(key);
        try
        {
            string? reason = null;
            foreach (var proof in Each(document))
            {
                if (Refute(document, proof, key) is not { } fault)
                {
                    return null;
                }

                reason ??= fault;
            }

            return reason ?? "The document carries no proof.";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // Nodes are read as late as they are used: a name that stands twice or half a surrogate pair shows here, if StrictJson did not read it.
            return "The document has no canonical form: a name stands twice, a number is too large, or a string holds half a character.";
        }
    }

    /// <summary>
    /// True when two documents differ at most in their proofs: an author signs again when a key is revoked, and says nothing new by it.
    /// </summary>
    /// <exception cref="ArgumentException">One of them has no canonical form: see <see cref="CanonicalJson.Bytes(JsonNode)"/>.</exception>
    public static bool SaysTheSame(JsonObject one, JsonObject other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        Span<byte> hashes = stackalloc byte[2 * SHA256.HashSizeInBytes];
        CanonicalJson.Sha256(one, NotCovered, hashes);
        CanonicalJson.Sha256(other, NotCovered, hashes[SHA256.HashSizeInBytes..]);
        return hashes[..SHA256.HashSizeInBytes].SequenceEqual(hashes[SHA256.HashSizeInBytes..]);
    }

    private static string? Refute(JsonObject document, JsonObject proof, VerificationKey key)
    {
        if (!IsOurs(proof))
        {
            return $"The proof is not a {Type} of the cryptosuite {Cryptosuite}.";
        }

        if (ActivityShape.Text(proof, "proofPurpose") != Purpose)
        {
            return $"The proof's purpose is not {Purpose}.";
        }

        if (proof.ContainsKey("previousProof"))
        {
            return "The proof continues a chain of proofs, which is not understood here."; // W3C Data Integrity §2.1.2
        }

        if (ActivityShape.Text(proof, "proofValue") is not ['z', .. var value] || Base58.Decode(value) is not { Length: Ed25519PublicKey.SignatureSize } signature)
        {
            return "The proof's value is not a signature in base58btc.";
        }

        Span<byte> hash = stackalloc byte[2 * SHA256.HashSizeInBytes];
        Hash(document, proof, hash);
        return key.Verify(hash, signature, SignatureAlgorithms.Ed25519)
            ? null
            : "The proof does not fit the document: one of them was changed, or another key made it.";
    }

    // vc-di-eddsa §3.3.4: SHA-256 of the proof options, then SHA-256 of the document. The options are hashed exactly as received, minus
    // the value: with a context of their own if they have one, without if not. This one rule fits FEP-8b32 of 2023 and of today.
    private static void Hash(JsonObject document, JsonObject proof, Span<byte> hash)
    {
        CanonicalJson.Sha256(proof, Value, hash);
        CanonicalJson.Sha256(document, NotCovered, hash[SHA256.HashSizeInBytes..]);
    }

    private static bool IsOurs(JsonObject proof) => ActivityShape.Text(proof, "type") == Type && ActivityShape.Text(proof, "cryptosuite") == Cryptosuite;

    // W3C Data Integrity §2.1.1: one proof stands alone, several in a list that has no order.
    private static IEnumerable<JsonObject> Each(JsonObject document) => document["proof"] switch
    {
        JsonObject one => [one],
        JsonArray several => several.OfType<JsonObject>().Take(MaxProofs),
        _ => [],
    };
}
