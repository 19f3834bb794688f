using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Documents.SyncClients;

/// <summary>
/// Checksums of documents, opened when somebody asks: they are sealed with what opens the bytes, because in the clear each would confirm a
/// guess of what a member keeps.
/// </summary>
internal sealed class KnownChecksums(IDocumentStore store, KeyVault vault)
{
    private const int AtOnce = 1000;

    /// <summary>Those of the newest versions; none of what is erased or not there.</summary>
    public async Task<Func<Guid, IReadOnlyList<Checksum>>> Of(IReadOnlyCollection<Guid> documentIds, CancellationToken cancel)
    {
        var known = new Dictionary<Guid, IReadOnlyList<Checksum>>();
        await using var session = store.QuerySession();
        foreach (var some in documentIds.Chunk(AtOnce))
        {
            var documents = (await session.LoadManyAsync<Entry>(cancel, some)).Where(document => document.Versions.Count > 0).ToList();
            var opened = await vault.OpenAll([.. documents.Select(document => document.Versions[^1].Bytes.Key)], cancel);
            foreach (var (document, key) in documents.Zip(opened))
            {
                if (key.TryGet(out var inside))
                {
                    known[document.Id] = [.. Of(inside)];
                }
            }
        }

        return id => known.GetValueOrDefault(id) ?? [];
    }

    private static IEnumerable<Checksum> Of(ContentKey inside)
    {
        var own = Checksum.Of(Checksum.Sha256, inside.Sha256);
        return inside.Checksum is { } text && Checksum.Read(text) is { } sent && sent != own ? [sent, own] : [own];
    }
}
