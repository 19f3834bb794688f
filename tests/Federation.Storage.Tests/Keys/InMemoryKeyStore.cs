using System.Collections.Concurrent;
using Federation.Storage.Keys;

namespace Federation.Storage.Tests.Keys;

/// <summary>Keeps rows for the length of a test. Held to the same contract as the node's store over PostgreSQL.</summary>
internal sealed class InMemoryKeyStore : IWrappedKeyStore
{
    public ConcurrentDictionary<SubjectId, WrappedKey> Rows { get; } = new();

    public ValueTask<WrappedKey?> Find(SubjectId id, CancellationToken cancellation) => new(Rows.GetValueOrDefault(id));

    public ValueTask<IReadOnlyList<WrappedKey>> FindAll(IReadOnlyCollection<SubjectId> ids, CancellationToken cancellation) => new(FindAll(ids));

    public IReadOnlyList<WrappedKey> FindAll(IReadOnlyCollection<SubjectId> ids)
    {
        var found = new Dictionary<SubjectId, WrappedKey>();
        for (var next = new Queue<SubjectId>(ids); next.TryDequeue(out var id);)
        {
            if (Rows.TryGetValue(id, out var row) && found.TryAdd(id, row) && row.Parent is { } parent)
            {
                next.Enqueue(parent);
            }
        }

        return [.. found.Values];
    }

    public Task<bool> Add(WrappedKey key, CancellationToken cancellation) => Task.FromResult(Rows.TryAdd(key.Id, key));

    public Task<bool> Shred(SubjectId id, DateTimeOffset at, CancellationToken cancellation) => Task.FromResult(
        Rows.TryGetValue(id, out var row) && !row.IsShredded && Rows.TryUpdate(id, row with { Wrapped = null, ShreddedAt = at }, row));
}
