using System.Globalization;
using System.Text;
using System.Xml;

namespace Federation.Node.Contributions.Sheets;

/// <summary>What the cells of a workbook hold (ISO/IEC 29500-1 §18.3.1.4): text stands in a list of its own, dates are days since 1900 (or 1904), and only the format says so.</summary>
/// <param name="strings">The list of texts.</param>
/// <param name="formats">What each format shows.</param>
/// <param name="isFrom1904">Days are counted as old Macintoshes do.</param>
internal sealed class WorkbookCells(IReadOnlyList<string> strings, IReadOnlyList<NumberFormat> formats, bool isFrom1904)
{
    /// <summary>Days from 1899-12-30, which Excel counts from, to 1904-01-01.</summary>
    private const int DaysTo1904 = 1462;

    /// <summary>The day after the last that Excel knows, 9999-12-31.</summary>
    private const int AfterLastDay = 2_958_466;

    /// <summary>The list of texts. Trimmed here once: a million cells may share one.</summary>
    public static IReadOnlyList<string> Strings(byte[] part)
    {
        var (found, text) = (new List<string>(), new StringBuilder());
        foreach (var xml in Workbook.Elements(part))
        {
            if (xml.LocalName == "si")
            {
                text.Clear();
                Gather(xml, text);
                found.Add(text.ToString().Trim());
            }
        }

        return found;
    }

    /// <summary>From <c>AB12</c> to 27.</summary>
    public static int Column(string place)
    {
        var column = 0;
        foreach (var letter in place.TakeWhile(char.IsAsciiLetterUpper))
        {
            column = checked((column * 26) + letter - 'A' + 1);
        }

        return column - 1;
    }

    /// <summary>The cell that the reader stands on; it stands on its end afterwards.</summary>
    public SheetCell Read(XmlReader xml)
    {
        var (kind, style) = (xml.GetAttribute("t") ?? "n", xml.GetAttribute("s"));
        var (value, isFormula, text) = ((string?)null, false, new StringBuilder());
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
            {
                var name = xml.NodeType == XmlNodeType.Element ? xml.LocalName : "";
                isFormula |= name == "f";
                if (name == "v")
                {
                    value = Inner(xml);
                }
                else if (name == "is")
                {
                    Gather(xml, text);
                }
            }
        }

        return kind == "inlineStr" ? new(text.ToString().Trim())
            : string.IsNullOrEmpty(value) ? new("", isFormula ? CellKind.Formula : CellKind.Text)
            : kind switch
            {
                "s" => new(int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture) is var at && at < strings.Count ? strings[at] : throw new InvalidDataException("It names a text that is not there.")),
                "str" or "b" => new(value.Trim()),
                "e" => new(value, CellKind.Error),
                "d" => new(value, CellKind.Date),
                _ => Number(double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture), style),
            };
    }

    private SheetCell Number(double number, string? style)
    {
        var format = int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < formats.Count ? formats[at] : NumberFormat.Number;
        var days = isFrom1904 && format == NumberFormat.Date ? number + DaysTo1904 : number;
        return format == NumberFormat.Date && days is >= 1 and < AfterLastDay ? new(DateTime.FromOADate(days).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture), CellKind.Date)
            : format == NumberFormat.Time && number is >= 0 and < AfterLastDay ? new(Duration((long)Math.Round(number * 24 * 60)))
            : new(number.ToString("0.###########", CultureInfo.InvariantCulture), CellKind.Number);
    }

    private static string Duration(long minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}");

    // All text in an element but how Japanese is pronounced (rPh).
    private static void Gather(XmlReader xml, StringBuilder text)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }

        var (depth, aside) = (xml.Depth, false);
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            aside = xml.LocalName == "rPh" ? xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement : aside;
            if (!aside && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                text.Append(xml.Value);
            }
        }
    }

    private static string Inner(XmlReader xml)
    {
        var text = new StringBuilder();
        Gather(xml, text);
        return text.ToString();
    }
}
