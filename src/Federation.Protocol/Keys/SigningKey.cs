namespace Federation.Protocol.Keys;

/// <summary>A private key of ours: Ed25519 between our nodes, RSA for strangers. Never written anywhere but wrapped.</summary>
public abstract class SigningKey : IDisposable
{
    private protected SigningKey()
    {
    }

    /// <summary>The public half.</summary>
    public abstract VerificationKey PublicKey { get; }

    /// <summary>Name of the algorithm it signs by, in the registry of RFC 9421 §6.2.</summary>
    public abstract string Algorithm { get; }

    /// <summary>Length of a signature in bytes.</summary>
    public abstract int SignatureSize { get; }

    /// <summary>The key in PKCS#8 (RFC 5208), to be wrapped by the caller and zeroed.</summary>
    public abstract byte[] ExportPkcs8();

    /// <summary>Signs into a buffer of <see cref="SignatureSize"/> bytes.</summary>
    public abstract void Sign(ReadOnlySpan<byte> message, Span<byte> signature);

    /// <summary>Signs; both algorithms give the same signature for the same message.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var signature = new byte[SignatureSize];
        Sign(message, signature);
        return signature;
    }

    /// <inheritdoc/>
    public abstract void Dispose();
}
