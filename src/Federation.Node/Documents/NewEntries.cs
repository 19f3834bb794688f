using Federation.Node.Documents.Spaces;
using Federation.Storage.Keys;

namespace Federation.Node.Documents;

/// <summary>Prepares what comes to be: its id, its key, its name sealed.</summary>
internal sealed class NewEntries(KeyVault vault, IWrappedKeyStore keys, TimeProvider time)
{
    /// <summary>With a key of its own below the space's, so that it can be erased without the rest. The key is kept by who keeps the event.</summary>
    /// <exception cref="SubjectErasedException">The space was erased.</exception>
    public async Task<NewEntry> New(Space space, string name)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var key = await vault.NewKey(new SubjectId(id), space.Key, CancellationToken.None);
        return new(id, key.Seal(new EntryName(name)), key);
    }

    /// <summary>The same, its key kept at once: for what is sealed under it before the event.</summary>
    /// <exception cref="SubjectErasedException">The space was erased.</exception>
    public async Task<NewEntry> NewWithKey(Space space, string name)
    {
        var entry = await New(space, name);
        using (entry.Key)
        {
            await keys.Add(entry.Key!.Row, CancellationToken.None); // New made it
        }

        return entry with { Key = null };
    }
}
