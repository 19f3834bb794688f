using System.Text.Json.Nodes;
using Federation.Node.Datasets.Catalogue;
using Federation.Node.Tests.Datasets.Catalogue;
using Federation.Node.Tests.Datasets.Formats;

namespace Federation.Conformance.Tests.Formats;

/// <summary>The catalogue by stock RDF libraries: N3.js, jsonld.js and a SHACL validator, with shapes that say what DCAT-AP 3 demands.</summary>
public sealed class A_catalogue_that_portals_harvest : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("federation-catalogue");

    private JsonNode seen = new JsonObject();

    public async ValueTask InitializeAsync() =>
        seen = await Harvest.Of(folder, Turtle.Of(SampleCatalogue.Graph), JsonLd.Of(SampleCatalogue.Graph), SampleCatalogue.Feed(changes: 3));

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Says_the_same_in_Turtle_and_JSON_LD_and_lets_nobody_fetch_a_context()
    {
        Assert.True((bool)seen["sameStatements"]!);
        Assert.True((int)seen["statements"]! > 150);
    }

    [Fact]
    public void Has_what_DCAT_AP_demands()
    {
        Assert.Empty(seen["faults"]!.AsArray());
        Assert.True((int)seen["faultsWithoutTitleAndAddress"]! > 10, "The shapes notice nothing.");
    }

    [Fact]
    public void Lists_each_dataset_with_its_newest_version_in_every_form()
    {
        var dataset = Assert.Single(seen["datasets"]!.AsArray())!;
        Assert.Equal(SampleRelease.Whole.DatasetUrl, dataset["id"]!.ToString());
        Assert.Equal(["Horas \\ trabajo", "Temps de\ntravail", "Working \"hours\""], dataset["titles"]!.AsArray().Select(title => title!.ToString()));
        Assert.Equal("2", dataset["version"]!.ToString());
        var files = dataset["files"]!.AsArray().Select(file => file!.ToString()).ToList();
        Assert.Equal(2 + Node.Datasets.Formats.ReleaseFormats.All.Count, files.Count);
        Assert.Contains(SampleRelease.Whole.VersionUrl + "/datapackage.zip", files);
    }

    [Fact]
    public void Streams_its_changes_each_with_what_it_says_in_a_graph_of_its_own()
    {
        var changes = seen["changes"]!.AsArray();
        Assert.Equal(["Create", "Update", "Delete"], changes.Select(change => change!["type"]!.ToString().Split('#')[1]));
        Assert.All(changes, change => Assert.Equal(SampleRelease.Whole.DatasetUrl, change!["object"]!.ToString()));
        Assert.All(changes, change => Assert.Empty(change!["faults"]!.AsArray()));
        Assert.Equal([3, 3, 0], changes.Select(change => (int)change!["aboutObject"]!)); // a title in each language
        Assert.Equal(0, (int)changes[2]!["statements"]!);
    }
}
