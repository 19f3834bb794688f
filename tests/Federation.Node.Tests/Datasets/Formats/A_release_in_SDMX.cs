using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Formats;

namespace Federation.Node.Tests.Datasets.Formats;

/// <summary>SDMX-CSV 2.1 and the SDMX-JSON structure that explains it.</summary>
public sealed class A_release_in_SDMX
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_one_row_a_figure_with_its_status()
    {
        var rows = await Rows();
        Assert.Equal("STRUCTURE,STRUCTURE_ID,ACTION,SECTOR,TIME_PERIOD,MEASURE,OBS_VALUE,UNIT_MEASURE,OBS_STATUS,CONF_STATUS,MISSING_SOURCES", string.Join(',', rows[0]));
        Assert.Equal(["dataflow", "fnt_example:DF_5B0E7C8A000040008000000000000001(2.0.0)", "I", "care", "2026-W45", "PERSONS", "22", "persons", "A", "F", "0"], rows[1]);
        Assert.Contains(rows, row => row is [_, _, _, "care", "2026-W46", "WORKED_MINUTES", "48000", "min", "A", "F", "1"]);
        Assert.Equal(1 + (8 * 4), rows.Count);
    }

    [Fact]
    public async Task Has_hidden_figures_without_a_value_and_does_not_tell_why()
    {
        var hidden = (await Rows()).Where(row => row[3] == "_retail").ToList();
        Assert.Equal(8, hidden.Count);
        Assert.All(hidden, row => Assert.Equal(["#N/A", "Q", "C", ""], [row[6], .. row[8..]]));
    }

    [Fact]
    public async Task Has_a_code_for_totals_and_a_range_of_time_for_all_weeks()
    {
        Assert.Contains(await Rows(), row => row is [_, _, _, "_T", "2026-11-02/P14D", "PERSONS", "62", ..]);
    }

    [Fact]
    public async Task Explains_every_code_and_column_of_its_rows()
    {
        var rows = await Rows();
        var data = (await Structure())["data"]!;
        var lists = data["codelists"]!.AsArray().ToDictionary(list => list!["id"]!.ToString()[3..], list => list!["codes"]!.AsArray().Select(code => code!["id"]!.ToString()).ToHashSet());
        foreach (var (component, codes) in lists)
        {
            var column = rows[0].IndexOf(component);
            Assert.True(column > 0, $"{component} is no column.");
            Assert.Empty(rows.Skip(1).Select(row => row[column]).ToHashSet().Except(codes));
        }

        var concepts = data["conceptSchemes"]![0]!["concepts"]!.AsArray().Select(concept => concept!["id"]!.ToString());
        Assert.Equal(rows[0].Skip(3).Order(), concepts.Order());
    }

    [Fact]
    public async Task Points_only_at_what_is_there()
    {
        var structure = await Structure();
        var data = structure["data"]!;
        var there = new HashSet<string>();
        foreach (var (plural, type) in new[] { ("codelists", "codelist.Codelist"), ("dataStructures", "datastructure.DataStructure"), ("conceptSchemes", "conceptscheme.ConceptScheme") })
        {
            foreach (var artefact in data[plural]!.AsArray())
            {
                there.Add($"urn:sdmx:org.sdmx.infomodel.{type}={artefact!["agencyID"]}:{artefact["id"]}({artefact["version"]})");
            }
        }

        foreach (var concept in data["conceptSchemes"]![0]!["concepts"]!.AsArray())
        {
            there.Add($"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=fnt_example:{data["conceptSchemes"]![0]!["id"]}(2.0.0).{concept!["id"]}");
        }

        var named = Strings(structure).Where(text => text.StartsWith("urn:sdmx:", StringComparison.Ordinal)).ToHashSet();
        Assert.True(named.Count > 8);
        Assert.Empty(named.Except(there));
    }

    [Fact]
    public async Task Has_names_in_three_languages()
    {
        var sector = (await Structure())["data"]!["codelists"]!.AsArray().Single(list => list!["id"]!.ToString() == "CL_SECTOR")!;
        Assert.Equal("Santé", sector["codes"]![0]!["names"]!["fr"]!.ToString());
        Assert.Equal("Todos", sector["codes"]![2]!["names"]!["es"]!.ToString());
    }

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Strings(member.Value)),
        JsonArray items => items.SelectMany(Strings),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };

    private static async Task<JsonNode> Structure() => JsonNode.Parse(await new SdmxStructureFormat().Write(SampleRelease.Whole, Cancel))!;

    private static async Task<List<List<string>>> Rows() =>
        [.. Encoding.UTF8.GetString(await new SdmxCsvFormat().Write(SampleRelease.Whole, Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',').ToList())];
}
