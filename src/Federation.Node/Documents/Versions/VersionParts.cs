using Federation.Storage.Blobs;
using Federation.Storage.Keys;
using Federation.Storage.Parts;

namespace Federation.Node.Documents.Versions;

/// <summary>
/// Stores of a large document's new version only what the version before it does not have, and puts it together again to be read. See
/// docs/decisions/0024.
/// </summary>
internal sealed class VersionParts(VersionBlobs blobs, KeyVault vault)
{
    /// <summary>Writes what is new; null when all of it is to be stored: the version is small, or the first, or rests on too many others.</summary>
    /// <param name="length">What the sender announced; null: not known, and all is stored.</param>
    /// <param name="most">Bytes above which it is refused.</param>
    /// <exception cref="BlobLengthException">Not the announced length.</exception>
    public async Task<KeptBytes?> Write(Stream plain, long? length, long most, VersionBytes? before, CancellationToken cancel)
    {
        if (before is null || length is not { } expected || Math.Min(expected, before.Length) < DocumentLimits.ComparedBytes
            || before.AllBlobs().Count() >= DocumentLimits.MostBlobs)
        {
            return null;
        }

        if (expected > most)
        {
            throw new BlobTooLargeException(most);
        }

        var key = await vault.Open(before.Key, cancel);
        if (key.IsErased || await TryOpen(before, key.Value, cancel) is not { } old)
        {
            return null;
        }

        await using (old)
        await using (var changes = new ChangesStream(plain, old, PartsOf(before.Length, key.Value), DocumentLimits.MostParts))
        {
            var stored = await blobs.Write(changes, null, most, cancel);
            if (changes.Received == expected)
            {
                return Kept(stored, changes, [.. before.AllBlobs().Zip([key.Value.Key, .. key.Value.OtherKeys ?? []])]);
            }

            await blobs.Delete(stored.Id, CancellationToken.None);
            throw new BlobLengthException(expected, changes.Received);
        }
    }

    /// <summary>A version's content, seekable.</summary>
    /// <exception cref="BlobMissingException">Bytes of it are gone.</exception>
    public Task<Stream> Open(VersionBytes version, ContentKey key, CancellationToken cancel) => Open([.. version.AllBlobs()], version.Length, key, cancel);

    /// <summary>The same of bytes that no version names yet.</summary>
    public Task<Stream> Open(KeptBytes kept, CancellationToken cancel) => kept.Small is { } small
        ? SmallBlob.OpenRead(kept.Blob, small, new BlobKey(kept.Inside.Key), cancel)
        : Open([kept.Blob, .. kept.Others], kept.Length, kept.Inside, cancel);

    private async Task<Stream> Open(IReadOnlyList<BlobId> all, long length, ContentKey key, CancellationToken cancel)
    {
        if (key.Parts is null)
        {
            return await blobs.OpenRead(all[0], new BlobKey(key.Key), length <= DocumentLimits.RowBytes, cancel);
        }

        var sources = new List<Stream>();
        try
        {
            foreach (var (blob, own) in all.Zip([key.Key, .. key.OtherKeys ?? []]))
            {
                sources.Add(await blobs.OpenRead(blob, new BlobKey(own), maySmall: false, cancel)); // of large versions
            }

            return new PartsStream(PartsOf(length, key), sources);
        }
        catch (Exception e)
        {
            sources.ForEach(source => source.Dispose());
            if (e is InvalidDataException)
            {
                throw new BrokenBlobException(all[0], "it is not long enough for what is taken of it", e);
            }

            throw;
        }
    }

    // What is damaged or gone of the old must not refuse the new.
    private async Task<Stream?> TryOpen(VersionBytes version, ContentKey key, CancellationToken cancel)
    {
        try
        {
            return await Open(version, key, cancel);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static IReadOnlyList<Part> PartsOf(long length, ContentKey key) => key.Parts is null
        ? [new Part(0, 0, length)]
        : [.. key.Parts.Chunk(3).Select(three => new Part((int)three[0], three[1], three[2]))];

    // Only the blobs that something is taken of are named: the others may go.
    private static KeptBytes Kept(StoredBlob stored, ChangesStream changes, IReadOnlyList<(BlobId Blob, byte[] Key)> before)
    {
        var used = changes.Parts.Select(part => part.Source).Where(source => source > 0).Distinct().Order().ToList();
        if (used is [])
        {
            return KeptBytes.Of(stored);
        }

        var inside = new ContentKey(stored.ContentKey.Bytes.ToArray(), changes.Sha256())
        {
            OtherKeys = [.. used.Select(source => before[source - 1].Key)],
            Parts = [.. changes.Parts.SelectMany(part => (long[])[part.Source == 0 ? 0 : used.IndexOf(part.Source) + 1, part.From, part.Length])],
        };
        return new KeptBytes(stored.Id, changes.Received, inside, [.. used.Select(source => before[source - 1].Blob)], IsOurs: true);
    }
}
