using Federation.Node.Datasets;
using Federation.Node.Datasets.Catalogue;
using Federation.Node.Datasets.Releases;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Shell;
using Federation.Node.Tests.Datasets.Formats;

namespace Federation.Node.Tests.Datasets.Catalogue;

/// <summary>A federation's catalogue with a roll-up in it, and words that are hard to write in RDF.</summary>
internal static class SampleCatalogue
{
    public static NodeOptions Options { get; } = new() { DataFolder = "unused", Origin = new Uri("https://fnt.example"), Name = "FNT \"of all\\trades\"\n" };

    public static Uri Publisher { get; } = new("https://fnt.example/catalogues/statistics");

    public static DescribedRelease Release { get; } = Describe();

    public static RdfGraph Graph { get; } = DcatCatalogue.Of(Options, Publisher, [Release]);

    /// <summary>The first page of its feed after so many changes: created, changed again and again, and at last gone.</summary>
    public static byte[] Feed(int changes, int page = 0)
    {
        var all = Enumerable.Range(1, changes).Select(number => new CatalogueChange(
            number, number == 1 ? CatalogueChangeKind.Create : number == changes && changes == 3 ? CatalogueChangeKind.Delete : CatalogueChangeKind.Update,
            Release.DatasetId, number == changes && changes == 3 ? null : 2, false, new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero).AddMinutes(number)))
            .Skip(page * CatalogueFeed.PageSize).Take(CatalogueFeed.PageSize).ToList();
        return CatalogueFeed.Write(Options, page, all, all.Where(change => change.Version is not null).ToDictionary(change => change.Number, _ => Release));
    }

    private static DescribedRelease Describe()
    {
        var sample = SampleRelease.Whole;
        var source = new DatasetSource(null, "https://fnt.example/templates/1.json", new Text("Working \"hours\"", "Temps de\ntravail", "Horas \\ trabajo"), 10);
        var document = ReleaseDocument.Describe(
            Options.Origin, Publisher, sample.DatasetId, sample.Version, source, sample.Table,
            [("application/json", new string('a', 64), 5_000), ("text/csv", new string('b', 64), 700)],
            ["https://union-a.example/datasets/1/v1", "https://union-b.example/data sets/<2>/v3"], null, new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        return DescribedRelease.Of(sample.DatasetId, source.Title, document.ToJsonString());
    }
}
