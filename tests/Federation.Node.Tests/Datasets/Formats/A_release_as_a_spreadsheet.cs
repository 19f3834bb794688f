using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Federation.Node.Datasets.Formats;

namespace Federation.Node.Tests.Datasets.Formats;

/// <summary>XLSX as Microsoft's own library reads and judges it.</summary>
public sealed class A_release_as_a_spreadsheet
{
    [Theory, InlineData("en"), InlineData("fr"), InlineData("es")]
    public async Task Is_valid(string language)
    {
        using var workbook = await Open(language);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(workbook, TestContext.Current.CancellationToken).Select(fault => fault.Description));
    }

    [Fact]
    public async Task Has_figures_under_labels_and_says_what_is_hidden()
    {
        using var workbook = await Open("fr");
        var rows = Rows(workbook, 0);
        Assert.Equal(["Secteur", "Semaine", "Personnes (persons)", "Contributions (une personne, une semaine) (number)"], rows[0].Take(4));
        Assert.Equal(["Santé", "2026-W45", "22", "22", "52800", "31", "0", "affichée"], rows[1]);
        Assert.Equal(["Santé", "Tous", "24"], rows[3].Take(3));
        Assert.Equal(["masqué", "masqué", "masqué", "masqué", "masqué", "masqué"], rows[4].Skip(2));
    }

    [Fact]
    public async Task Has_numbers_as_numbers_and_words_as_words()
    {
        using var workbook = await Open("en");
        var cells = Sheet(workbook, 0).Descendants<Row>().ElementAt(1).Elements<Cell>().ToList();
        Assert.Equal(CellValues.InlineString, cells[0].DataType!.Value);
        Assert.Null(cells[2].DataType);
        Assert.Empty(Sheet(workbook, 0).Descendants<CellFormula>());
    }

    [Fact]
    public async Task Holds_nothing_that_is_computed_once_it_is_saved_as_text()
    {
        using var workbook = await Open("en");
        var words = Enumerable.Range(0, 2).SelectMany(sheet => Rows(workbook, sheet)).SelectMany(row => row).ToList();
        Assert.Contains("'" + SampleRelease.Formula, words);
        Assert.DoesNotContain(words, word => word.Length > 0 && "=+-@".Contains(word[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Says_how_the_figures_are_to_be_read_and_cited()
    {
        using var workbook = await Open("en");
        var facts = Rows(workbook, 1).ToDictionary(row => row[0], row => row[1]);
        Assert.Equal("2 November 2026 to 15 November 2026", facts["Period"]);
        Assert.Contains("50-99", facts["Coverage"], StringComparison.Ordinal);
        Assert.Contains("at least 10 people", facts["Uncertainty"], StringComparison.Ordinal);
        Assert.Contains("union-b.example/datasets/2/v3", facts["Where it comes from"], StringComparison.Ordinal);
        Assert.Equal("fnt.example (2026). Working hours, 2026, v2. " + SampleRelease.Whole.VersionUrl, facts["How to cite it"]);
    }

    [Fact]
    public async Task Takes_labels_that_xml_does_not()
    {
        var table = SampleRelease.Whole.Table;
        var odd = SampleRelease.Whole with { Table = table with { Method = new("a\u0001b\ud800c", "é", new string('x', 40_000)) } };
        using var workbook = await Open("en", odd);
        Assert.Contains(Rows(workbook, 1), row => row[1] == "a\ufffdb\ufffdc");
        using var spanish = await Open("es", odd);
        Assert.Equal(32_767, Rows(spanish, 1).Max(row => row[1].Length));
    }

    private static async Task<SpreadsheetDocument> Open(string language, PublishedTable? release = null)
    {
        var bytes = await new SpreadsheetFormat(language).Write(release ?? SampleRelease.Whole, TestContext.Current.CancellationToken);
        return SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
    }

    private static List<List<string>> Rows(SpreadsheetDocument workbook, int sheet) =>
        [.. Sheet(workbook, sheet).Descendants<Row>().Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToList())];

    private static Worksheet Sheet(SpreadsheetDocument workbook, int place)
    {
        var sheet = workbook.WorkbookPart!.Workbook!.Descendants<Sheet>().ElementAt(place);
        return ((WorksheetPart)workbook.WorkbookPart.GetPartById(sheet.Id!)).Worksheet!;
    }
}
