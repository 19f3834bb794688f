using Federation.Privacy.DisclosureControl;

namespace Federation.Node.Datasets.Tables;

/// <summary>A version of a roll-up that readers may have kept.</summary>
/// <param name="File">What was published; null when two people took it back and its file is destroyed: then readers are thought to have seen every cell.</param>
/// <param name="Revised">Tables in it of which the new roll-up has another version, and that version.</param>
internal sealed record EarlierSum(TableFile? File, IReadOnlyList<(TableFile Before, TableFile Now)> Revised)
{
    /// <summary>The same as the gate knows it.</summary>
    public EarlierRollUp Gated() => new(File?.HiddenCodes() ?? [], [.. Revised.Select(source => new RevisedSource(source.Before.Gated(), source.Now.Gated()))]);

    /// <summary>The same with what stands together in single tables taken apart: see <see cref="SmallGroups.Apart"/>.</summary>
    public EarlierSum Apart(IReadOnlyList<TableFile> all) =>
        this with { Revised = [.. Revised.Select(source => (SmallGroups.Apart(source.Before, all), SmallGroups.Apart(source.Now, all)))] };

    /// <summary>All tables in which a label of a code may stand.</summary>
    public IEnumerable<TableFile> Tables => [.. Revised.Select(source => source.Before), .. File is null ? Array.Empty<TableFile>() : [File]];
}
