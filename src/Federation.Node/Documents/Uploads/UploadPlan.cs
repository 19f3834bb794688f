using Federation.Node.Documents.Spaces;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Uploads;

/// <summary>What becomes of an upload, in the clear only inside the process.</summary>
/// <param name="FolderId">The folder it goes to; null: the top of its member's own space.</param>
/// <param name="Name">The document's name; null for a part.</param>
/// <param name="Notes">What the sender wants to be told again, as it was said: the metadata.</param>
/// <param name="JoinedFrom">The parts it was made of, as they were said; null when it came by itself.</param>
/// <param name="Above">Folders below that one which it lies in, made should they not be there; null: none.</param>
/// <param name="IfMatch">Of which versions one must be there; null: whatever is.</param>
internal sealed record UploadPlan(Guid? FolderId, string? Name, string? Notes, string? JoinedFrom = null, IReadOnlyList<string>? Above = null, IReadOnlyList<string>? IfMatch = null)
{
    /// <summary>Of an upload whose sender says at the end what becomes of it.</summary>
    public static UploadPlan ToldLater { get; } = new(null, null, null);

    /// <summary>Why it cannot be called so; null when it can.</summary>
    public DocumentRefusal? RefuseNames() => (Above ?? []).Append(Name ?? "").Select(DocumentRules.RefuseName).FirstOrDefault(refusal => refusal is not null);

    /// <summary>What must hold of what is there.</summary>
    public Conditions When() => Conditions.None with { IfMatch = IfMatch };

    /// <summary>Why what is there must not be replaced; null when it may.</summary>
    public DocumentRefusal? RefuseVersion(Place place) => When().Hold(place.Entry) ? null : new DocumentRefusal.ChangedMeanwhile();

    /// <summary>Where it will lie.</summary>
    public IReadOnlyList<string> PathIn(Sight folder) => [.. folder.Path, .. Above ?? [], Name ?? ""];

    /// <summary>Makes the folders it lies in, where they are not there.</summary>
    /// <returns>Why one could not be made; null when all are there.</returns>
    public async Task<Refusal?> MakeFolders(DocumentDesk documents, Guid by, IReadOnlyList<string> path, CancellationToken cancel)
    {
        for (var depth = Above?.Count ?? 0; depth > 0; depth--)
        {
            if ((await documents.MakeFolder(by, [.. path.SkipLast(depth)], Conditions.None, cancel)).Refusal is { } refusal and not DocumentRefusal.AlreadyThere)
            {
                return refusal;
            }
        }

        return null;
    }
}
