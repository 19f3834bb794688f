namespace Federation.Storage.Keys;

/// <summary>
/// Something was to be sealed for a subject whose key (or whose parent's key) was shredded. Reading answers "erased" instead; only
/// writing anew about an erased subject is a mistake of the caller.
/// </summary>
public sealed class SubjectErasedException(SubjectId subject)
    : InvalidOperationException($"Subject {subject} was erased; nothing can be sealed for it any more.")
{
    /// <summary>The erased subject, as asked for (the shredded key may be its parent's).</summary>
    public SubjectId Subject { get; } = subject;
}
