namespace Federation.Protocol.Signatures;

/// <summary>The parts of an HTTP request that a signature may cover.</summary>
/// <param name="Method">Like <c>POST</c>; case-sensitive.</param>
/// <param name="TargetUri">
/// The absolute target. A receiver passes the address it is configured to have, never one made of the request's Host field.
/// </param>
/// <param name="Fields">Field values by lower-case name; several lines of one name joined by <c>", "</c>.</param>
public sealed record SignedRequest(string Method, Uri TargetUri, IReadOnlyDictionary<string, string> Fields) : SignedMessage(Fields)
{
    /// <summary>
    /// The target of a request that came in, as the sender wrote it: <see cref="Uri"/> would turn <c>%2D</c> into a hyphen and so break
    /// a stranger's signature.
    /// </summary>
    /// <param name="origin">Our origin.</param>
    /// <param name="requestTarget">The middle of the request line, like <c>/inbox?x=%2D</c> (RFC 9112 §3.2).</param>
    /// <exception cref="UriFormatException">Not a path.</exception>
    public static Uri Target(Uri origin, string requestTarget)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(requestTarget);
        return requestTarget is ['/', ..]
            ? new Uri(origin.GetLeftPart(UriPartial.Authority) + requestTarget, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })
            : throw new UriFormatException("The request's target is not a path.");
    }

    // RFC 9421 §2.2.3: lower case, without the scheme's own port.
    internal string Authority => TargetUri.IsDefaultPort ? TargetUri.IdnHost : $"{TargetUri.IdnHost}:{TargetUri.Port}";

    internal override string? Derived(string name) => name switch
    {
        "@method" => Method,
        "@target-uri" => TargetUri.AbsoluteUri,
        "@authority" => Authority,
        "@scheme" => TargetUri.Scheme,
        "@request-target" => TargetUri.PathAndQuery,
        "@path" => TargetUri.AbsolutePath,
        "@query" => TargetUri.Query is { Length: > 0 } query ? query : "?",
        _ => null,
    };

    // The Host field may be absent here and is then the target's authority; one that says otherwise is no part of this request.
    internal override string? Field(string name) =>
        name != "host" ? base.Field(name)
        : !Fields.ContainsKey(name) || base.Field(name) is { } host && host.Equals(Authority, StringComparison.OrdinalIgnoreCase) ? Authority
        : null;
}
