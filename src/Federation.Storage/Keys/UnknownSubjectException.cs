namespace Federation.Storage.Keys;

/// <summary>
/// The key store has no row for a subject. Not an erasure, which leaves a row: the keys database is missing, older than the data, or
/// of another node. A rebuild must stop here rather than take every person for erased.
/// </summary>
public sealed class UnknownSubjectException(SubjectId subject)
    : InvalidOperationException($"The key store knows no subject {subject}: not erased, never seen. Is it this node's key store, and not older than its data?")
{
    /// <summary>The subject, or the ancestor of it, that has no row.</summary>
    public SubjectId Subject { get; } = subject;
}
