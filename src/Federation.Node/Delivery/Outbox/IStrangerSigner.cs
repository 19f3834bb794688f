using Federation.Protocol.Signatures;

namespace Federation.Node.Delivery.Outbox;

/// <summary>Signs requests to strangers with the RSA key of one of our actors.</summary>
internal interface IStrangerSigner
{
    /// <summary>The fields to add: <c>Signature</c>, and <c>Signature-Input</c> for RFC 9421.</summary>
    IReadOnlyDictionary<string, string> Sign(Uri actor, SignedRequest request, KnockScheme scheme);
}
