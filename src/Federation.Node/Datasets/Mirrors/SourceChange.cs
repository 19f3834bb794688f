namespace Federation.Node.Datasets.Mirrors;

/// <summary>What became of one source of a roll-up between two of its versions.</summary>
/// <param name="Dataset">URL of the dataset.</param>
/// <param name="Before">URL of the version that was in it; null when it is new.</param>
/// <param name="Now">URL of the version that is; null when it is gone.</param>
public sealed record SourceChange(string Dataset, string? Before, string? Now)
{
    /// <summary>Who publishes it.</summary>
    public string Host => new Uri(Dataset).Authority; // a mirror's, or a URL that was one

    /// <summary>The sources that are not what they were, by dataset.</summary>
    /// <param name="before">URLs of the versions that were added up.</param>
    /// <param name="now">URLs of the versions that are.</param>
    /// <param name="mirrors">By which a version is known to be of a dataset, taken back or not.</param>
    public static IReadOnlyList<SourceChange> Between(IReadOnlyList<string> before, IReadOnlyList<string> now, IReadOnlyList<Mirror> mirrors)
    {
        var (old, young) = (before.ToDictionary(DatasetOf), now.ToDictionary(DatasetOf));
        return [.. old.Keys.Union(young.Keys).Order(StringComparer.Ordinal).Select(dataset => new SourceChange(dataset, old.GetValueOrDefault(dataset), young.GetValueOrDefault(dataset)))
            .Where(change => change.Before != change.Now)];

        string DatasetOf(string url) => mirrors.FirstOrDefault(mirror => mirror.Find(url) is not null || mirror.TakenBack.Contains(url))?.DatasetUrl ?? url;
    }
}
