using Federation.Protocol.Keys;

namespace Federation.Protocol.Activities;

/// <summary>A key that an actor of ours states as its own.</summary>
/// <param name="Fragment">What stands behind the actor's URL in the key's, like <c>#ed25519-1</c>.</param>
/// <param name="Key">RSA is stated as <c>publicKey</c>, for strangers; anything else as a Multikey in <c>assertionMethod</c> (FEP-521a).</param>
public sealed record ActorKey(string Fragment, VerificationKey Key);
