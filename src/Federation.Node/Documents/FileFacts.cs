namespace Federation.Node.Documents;

/// <summary>What a device says about a file besides its bytes.</summary>
/// <param name="Modified">When the file was last changed there; null: it did not say.</param>
/// <param name="Checksum">What the bytes must add up to; null: it did not say.</param>
internal sealed record FileFacts(DateTimeOffset? Modified, Checksum? Checksum);
