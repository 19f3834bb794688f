using Federation.Node.Contributions;

namespace Federation.Node.Datasets.Tables;

/// <summary>A version of a campaign's table that readers may have kept.</summary>
/// <param name="File">What was published.</param>
/// <param name="Rows">What it was made of.</param>
internal sealed record EarlierTable(TableFile File, ContributionRows Rows);
