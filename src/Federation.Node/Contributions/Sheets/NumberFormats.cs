using System.Globalization;
using System.Text.RegularExpressions;

namespace Federation.Node.Contributions.Sheets;

/// <summary>The formats of a workbook (ISO/IEC 29500-1 §18.8.30): numbers that a program shows as date or time are one.</summary>
internal static partial class NumberFormats
{
    /// <summary>What each style shows, by its place in the list that cells point into.</summary>
    public static IReadOnlyList<NumberFormat> Read(byte[] styles)
    {
        var (own, found, isInCells) = (new Dictionary<int, NumberFormat>(), new List<NumberFormat>(), false);
        foreach (var xml in Workbook.Elements(styles))
        {
            isInCells = xml.LocalName is "cellXfs" || (isInCells && xml.LocalName is not ("cellStyleXfs" or "cellStyles" or "dxfs"));
            if (xml.LocalName == "numFmt" && Number(xml.GetAttribute("numFmtId")) is { } id)
            {
                own[id] = Of(xml.GetAttribute("formatCode") ?? "");
            }
            else if (xml.LocalName == "xf" && isInCells)
            {
                found.Add(Number(xml.GetAttribute("numFmtId")) is { } used ? own.TryGetValue(used, out var format) ? format : BuiltIn(used) : NumberFormat.Number);
            }
        }

        return found;
    }

    /// <summary>What a format code like <c>dd/mm/yyyy</c> or <c>[h]:mm</c> shows.</summary>
    public static NumberFormat Of(string code)
    {
        var signs = Said().Replace(code.Split(';')[0], "").ToLowerInvariant();
        return signs.Contains('y', StringComparison.Ordinal) || signs.Contains('d', StringComparison.Ordinal) ? NumberFormat.Date
            : signs.Contains('h', StringComparison.Ordinal) || signs.Contains('s', StringComparison.Ordinal) ? NumberFormat.Time
            : signs.Contains('m', StringComparison.Ordinal) ? NumberFormat.Date
            : NumberFormat.Number;
    }

    private static NumberFormat BuiltIn(int id) => id switch
    {
        >= 14 and <= 17 or 22 => NumberFormat.Date,
        >= 18 and <= 21 or >= 45 and <= 47 => NumberFormat.Time,
        _ => NumberFormat.Number,
    };

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Words in quotes, single signs behind a backslash, colours and languages in brackets (not [h], [m], [s]), and what ‘General’ spells.
    [GeneratedRegex("\"[^\"]*\"|\\\\.|_.|\\[(?![hms]+\\])[^\\]]*\\]|General", RegexOptions.IgnoreCase)]
    private static partial Regex Said();
}
