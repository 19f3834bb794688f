using Federation.Node.Documents.Links;
using Federation.Node.Members;
using Federation.Node.Shell;

namespace Federation.Node.Documents;

/// <summary>Names whoever did something with a document, for somebody else who may see it.</summary>
internal sealed class Authors(IMembers members, LinkViews links)
{
    private static readonly Text ThroughALink = new("somebody with a link", "quelqu'un muni d'un lien", "alguien con un enlace");

    /// <summary>Each with a name: null is who looks, empty somebody who is here no more.</summary>
    public async Task<IReadOnlyDictionary<Guid, string?>> Of(IEnumerable<Guid> all, Guid viewer, CancellationToken cancel)
    {
        var names = new Dictionary<Guid, string?> { [viewer] = null };
        foreach (var by in all.Distinct().Where(by => by != viewer))
        {
            names[by] = (await members.Find(by, cancel))?.Name ?? (await links.IsLink(by, cancel) ? ThroughALink.ToString() : "");
        }

        return names;
    }
}
