namespace Federation.Node.Delivery;

/// <summary>What came out when a catalogue was compared last.</summary>
/// <param name="Host">The peer that publishes it.</param>
/// <param name="Catalogue">Its actor.</param>
/// <param name="Verdict">What came out.</param>
/// <param name="Missing">Activities that were missing and were read from the publisher's outbox; of <see cref="CatchUpVerdict.Differs"/>, by how many objects the two still differ in number.</param>
/// <param name="Reason">Why it could not be compared; null when it was.</param>
/// <param name="At">When.</param>
public sealed record CatchUpCard(string Host, Uri Catalogue, CatchUpVerdict Verdict, int Missing, string? Reason, DateTimeOffset At);
