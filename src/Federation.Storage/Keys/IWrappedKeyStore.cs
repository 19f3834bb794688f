namespace Federation.Storage.Keys;

/// <summary>
/// Where wrapped keys are kept. Backups of it bring keys back; <see cref="DestroyedKeyList"/> sends them away again. Every call answers from
/// what is committed, never from a cache: another replica may have shredded a key a moment ago.
/// </summary>
public interface IWrappedKeyStore
{
    /// <summary>The row of a subject, shredded or not; null if it never had a key.</summary>
    ValueTask<WrappedKey?> Find(SubjectId id, CancellationToken cancellation);

    /// <summary>
    /// The rows of those of the subjects that have one, and of every key above those, in no order: all that it takes to open what they
    /// sealed, by one question. Above <see cref="KeyVault.MaxDepth"/> levels it may stop.
    /// </summary>
    ValueTask<IReadOnlyList<WrappedKey>> FindAll(IReadOnlyCollection<SubjectId> ids, CancellationToken cancellation);

    /// <summary>The same for callers that cannot wait asynchronously (Marten's inline projections).</summary>
    IReadOnlyList<WrappedKey> FindAll(IReadOnlyCollection<SubjectId> ids);

    /// <summary>Durably adds a row; false, and nothing changed, if the subject has one already, even a shredded one.</summary>
    /// <exception cref="StaleMasterKeyException">It is wrapped under a master key that was replaced meanwhile; nothing changed.</exception>
    Task<bool> Add(WrappedKey key, CancellationToken cancellation);

    /// <summary>
    /// Durably destroys the key material and keeps the row with the time; false, and nothing changed, if there is no row or it was
    /// shredded before (the first time stands).
    /// </summary>
    Task<bool> Shred(SubjectId id, DateTimeOffset at, CancellationToken cancellation);
}
