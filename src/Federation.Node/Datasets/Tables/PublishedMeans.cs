using Federation.Node.Contributions.Daily;
using Federation.Node.Datasets.Releases;

namespace Federation.Node.Datasets.Tables;

/// <summary>What the published table of a campaign says of all people together, week by week.</summary>
internal sealed class PublishedMeans(PublishedReleases published, ReleaseFiles files) : IPublishedMeans
{
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>>> Of(Guid campaignId, CancellationToken cancel)
    {
        var means = new Dictionary<string, IReadOnlyDictionary<string, decimal>>(StringComparer.Ordinal);
        if ((await published.All(cancel)).FirstOrDefault(each => each.Source.CampaignId == campaignId && !each.Source.IsNoisy) is not { } release
            || await files.Table(ReleaseFiles.Ours, release.TableSha256, cancel) is not { } table || new TableReading(table) is not { Periods: { } weeks } reading)
        {
            return means;
        }

        foreach (var code in table.Dimensions[weeks].Codes.Select(each => each.Code))
        {
            if (table.Find([.. table.Dimensions.Select((_, d) => d == weeks ? code : null)]) is { } cell)
            {
                means[code] = reading.Measures.ToDictionary(measure => table.Measures[measure].Name, measure => TableReading.Mean(cell, measure));
            }
        }

        return means;
    }
}
