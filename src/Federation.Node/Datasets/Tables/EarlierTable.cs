using Federation.Node.Contributions;

namespace Federation.Node.Datasets.Tables;

/// <summary>A version of a campaign's table that readers may have kept.</summary>
/// <param name="File">What was published; null when two people took it back and its file is destroyed: then readers are thought to have seen every cell.</param>
/// <param name="Rows">What it was made of.</param>
internal sealed record EarlierTable(TableFile? File, ContributionRows Rows)
{
    /// <summary>The codes of its cells that are known to be hidden.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> HiddenCodes => File?.HiddenCodes() ?? [];
}
