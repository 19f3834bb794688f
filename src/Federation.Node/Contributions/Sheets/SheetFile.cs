using System.Text;
using Sylvan.Data.Csv;

namespace Federation.Node.Contributions.Sheets;

/// <summary>Reads what somebody uploads as spreadsheet: CSV in the ways that programs write it, or an Excel workbook. What it is, its bytes say, not its name.</summary>
internal static class SheetFile
{
    private static readonly char[] Delimiters = [',', ';', '\t'];

    /// <summary>The table in a file, or why it is not taken.</summary>
    public static (Sheet? Sheet, SheetRefusal? Refusal) Read(byte[] bytes) =>
        bytes.AsSpan().StartsWith("PK"u8) ? Workbook.Read(bytes)
        : bytes.AsSpan().StartsWith(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }) ? (null, new SheetRefusal.OldWorkbook()) // OLE 2; a workbook with a password is wrapped in one too
        : Decoded(bytes) is { } text ? ReadCsv(text)
        : (null, new SheetRefusal.NotASheet());

    // By the mark in front, else UTF-8 where it is that, else the code page that Windows writes CSV in west of the Oder. Null: it is no text.
    private static string? Decoded(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = bytes.StartsWith(new byte[] { 0xFF, 0xFE }) ? new UnicodeEncoding(false, true, true).GetString(bytes[2..])
                : bytes.StartsWith(new byte[] { 0xFE, 0xFF }) ? new UnicodeEncoding(true, true, true).GetString(bytes[2..])
                : new UTF8Encoding(false, true).GetString(bytes.StartsWith(new byte[] { 0xEF, 0xBB, 0xBF }) ? bytes[3..] : bytes);
            return IsText(text) ? text : null;
        }
        catch (ArgumentException) // the bytes are not what the encoding allows
        {
            var text = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes); // every runtime has it
            return IsText(text) ? text : null;
        }
    }

    private static bool IsText(string text) => !text.StartsWith("%PDF", StringComparison.Ordinal) && !text.StartsWith('<') && !text.StartsWith('{')
        && !text.Any(letter => (char.IsControl(letter) && letter is not ('\t' or '\r' or '\n')) || letter == '\uFFFD');

    private static (Sheet?, SheetRefusal?) ReadCsv(string text)
    {
        var (rows, number) = (new SheetRows(), 0);
        try
        {
            using var csv = CsvDataReader.Create(new StringReader(text), new CsvDataReaderOptions
            {
                HasHeaders = false, Delimiter = DelimiterOf(text), MaxBufferSize = SheetLimits.MaxLineLength, StringFactory = null,
            });
            while (csv.Read())
            {
                number++;
                if (rows.Add(number, [.. Enumerable.Range(0, csv.RowFieldCount).Select(place => SheetCell.Of(csv.GetString(place)))]) is { } refusal)
                {
                    return (null, refusal);
                }
            }

            return rows.Done([]);
        }
        catch (Exception e) when (e is CsvFormatException or CsvRecordTooLargeException)
        {
            return (null, new SheetRefusal.BrokenCsv(number + 1));
        }
    }

    // The sign that stands most often in the first line that says anything, outside quotation marks.
    private static char DelimiterOf(string text)
    {
        var (counts, isQuoted) = (new int[Delimiters.Length], false);
        foreach (var letter in text.AsSpan().TrimStart())
        {
            if (letter is '\r' or '\n' && !isQuoted)
            {
                break;
            }

            isQuoted ^= letter == '"';
            var at = isQuoted ? -1 : Array.IndexOf(Delimiters, letter);
            if (at >= 0)
            {
                counts[at]++;
            }
        }

        return Delimiters[Array.IndexOf(counts, counts.Max())];
    }
}
