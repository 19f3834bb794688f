namespace Federation.Node.Delivery;

/// <summary>Tells which peer asks for something that is not for everybody, and when it has asked for enough.</summary>
public interface IPeerRequests
{
    /// <summary>
    /// Who signed this request, within the clock window: a node by RFC 9421 with Ed25519 over method and target, a stranger also by RSA or by
    /// draft-cavage over request target, host and date. It counts towards what that peer may ask for, and so does what it is answered.
    /// </summary>
    Task<PeerRequest> Read(HttpContext http, CancellationToken cancel);
}
