using System.Security.Cryptography;
using System.Text;
using Federation.Node.Documents.Spaces;

namespace Federation.Node.Documents.WebDav;

/// <summary>Tags of folders as one member sees them: that of their own documents stands also for what others let them into, which is shown there.</summary>
internal sealed class ShownTags(FolderTags tags)
{
    /// <summary>Tags of some folders, none of which shows what lies elsewhere.</summary>
    public Task<Func<Guid, string>> Plain(IReadOnlyCollection<Guid> folderIds, CancellationToken cancel) => tags.Of(folderIds, cancel);

    /// <summary>Tags of a folder and of those that lie in it; ask before you read what lies in it.</summary>
    /// <param name="others">What is shown in it though it lies elsewhere.</param>
    public async Task<Func<Guid, string>> Of(Guid folderId, bool andInside, IReadOnlyList<Reach> others, CancellationToken cancel)
    {
        var own = await tags.Of(folderId, andInside, cancel);
        if (others.Count == 0)
        {
            return own;
        }

        var elsewhere = await tags.Of([.. others.Select(reach => reach.Top.Id)], cancel);
        var all = others.Select(reach => $"{reach.Name}/{reach.Role}/{reach.Top.Tag ?? elsewhere(reach.Top.Id)}\n"); // no name has a slash
        var together = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(own(folderId) + string.Concat(all))))[..48];
        return id => id == folderId ? together : others.Any(reach => reach.Top.Id == id) ? elsewhere(id) : own(id);
    }
}
