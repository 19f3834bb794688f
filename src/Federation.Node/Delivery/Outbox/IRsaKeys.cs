using Federation.Protocol.Keys;

namespace Federation.Node.Delivery.Outbox;

/// <summary>The RSA keys of our actors, for strangers.</summary>
internal interface IRsaKeys
{
    /// <summary>The key of one of our actors and its URL.</summary>
    (string KeyId, RsaPrivateKey Key) Of(string actor);
}
