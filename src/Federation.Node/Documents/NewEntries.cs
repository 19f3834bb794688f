using Federation.Node.Documents.Spaces;
using Federation.Storage.Keys;

namespace Federation.Node.Documents;

/// <summary>Prepares what comes to be: its id, its key, its name sealed.</summary>
internal sealed class NewEntries(KeyVault vault, TimeProvider time)
{
    /// <summary>With a key of its own below the space's, so that it can be erased without the rest.</summary>
    public async Task<NewEntry> New(Space space, string name)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var key = new SubjectId(id);
        return await vault.CreateKey(key, space.Key, CancellationToken.None) == KeyCreation.ParentErased
            ? throw new SubjectErasedException(space.Key)
            : new(id, await vault.Seal(key, new EntryName(name), CancellationToken.None));
    }
}
