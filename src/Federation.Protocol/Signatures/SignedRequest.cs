namespace Federation.Protocol.Signatures;

/// <summary>The parts of an HTTP request that a signature may cover.</summary>
/// <param name="Method">Like <c>POST</c>; case-sensitive.</param>
/// <param name="TargetUri">
/// The absolute target. A receiver passes the address it is configured to have, never one made of the request's Host field.
/// </param>
/// <param name="Fields">Field values by lower-case name; several lines of one name joined by <c>", "</c> (RFC 9421 §2.1).</param>
public sealed record SignedRequest(string Method, Uri TargetUri, IReadOnlyDictionary<string, string> Fields);
