using System.Collections.Concurrent;
using Federation.Storage.Keys;

namespace Federation.Storage.Tests.Keys;

/// <summary>A key store for unit tests; the node's own is a table, tested in Federation.Node.Tests.</summary>
internal sealed class DictionaryKeyStore : IWrappedKeyStore
{
    public ConcurrentDictionary<SubjectId, WrappedKey> Rows { get; } = new();

    public ValueTask<WrappedKey?> Find(SubjectId id, CancellationToken cancellation) => new(Find(id));

    public WrappedKey? Find(SubjectId id) => Rows.GetValueOrDefault(id);

    public Task<bool> Add(WrappedKey key, CancellationToken cancellation) => Task.FromResult(Rows.TryAdd(key.Id, key));

    public Task<bool> Shred(SubjectId id, DateTimeOffset at, CancellationToken cancellation)
    {
        if (!Rows.TryGetValue(id, out var row) || row.IsShredded)
        {
            return Task.FromResult(false);
        }

        Rows[id] = row with { Wrapped = null, ShreddedAt = at };
        return Task.FromResult(true);
    }
}
