namespace Federation.Node.Datasets.Catalogue;

/// <summary>A dataset came into the catalogue, changed in it, or left it.</summary>
/// <param name="Number">Number of the event in the history; rises from change to change.</param>
/// <param name="Kind">What happened.</param>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Version">The version that stands in the catalogue from then on; null when there is none.</param>
/// <param name="IsOpen">True when everybody may read that version from then on.</param>
/// <param name="At">When; never before the change before, whatever the clocks of replicas said: readers skip pages by it.</param>
internal sealed record CatalogueChange(long Number, CatalogueChangeKind Kind, Guid DatasetId, int? Version, bool IsOpen, DateTimeOffset At)
{
    /// <summary>What the history of releases means for the catalogue, in the order of the history.</summary>
    public static IReadOnlyList<CatalogueChange> Of(IEnumerable<ReleaseStep> history)
    {
        var latest = DateTimeOffset.MinValue;
        var changes = new List<CatalogueChange>();
        foreach (var change in history.GroupBy(step => step.DatasetId).SelectMany(OfDataset).OrderBy(change => change.Number))
        {
            latest = change.At > latest ? change.At : latest;
            changes.Add(change with { At = latest });
        }

        return changes;
    }

    private static IEnumerable<CatalogueChange> OfDataset(IEnumerable<ReleaseStep> history)
    {
        var steps = history.ToList();
        var live = new SortedSet<int>();
        var open = new HashSet<int>();
        (int? Version, bool IsOpen) listed = (null, false);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            live.ExceptWith(step.Erased);
            if (step.Signed is { } signed)
            {
                live.Add(signed);
            }

            if (step.Opened is { } opened)
            {
                open.Add(opened);
            }

            var version = live.Count > 0 ? live.Max : (int?)null;
            (int? Version, bool IsOpen) current = (version, version is { } standing && open.Contains(standing));
            // A correction erases and signs in one commit: that is one change.
            var isHalf = step.Signed is null && i + 1 < steps.Count && steps[i + 1].Signed is not null && steps[i + 1].At == step.At;
            if (current == listed || isHalf)
            {
                continue;
            }

            yield return new CatalogueChange(
                step.Number, version is null ? CatalogueChangeKind.Delete : listed.Version is null ? CatalogueChangeKind.Create : CatalogueChangeKind.Update,
                step.DatasetId, version, current.IsOpen, step.At);
            listed = current;
        }
    }
}

/// <summary>What happened to a dataset: the names are those of Activity Streams.</summary>
internal enum CatalogueChangeKind
{
    /// <summary>It came.</summary>
    Create,

    /// <summary>Another version stands for it, or everybody may read the one that stands.</summary>
    Update,

    /// <summary>It is gone.</summary>
    Delete,
}

/// <summary>What an event of the history says of a dataset's versions.</summary>
/// <param name="Number">Number of the event.</param>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Signed">The version that was signed; null when none was.</param>
/// <param name="Opened">The version that was opened to everybody; null when none was.</param>
/// <param name="Erased">The versions that were erased.</param>
/// <param name="At">When.</param>
internal sealed record ReleaseStep(long Number, Guid DatasetId, int? Signed, int? Opened, IReadOnlyList<int> Erased, DateTimeOffset At);
