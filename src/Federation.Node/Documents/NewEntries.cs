using Federation.Node.Documents.Spaces;
using Federation.Storage.Keys;

namespace Federation.Node.Documents;

/// <summary>Prepares what comes to be: its id, its key, its name sealed.</summary>
internal sealed class NewEntries(KeyVault vault, TimeProvider time)
{
    /// <summary>With a key of its own below the space's, so that it can be erased without the rest.</summary>
    /// <exception cref="SubjectErasedException">The space was erased.</exception>
    public async Task<NewEntry> New(Space space, string name)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        return new(id, await vault.CreateKey(new SubjectId(id), space.Key, new EntryName(name), CancellationToken.None));
    }
}
