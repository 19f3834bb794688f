using System.Globalization;
using System.Text;
using System.Xml;
using Federation.Node.Datasets.Tables;

namespace Federation.Node.Datasets.Formats;

/// <summary>
/// A workbook of plain sheets in Office Open XML (ECMA-376): texts and whole numbers, nothing that runs. Every text is a string cell, which no
/// program computes, and stands behind an apostrophe when a spreadsheet would compute it once it is edited or saved as CSV.
/// </summary>
internal sealed class Workbook
{
    /// <summary>Characters that a cell takes (ECMA-376, Excel's limit): longer words are cut, and end in dots that say so.</summary>
    private const int LongestText = 32_767;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string SheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const int Plain = 0, Bold = 1;

    private readonly List<(string Name, byte[] Xml)> sheets = [];

    /// <summary>Another sheet.</summary>
    /// <param name="name">Its name, at most 31 characters.</param>
    /// <param name="rows">Its rows: texts and whole numbers.</param>
    /// <param name="headed">True when its first row names the columns: it stays in view.</param>
    public void Add(string name, IEnumerable<IReadOnlyList<object>> rows, bool headed) => sheets.Add((name, Sheet(rows, headed)));

    /// <summary>The file.</summary>
    public byte[] Bytes() => StoredZip.Of([
        ("[Content_Types].xml", Types()),
        ("_rels/.rels", Relations([("rId1", Document + "/officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", Book()),
        ("xl/_rels/workbook.xml.rels", Relations([
            .. sheets.Select((_, s) => (Id(s), Document + "/worksheet", File(s))), ("rIdStyles", Document + "/styles", "styles.xml")])),
        ("xl/styles.xml", Styles()),
        .. sheets.Select((sheet, s) => ("xl/" + File(s), sheet.Xml))]);

    private static byte[] Sheet(IEnumerable<IReadOnlyList<object>> rows, bool headed) => Xml(xml =>
    {
        xml.WriteStartElement("worksheet", Main);
        if (headed)
        {
            xml.WriteRaw("<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
        }

        xml.WriteRaw("<cols><col min=\"1\" max=\"64\" width=\"24\" customWidth=\"1\"/></cols>");
        xml.WriteStartElement("sheetData", Main);
        var number = 0;
        foreach (var row in rows)
        {
            number++;
            xml.WriteStartElement("row", Main);
            xml.WriteAttributeString("r", number.ToString(CultureInfo.InvariantCulture));
            for (var column = 0; column < row.Count; column++)
            {
                Cell(xml, string.Create(CultureInfo.InvariantCulture, $"{Letters(column)}{number}"), row[column], headed ? number == 1 : column == 0);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static void Cell(XmlWriter xml, string place, object value, bool isHead)
    {
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("r", place);
        xml.WriteAttributeString("s", (isHead ? Bold : Plain).ToString(CultureInfo.InvariantCulture));
        if (value is long or decimal)
        {
            xml.WriteElementString("v", Main, ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
        }
        else
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is", Main);
            xml.WriteStartElement("t", Main);
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(Clean((string)value));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // XML 1.0 has no place for most control characters; a half of a pair is no character.
    private static string Clean(string words)
    {
        var clean = new StringBuilder();
        foreach (var rune in FormulaGuard.Defuse(words).EnumerateRunes())
        {
            clean.Append(rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune : Rune.ReplacementChar);
        }

        return clean.Length <= LongestText ? clean.ToString() : clean.ToString(0, LongestText - 1) + "…";
    }

    private byte[] Types() => Xml(xml =>
    {
        xml.WriteStartElement("Types", ContentTypes);
        xml.WriteRaw("<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>");
        Override("/xl/workbook.xml", SheetType + ".sheet.main+xml");
        Override("/xl/styles.xml", SheetType + ".styles+xml");
        for (var s = 0; s < sheets.Count; s++)
        {
            Override("/xl/" + File(s), SheetType + ".worksheet+xml");
        }

        xml.WriteEndElement();

        void Override(string part, string type)
        {
            xml.WriteStartElement("Override", ContentTypes);
            xml.WriteAttributeString("PartName", part);
            xml.WriteAttributeString("ContentType", type);
            xml.WriteEndElement();
        }
    });

    private byte[] Book() => Xml(xml =>
    {
        xml.WriteStartElement("workbook", Main);
        xml.WriteStartElement("sheets", Main);
        for (var s = 0; s < sheets.Count; s++)
        {
            xml.WriteStartElement("sheet", Main);
            xml.WriteAttributeString("name", sheets[s].Name);
            xml.WriteAttributeString("sheetId", (s + 1).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("r", "id", Document, Id(s));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static byte[] Styles() => Xml(xml =>
    {
        xml.WriteStartElement("styleSheet", Main);
        xml.WriteRaw("<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
            + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
            + "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
            + "<cellXfs count=\"2\"><xf/><xf fontId=\"1\" applyFont=\"1\"/></cellXfs>");
        xml.WriteEndElement();
    });

    private static byte[] Relations(IEnumerable<(string Id, string Type, string Target)> relations) => Xml(xml =>
    {
        xml.WriteStartElement("Relationships", Package);
        foreach (var (id, type, target) in relations)
        {
            xml.WriteStartElement("Relationship", Package);
            xml.WriteAttributeString("Id", id);
            xml.WriteAttributeString("Type", type);
            xml.WriteAttributeString("Target", target);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    private static byte[] Xml(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = false }))
        {
            xml.WriteStartDocument();
            write(xml);
        }

        return bytes.ToArray();
    }

    // A, B, ... Z, AA, AB, ...
    private static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));

    private static string Id(int sheet) => string.Create(CultureInfo.InvariantCulture, $"rId{sheet + 1}");

    private static string File(int sheet) => string.Create(CultureInfo.InvariantCulture, $"worksheets/sheet{sheet + 1}.xml");
}
