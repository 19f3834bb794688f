namespace Federation.Node.Delivery;

/// <summary>Tells which peer asks for something that is not for everybody.</summary>
public interface IPeerRequests
{
    /// <summary>
    /// Host of the approved peer whose key signed this request (RFC 9421: method and target covered, made within the clock window);
    /// null when there is no such signature.
    /// </summary>
    Task<string?> Sender(HttpContext http, CancellationToken cancel);
}
