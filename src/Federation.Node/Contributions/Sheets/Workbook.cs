using System.Globalization;
using System.Xml;

namespace Federation.Node.Contributions.Sheets;

/// <summary>
/// Reads the first sheet of an Excel workbook (Office Open XML, ISO/IEC 29500-1 §18): a zip of XML, read without document types, so that nothing in it expands and nothing
/// is fetched. Of a formula the result counts that the program stored beside it.
/// </summary>
internal static class Workbook
{
    /// <summary>The first sheet that is shown, or why it is not taken.</summary>
    public static (Sheet? Sheet, SheetRefusal? Refusal) Read(byte[] bytes)
    {
        using var parts = ZipParts.Open(bytes);
        try
        {
            return parts?.Read("xl/workbook.xml") is { } book && parts.Read("xl/_rels/workbook.xml.rels") is { } rels ? Read(parts, book, rels) : (null, new SheetRefusal.BrokenWorkbook());
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or FormatException or OverflowException)
        {
            return (null, new SheetRefusal.BrokenWorkbook());
        }
        catch (ZipParts.TooLargeException)
        {
            return (null, new SheetRefusal.Bomb());
        }
    }

    private static (Sheet?, SheetRefusal?) Read(ZipParts parts, byte[] book, byte[] rels)
    {
        var (sheets, isFrom1904) = (new List<(string Name, string Id)>(), false);
        foreach (var xml in Elements(book))
        {
            if (xml.LocalName == "sheet" && xml.GetAttribute("state") is null or "visible")
            {
                sheets.Add((xml.GetAttribute("name") ?? "", RelationOf(xml)));
            }

            isFrom1904 |= xml.LocalName == "workbookPr" && xml.GetAttribute("date1904") is "1" or "true";
        }

        var targets = new List<(string Id, string Type, string Path)>();
        foreach (var xml in Elements(rels))
        {
            if (xml.LocalName == "Relationship" && xml.GetAttribute("Target") is { } target)
            {
                targets.Add((xml.GetAttribute("Id") ?? "", xml.GetAttribute("Type") ?? "", target.StartsWith('/') ? target[1..] : "xl/" + target));
            }
        }

        byte[]? Kind(string kind) => targets.FirstOrDefault(target => target.Type.EndsWith("/" + kind, StringComparison.Ordinal)).Path is { } path ? parts.Read(path) : null;

        var first = sheets.Count == 0 ? null : targets.FirstOrDefault(target => target.Id == sheets[0].Id).Path;
        if (first is null || parts.Read(first) is not { } sheet)
        {
            return (null, new SheetRefusal.BrokenWorkbook());
        }

        var cells = new WorkbookCells(Kind("sharedStrings") is { } strings ? WorkbookCells.Strings(strings) : [], Kind("styles") is { } styles ? NumberFormats.Read(styles) : [], isFrom1904);
        return ReadRows(sheet, cells, [.. sheets.Skip(1).Select(other => other.Name)]);
    }

    private static (Sheet?, SheetRefusal?) ReadRows(byte[] sheet, WorkbookCells cells, IReadOnlyList<string> others)
    {
        var (rows, row, number) = (new SheetRows(), new List<SheetCell>(), 0);
        foreach (var xml in Elements(sheet))
        {
            switch (xml.LocalName)
            {
                case "row":
                    if (rows.Add(number, row) is { } refusal)
                    {
                        return (null, refusal);
                    }

                    number = xml.GetAttribute("r") is { Length: > 0 } said ? int.Parse(said, NumberStyles.None, CultureInfo.InvariantCulture) : number + 1;
                    row = [];
                    break;
                case "c":
                    var column = xml.GetAttribute("r") is { Length: > 0 } place ? WorkbookCells.Column(place) : row.Count;
                    if (column >= SheetLimits.MaxColumns)
                    {
                        if (cells.Read(xml).IsEmpty)
                        {
                            break; // a frame drawn to the edge of the sheet is no column
                        }

                        return (null, new SheetRefusal.TooManyColumns(SheetLimits.MaxColumns));
                    }

                    if (column < row.Count)
                    {
                        throw new InvalidDataException("Its cells are not in order.");
                    }

                    var cell = cells.Read(xml);
                    if (!cell.IsEmpty)
                    {
                        row.AddRange(Enumerable.Repeat(new SheetCell(""), column - row.Count).Append(cell));
                    }

                    break;
            }
        }

        return rows.Add(number, row) is { } last ? (null, last) : rows.Done(others);
    }

    /// <summary>Every element that begins, in order, with the reader on it.</summary>
    internal static IEnumerable<XmlReader> Elements(byte[] part)
    {
        using var xml = XmlReader.Create(new MemoryStream(part, writable: false), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true,
        });
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                yield return xml;
            }
        }
    }

    // r:id, whichever of the two namespaces (transitional or strict) it stands in.
    private static string RelationOf(XmlReader xml)
    {
        var id = "";
        while (xml.MoveToNextAttribute())
        {
            id = xml is { LocalName: "id", NamespaceURI.Length: > 0 } ? xml.Value : id;
        }

        xml.MoveToElement();
        return id;
    }
}
