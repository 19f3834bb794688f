using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Federation.Node.Tests.Documents;

/// <summary>Files as office programs write them, reduced to what they must have.</summary>
internal static class WrittenFiles
{
    public static byte[] Odt(params string[] paragraphs) => Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
        <office:body><office:text>{string.Concat(paragraphs.Select(each => $"<text:p>{Escaped(each)}</text:p>"))}</office:text></office:body></office:document-content>
        """));

    public static byte[] Docx(params string[] paragraphs) => Zip(("word/styles.xml", "<w:styles xmlns:w='urn:w'><w:name>stylename</w:name></w:styles>"), ("word/document.xml", $"""
        <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
        {string.Concat(paragraphs.Select(each => $"<w:p><w:r><w:t>{Escaped(each)}</w:t></w:r></w:p>"))}</w:body></w:document>
        """));

    public static byte[] Xlsx(params string[] cells) => Zip(("xl/worksheets/sheet1.xml", "<worksheet/>"), ("xl/sharedStrings.xml",
        $"<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>{string.Concat(cells.Select(each => $"<si><t>{Escaped(each)}</t></si>"))}</sst>"));

    public static byte[] Pptx(params string[] slides) => Zip([.. slides.Select((each, i) =>
        ($"ppt/slides/slide{i + 1}.xml", $"<p:sld xmlns:p='urn:p' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:p><a:r><a:t>{Escaped(each)}</a:t></a:r></a:p></p:sld>"))]);

    /// <summary>One page, a line of text each, in the letters of Windows as most programs write them (PDF 32000-1, Annex D).</summary>
    public static byte[] Pdf(params string[] lines)
    {
        var page = $"BT /F 12 Tf 50 700 Td {string.Concat(lines.Select(line => $"({line}) Tj 0 -20 Td "))}ET";
        string[] objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>", $"<</Length {page.Length}>>stream\n{page}\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        ];
        var (file, starts) = (new StringBuilder("%PDF-1.4\n"), new List<int>());
        foreach (var (each, i) in objects.Select((each, i) => (each, i)))
        {
            starts.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj{each}endobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n{string.Concat(starts.Select(start => $"{start:d10} 00000 n \n"))}");
        return Encoding.Latin1.GetBytes(file.Append(CultureInfo.InvariantCulture, $"trailer<</Root 1 0 R/Size {objects.Length + 1}>>\nstartxref\n{table}\n%%EOF").ToString());
    }

    public static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text.Trim()));
            }
        }

        return memory.ToArray();
    }

    /// <summary>A zip whose one part unpacks to so many mebibytes of blanks between two tags.</summary>
    public static byte[] Bomb(string name, int mebibytes)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            using var part = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
            part.Write("<a>"u8);
            var blanks = new byte[1 << 20];
            blanks.AsSpan().Fill((byte)'\t');
            for (var i = 0; i < mebibytes; i++)
            {
                part.Write(blanks);
            }

            part.Write("</a>"u8);
        }

        return memory.ToArray();
    }

    private static string Escaped(string text) => System.Security.SecurityElement.Escape(text);
}
