using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Federation.Node.Datasets.Formats;
using Federation.Node.Datasets.Tables;
using Parquet;
using SheetRow = DocumentFormat.OpenXml.Spreadsheet.Row;

namespace Federation.Node.Tests.Datasets.Formats;

/// <summary>Between which values a figure lies stands beside it in every form that holds figures.</summary>
public sealed class A_release_that_lacks_what_a_union_hides
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static PublishedTable Release { get; } = SampleRelease.Whole with
    {
        Table = SampleRelease.Whole.Table with
        {
            Cells = [.. SampleRelease.Whole.Table.Cells.Select(cell => cell.MissingSources == 0 ? cell : cell with { Bounds = new TableBounds([20, 20, 48_000, 12], [32, 35, null, 19]) })],
        },
    };

    [Fact]
    public void Says_so_in_words_on_its_page()
    {
        var cell = Release.Table.Find(["care", "2026-W46"])!;
        Assert.Equal(("20 to 32", "de 20 à 32", "de 20 a 32"), (TableReading.People(cell).En, TableReading.People(cell).Fr, TableReading.People(cell).Es));
        Assert.Equal("at least 20", TableReading.People(cell with { Bounds = new TableBounds([20, 20, 0, 0], [null, null, null, null]) }).En);
        Assert.Equal("at least 20", TableReading.People(cell with { Bounds = null }).En); // as tables of before have it
        Assert.Equal("22", TableReading.People(Release.Table.Find(["care", "2026-W45"])!).En);
        Assert.Contains("between its lowest and highest value", ReleaseFacts.Of(Release).Single(fact => fact.Name.En == "Uncertainty").Value.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_read_back_as_it_was_written_and_written_as_before_where_nothing_is_missing()
    {
        Assert.Equal(Release.Table.Sha256(), TableFile.Of(Release.Table.Bytes()).Sha256());
        Assert.Null(TableForm.Refute(Release.Table));
        Assert.DoesNotContain("bounds", Encoding.UTF8.GetString(SampleRelease.Whole.Table.Bytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void Has_two_columns_more_for_each_figure_in_the_signed_CSV()
    {
        var lines = Encoding.UTF8.GetString(TableCsv.Of(Release.Table)).Split("\r\n");
        Assert.EndsWith("\"persons, lowest\",\"persons, highest\",\"contributions, lowest\",\"contributions, highest\",\"workedMinutes (min), lowest\",\"workedMinutes (min), highest\",\"missedBreaks, lowest\",\"missedBreaks, highest\"", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("22,22,52800,31,22,22,22,22,52800,52800,31,31", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("20,20,48000,12,20,32,20,35,48000,,12,19", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain("lowest", Encoding.UTF8.GetString(TableCsv.Of(SampleRelease.Whole.Table)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_them_as_columns_with_a_type_in_a_data_package()
    {
        using var archive = new ZipArchive(new MemoryStream(await new DataPackageFormat().Write(Release, Cancel)));
        using var rows = new StreamReader(archive.GetEntry("data.csv")!.Open());
        var lines = (await rows.ReadToEndAsync(Cancel)).Split("\r\n");
        Assert.EndsWith("missing_sources,persons_low,persons_high,contributions_low,contributions_high,workedMinutes_low,workedMinutes_high,missedBreaks_low,missedBreaks_high,status", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("20,20,48000,12,1,20,32,20,35,48000,,12,19,shown", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("[c],[c],[c],[c],[c],[c],[c],[c],hidden", lines[4], StringComparison.Ordinal);
        using var description = new StreamReader(archive.GetEntry("datapackage.json")!.Open());
        var fields = JsonNode.Parse(await description.ReadToEndAsync(Cancel))!["resources"]![0]!["schema"]!["fields"]!.AsArray();
        Assert.Equal(lines[0], string.Join(',', fields.Select(field => field!["name"]!.ToString())));
        Assert.Equal("integer", fields.Single(field => field!["name"]!.ToString() == "workedMinutes_high")!["type"]!.ToString());
    }

    [Fact]
    public async Task Has_them_as_attributes_in_SDMX_and_a_status_that_is_explained()
    {
        var rows = Encoding.UTF8.GetString(await new SdmxCsvFormat().Write(Release, Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        Assert.Equal(["MISSING_SOURCES", "LOWER_BOUND", "UPPER_BOUND"], rows[0][^3..]);
        Assert.Contains(rows, row => row is [_, _, _, "care", "2026-W46", "PERSONS", "20", "persons", "U", "F", "1", "20", "32"]);
        Assert.Contains(rows, row => row is [_, _, _, "care", "2026-W46", "WORKED_MINUTES", "48000", "min", "U", "F", "1", "48000", ""]);
        Assert.Contains(rows, row => row is [_, _, _, "care", "2026-W45", "PERSONS", "22", "persons", "A", "F", "0", "22", "22"]);
        var data = JsonNode.Parse(await new SdmxStructureFormat().Write(Release, Cancel))!["data"]!;
        Assert.Equal(rows[0].Skip(3).Order(), data["conceptSchemes"]![0]!["concepts"]!.AsArray().Select(concept => concept!["id"]!.ToString()).Order());
        Assert.Contains(data["codelists"]!.AsArray().Single(list => list!["id"]!.ToString() == "CL_OBS_STATUS")!["codes"]!.AsArray(), code => code!["id"]!.ToString() == "U");
        Assert.Contains(data["dataStructures"]![0]!["dataStructureComponents"]!["attributeList"]!["attributes"]!.AsArray(), attribute => attribute!["id"]!.ToString() == "UPPER_BOUND");
    }

    [Fact]
    public async Task Has_a_status_and_bounds_at_the_place_of_the_figure_in_JSON_stat()
    {
        var cube = JsonNode.Parse(await new JsonStatFormat("en").Write(Release, Cancel))!;
        Assert.Equal(4, cube["extension"]!["bounds"]!.AsObject().Count);
        Assert.Equal("[20,32]", cube["extension"]!["bounds"]!["5"]!.ToJsonString()); // care, W46, persons
        Assert.Equal("[48000,null]", cube["extension"]!["bounds"]!["7"]!.ToJsonString());
        Assert.Equal("u", cube["status"]!["5"]!.ToString());
        Assert.Equal(20, (long)cube["value"]!["5"]!);
        Assert.Contains("between the bounds", cube["extension"]!["status"]!["label"]!["u"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_them_as_columns_of_numbers_in_a_spreadsheet()
    {
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(await new SpreadsheetFormat("en").Write(Release, Cancel)), false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(workbook, Cancel).Select(fault => fault.Description));
        var sheet = ((WorksheetPart)workbook.WorkbookPart!.GetPartById(workbook.WorkbookPart.Workbook!.Descendants<Sheet>().First().Id!)).Worksheet!;
        var rows = sheet.Descendants<SheetRow>().Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToList()).ToList();
        Assert.Equal(["People, lowest (persons)", "People, highest (persons)"], rows[0].Skip(7).Take(2));
        Assert.Equal(["20", "32", "20", "35", "48000", "", "12", "19", "shown"], rows[2].Skip(7));
    }

    [Fact]
    public async Task Has_them_as_columns_in_Parquet()
    {
        using var bytes = new MemoryStream(await new ParquetFormat().Write(Release, Cancel));
        await using var reader = await ParquetReader.CreateAsync(bytes, cancellationToken: Cancel);
        Assert.Equal(["persons_low", "persons_high"], reader.Schema.Fields.Select(field => field.Name).Where(name => name.StartsWith("persons_", StringComparison.Ordinal)));
    }
}
