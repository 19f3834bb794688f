namespace Federation.Node.Delivery.Inbox;

/// <summary>Why a stream waits: its next activity could not be applied.</summary>
internal sealed record InboxPause(int Failures, DateTimeOffset Since);
