namespace Federation.Node.Delivery;

/// <summary>Tells which peer asks for something that is not for everybody.</summary>
public interface IPeerRequests
{
    /// <summary>
    /// Host of the approved peer whose key signed this request, made within the clock window: of a node by RFC 9421 with Ed25519 over method
    /// and target, of a stranger also by RSA or by draft-cavage over request target, host and date. Null when there is no such signature.
    /// </summary>
    Task<string?> Sender(HttpContext http, CancellationToken cancel);
}
