namespace Federation.Node.Delivery.Outbox;

/// <summary>One activity of the outbox, without its body.</summary>
/// <param name="Sequence">Its place.</param>
/// <param name="Id">Its URL.</param>
/// <param name="Bytes">Length of the body.</param>
/// <param name="IsSuperseded">True when a newer state of the same thing stands later in the same catalogue.</param>
/// <param name="Revision">How often it was signed again, because its key was revoked.</param>
internal sealed record OutboxEntry(long Sequence, string Id, int Bytes, bool IsSuperseded, int Revision = 0);
