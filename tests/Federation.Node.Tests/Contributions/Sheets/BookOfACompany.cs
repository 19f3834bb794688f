using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Federation.Node.Tests.Contributions.Sheets;

/// <summary>A workbook as a company's time clock exports it, written by the library of Excel's makers.</summary>
internal static class BookOfACompany
{
    /// <summary>Days with a date, hours as a duration, a figure by formula, a name, and a second sheet.</summary>
    /// <param name="hasResults">Whether the formula's result is stored beside it.</param>
    public static byte[] Of(bool hasResults = true)
    {
        using var memory = new MemoryStream();
        using (var book = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            var part = book.AddWorkbookPart();
            part.Workbook = new Workbook();
            part.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
                new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "[$-40C]d mmm yyyy" }, new NumberingFormat { NumberFormatId = 165, FormatCode = "[h]:mm" }),
                new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
                new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true }, new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true }));
            part.AddNewPart<SharedStringTablePart>().SharedStringTable = new SharedStringTable(
                new SharedStringItem(new Text("Jour")), new SharedStringItem(new Run(new Text("Heures ") { Space = SpaceProcessingModeValues.Preserve }), new Run(new Text("travaillées"))),
                new SharedStringItem(new Text("Secteur")), new SharedStringItem(new Text(" Santé et soins ")), new SharedStringItem(new Text("Nom")));
            var sheets = part.Workbook.AppendChild(new DocumentFormat.OpenXml.Spreadsheet.Sheets());
            Append(part, sheets, "Novembre",
                new Row(Shared(0), Shared(1), Shared(2), Shared(4), Inline("Pauses manquées")) { RowIndex = 1 },
                new Row(Styled("A3", new DateTime(2026, 11, 2).ToOADate(), 1), Styled("B3", 7.5 / 24, 2), Shared(3, "C3"), Inline("Ana", "D3"), Formula("E3", hasResults)) { RowIndex = 3 },
                new Row(Styled("A4", new DateTime(2026, 11, 3).ToOADate(), 1), Styled("B4", 8.25 / 24, 2), Shared(3, "C4"), Inline("Ana", "D4"), Formula("E4", hasResults)) { RowIndex = 4 });
            Append(part, sheets, "Paie", new Row(Inline("secret")));
        }

        return memory.ToArray();
    }

    /// <summary>A workbook put together by hand.</summary>
    /// <param name="sheet">The XML of its sheet.</param>
    public static byte[] ByHand(string sheet)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "xl/workbook.xml", "<workbook xmlns:r=\"urn:r\"><sheets><sheet name=\"A\" r:id=\"r1\"/></sheets></workbook>");
            Write(zip, "xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/></Relationships>");
            Write(zip, "xl/s.xml", sheet);
        }

        return memory.ToArray();
    }

    private static void Write(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }

    private static void Append(WorkbookPart book, DocumentFormat.OpenXml.Spreadsheet.Sheets sheets, string name, params OpenXmlElement[] rows)
    {
        var sheet = book.AddNewPart<WorksheetPart>();
        sheet.Worksheet = new Worksheet(new SheetData(rows));
        sheets.AppendChild(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = book.GetIdOfPart(sheet), SheetId = (uint)sheets.ChildElements.Count + 1, Name = name });
    }

    private static Cell Shared(int at, string? place = null) => new() { CellReference = place, DataType = CellValues.SharedString, CellValue = new(at) };

    private static Cell Inline(string text, string? place = null) => new() { CellReference = place, DataType = CellValues.InlineString, InlineString = new(new Text(text)) };

    private static Cell Styled(string place, double number, uint style) =>
        new() { CellReference = place, StyleIndex = style, CellValue = new(number.ToString("R", CultureInfo.InvariantCulture)) };

    private static Cell Formula(string place, bool hasResult) =>
        new() { CellReference = place, CellFormula = new("1+0"), CellValue = hasResult ? new("1") : null };
}
