using Federation.Node.Contributions;

namespace Federation.Node.Datasets.Tables;

/// <summary>A version of a campaign's table that readers may have kept.</summary>
/// <param name="File">What was published.</param>
/// <param name="Rows">What it was made of.</param>
internal sealed record EarlierTable(TableFile File, IReadOnlyList<ContributionRow> Rows)
{
    /// <summary>The rows that were given since, and those that are there no more: a row that was changed is both.</summary>
    /// <param name="now">What the new table is made of.</param>
    public IReadOnlyList<ContributionRow> Changed(IReadOnlyList<ContributionRow> now)
    {
        var left = Rows.GroupBy(Key).ToDictionary(same => same.Key, same => new Stack<ContributionRow>(same));
        return [.. now.Where(row => !(left.TryGetValue(Key(row), out var same) && same.TryPop(out _))).ToList(), .. left.Values.SelectMany(same => same)];
    }

    private static string Key(ContributionRow row) => string.Join('\t', [
        row.ConsentId.ToString(), .. row.Dimensions.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => each.Value),
        .. row.Measures.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}")]);
}
