using Federation.Node.Tools.Copies;

namespace Federation.Node.Tools;

/// <summary>All tools, ours and the peers' that we follow, as the page and the command line list them.</summary>
internal sealed class ToolCatalogue(ToolDesk desk, CopyDesk copies)
{
    /// <summary>Every version: by tool, the newest first.</summary>
    public async Task<IReadOnlyList<ToolCard>> All(CancellationToken cancel)
    {
        var troubles = await copies.Troubles(cancel);
        return [.. (await desk.All(cancel)).Select(ToolCard.Of)
            .Concat((await copies.All(cancel)).Select(copy => ToolCard.Of(copy, troubles.GetValueOrDefault(copy.Id))))
            .OrderBy(card => card.Name, StringComparer.Ordinal).ThenBy(card => card.Host, StringComparer.Ordinal)
            .ThenByDescending(card => SemanticVersion.Read(card.Version))];
    }
}
