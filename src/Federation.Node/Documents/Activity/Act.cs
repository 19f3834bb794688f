using Federation.Node.Shell;

namespace Federation.Node.Documents.Activity;

/// <summary>Something that was done with a document or folder, as somebody who sees it is told.</summary>
/// <param name="Kind">What, for programs: the event's own name.</param>
/// <param name="At">When.</param>
/// <param name="By">Who; null: the node itself.</param>
/// <param name="What">What, for people.</param>
/// <param name="Name">What it was called then, where that is part of it.</param>
internal sealed record Act(string Kind, DateTimeOffset At, Guid? By, Text What, string? Name = null);
