namespace Federation.Node.Delivery.Outbox;

/// <summary>What came of one turn of a host: written in one statement, with others'.</summary>
/// <param name="Claimed">The host.</param>
/// <param name="Next">How it fares now.</param>
/// <param name="Cursors">How far each lane got.</param>
/// <param name="Undelivered">What is given up on.</param>
internal sealed record HostProgress(
    ClaimedHost Claimed, HostState Next, IReadOnlyList<(Lane Lane, long Cursor)> Cursors, IReadOnlyList<Undelivered> Undelivered);

/// <summary>A range of a lane that its peer did not get.</summary>
internal sealed record Undelivered(Lane Lane, long From, long To, string Reason);
