using System.Text;
using Federation.Node.Contributions.Sheets;

namespace Federation.Node.Tests.Contributions.Sheets;

public sealed class What_a_spreadsheet_says
{
    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with its mark", "utf-16", "utf-16 big-endian", "windows-1252"];

    [Theory, MemberData(nameof(Encodings))]
    public void Is_the_same_in_every_encoding(string encoding)
    {
        const string Text = "Jour;Durée;Région\r\n02/11/2026;7,5;\"Nord; côte\nest\"\r\n\r\n03/11/2026;8\r\n";
        byte[] bytes = encoding switch
        {
            "utf-8 with its mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)],
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)],
            "utf-16 big-endian" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Text)],
            "windows-1252" => Encoding.Latin1.GetBytes(Text),
            _ => Encoding.UTF8.GetBytes(Text),
        };
        var sheet = Read(bytes);
        Assert.Equal(["Jour", "Durée", "Région"], sheet.Columns);
        Assert.Equal(["02/11/2026", "7,5", "Nord; côte\nest"], sheet.Rows[0].Cells.Select(cell => cell.Text));
        Assert.Equal((2, "8", ""), (sheet.Rows.Count, sheet.Rows[1][1].Text, sheet.Rows[1][2].Text));
    }

    [Theory]
    [InlineData("Date,Hours\n2026-11-02,8\n")]
    [InlineData("Date;Hours\n2026-11-02;8\n")]
    [InlineData("Date\tHours\n2026-11-02\t8\n")]
    [InlineData("\n\"Date\",\"Hours\"\n\"2026-11-02\",\"8\"")]
    public void Is_found_whatever_stands_between_its_cells(string text) => Assert.Equal("8", Read(Encoding.UTF8.GetBytes(text)).Rows[0][1].Text);

    [Fact]
    public void Is_read_from_a_workbook_with_its_dates_durations_and_results()
    {
        var sheet = Read(BookOfACompany.Of());
        Assert.Equal(["Jour", "Heures travaillées", "Secteur", "Nom", "Pauses manquées"], sheet.Columns);
        Assert.Equal(["2026-11-02T00:00", "7:30", "Santé et soins", "Ana", "1"], sheet.Rows[0].Cells.Select(cell => cell.Text));
        Assert.Equal((3, "8:15"), (sheet.Rows[0].Number, sheet.Rows[1][1].Text));
        Assert.Equal(["Paie"], sheet.OtherSheets);
        Assert.Equal(CellKind.Formula, Read(BookOfACompany.Of(hasResults: false)).Rows[0][4].Kind);
    }

    [Theory]
    [InlineData("dd/mm/yyyy", "Date")]
    [InlineData("[$-40C]d mmm", "Date")]
    [InlineData("[h]:mm:ss", "Time")]
    [InlineData("h:mm AM/PM", "Time")]
    [InlineData("#,##0.00 \"days\"", "Number")]
    [InlineData("[Red]0.00;[Blue]-0.00", "Number")]
    [InlineData("General", "Number")]
    [InlineData("_-* #,##0.00\\ [$€-40C]_-", "Number")]
    public void Is_a_date_or_a_time_where_its_format_says_so(string format, string kind) => Assert.Equal(kind, NumberFormats.Of(format).ToString());

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("\n\n", "nothing")]
    [InlineData("Date,Hours\n", "no-rows")]
    [InlineData("2026-11-02,8,care\n2026-11-03,8,care\n", "no-header")]
    [InlineData("Date,Hours\n2026-11-02,\"8\n", "broken-csv")]
    [InlineData("%PDF-1.7 and so on", "not-a-sheet")]
    [InlineData("<html><table></table></html>", "not-a-sheet")]
    [InlineData("Date,Hours\n\0\0\0", "not-a-sheet")]
    public void Is_not_taken_from_a_file_that_says_nothing(string text, string code) => Assert.Equal(code, Refusal(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Is_taken_in_bounds()
    {
        var most = "Date,Hours\n" + string.Concat(Enumerable.Repeat("2026-11-02,8\n", SheetLimits.MaxRows));
        Assert.Equal(SheetLimits.MaxRows, Read(Encoding.UTF8.GetBytes(most)).Rows.Count);
        Assert.Equal("too-many-rows", Refusal(Encoding.UTF8.GetBytes(most + "2026-11-02,8\n")));
        Assert.Equal("too-many-columns", Refusal(Encoding.UTF8.GetBytes("Date" + new string(',', 200) + "x\n")));
        Assert.Equal("too-many-cells", Refusal(Encoding.UTF8.GetBytes("Date\n" + string.Concat(Enumerable.Repeat("x" + new string(',', 99) + "\n", 20_001)))));
        Assert.Equal(4096, Read(Encoding.UTF8.GetBytes("Note\n" + new string('x', 4096))).Rows[0][0].Text.Length);
        Assert.Equal("long-cell", Refusal(Encoding.UTF8.GetBytes("Note\n" + new string('x', 4097))));
        Assert.Equal("broken-csv", Refusal(Encoding.UTF8.GetBytes("Note\n" + new string('x', 1_000_000))));
    }

    [Fact]
    public void Is_not_taken_from_a_workbook_that_means_harm_or_is_none()
    {
        const string Expanding = "<!DOCTYPE s [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]><s><row><c t=\"inlineStr\"><is><t>&a;&b;</t></is></c></row></s>";
        Assert.Equal("broken-workbook", Refusal(BookOfACompany.ByHand(Expanding)));
        Assert.Equal("bomb", Refusal(BookOfACompany.ByHand("<s>" + new string(' ', 70 * 1024 * 1024) + "</s>")));
        Assert.Equal("broken-workbook", Refusal(BookOfACompany.ByHand("<s><row><c r=\"A1\" t=\"s\"><v>99</v></c></row></s>")));
        Assert.Equal("broken-workbook", Refusal(BookOfACompany.ByHand("<s><row><c r=\"A1\"><v>many</v></c></row></s>")));
        Assert.Equal("broken-workbook", Refusal("PK but not really"u8.ToArray()));
        Assert.Equal("old-workbook", Refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]));
        var damaged = BookOfACompany.Of();
        damaged[60] ^= 1; // in its first part
        Assert.Equal("broken-workbook", Refusal(damaged));
    }

    private static Sheet Read(byte[] file)
    {
        var (sheet, refusal) = SheetFile.Read(file);
        Assert.Null(refusal);
        return sheet!;
    }

    private static string Refusal(byte[] file) => SheetFile.Read(file).Refusal!.Code.Replace("contributions.sheet.", "", StringComparison.Ordinal);
}
