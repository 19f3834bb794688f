using System.Globalization;
using System.Text.RegularExpressions;

namespace Federation.Node.Contributions.Sheets;

/// <summary>Reads numbers as people write them: with decimal point or comma, grouped or not, with a currency or a per cent sign. Durations are read by <see cref="Durations"/>.</summary>
internal static partial class SheetNumbers
{
    /// <summary>No figure of one cell is larger; sums of all rows stay far below what a decimal holds.</summary>
    private const decimal LargestNumber = 1_000_000_000;

    /// <summary>The sign before decimals that the numbers of some cells say themselves; null when one leaves it open and none says it.</summary>
    public static char? DecimalSignOf(IEnumerable<SheetCell> cells)
    {
        var (said, isAsked) = ((char?)null, false);
        foreach (var text in cells.Where(cell => cell.Kind == CellKind.Text && Durations.Minutes(cell.Text) is null).Select(cell => Bare(cell.Text)))
        {
            var at = text.LastIndexOfAny(['.', ',']);
            if (at < 0)
            {
                continue;
            }

            var other = text[at] == '.' ? ',' : '.';
            if (text.Contains(other, StringComparison.Ordinal) || (text.Length - at != 4 && text.IndexOf(text[at], StringComparison.Ordinal) == at))
            {
                said ??= text[at];
            }
            else if (text.IndexOf(text[at], StringComparison.Ordinal) < at)
            {
                said ??= other; // 1.234.567
            }
            else
            {
                isAsked = true; // 1,250
            }
        }

        return said ?? (isAsked ? null : '.');
    }

    /// <summary>A number; null when it is none, or one beyond reason.</summary>
    public static decimal? Number(SheetCell cell, char decimalSign)
    {
        var text = cell.Kind == CellKind.Number ? cell.Text : Bare(cell.Text);
        var sign = cell.Kind == CellKind.Number ? '.' : decimalSign;
        var whole = text.IndexOf(sign, StringComparison.Ordinal) is var at && at < 0 ? text : text[..at];
        var group = sign == '.' ? "," : ".";
        return whole.Contains(group, StringComparison.Ordinal) && !Grouped().IsMatch(whole) ? null
            : decimal.TryParse(
                whole.Replace(group, "", StringComparison.Ordinal) + (at < 0 ? "" : "." + text[(at + 1)..]), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= LargestNumber ? number : null;
    }

    // Without what stands around and between the digits: spaces of all kinds, apostrophes that group, currencies, per cent.
    private static string Bare(string text) => Around().Replace(text, "");

    [GeneratedRegex(@"[\s\u00A0\u202F\u2009'’]|^(?:[A-Z]{3}|[€$£])|(?:[A-Z]{3}|[€$£%])$")]
    private static partial Regex Around();

    [GeneratedRegex(@"^[+-]?[0-9]{1,3}(?:[.,][0-9]{3})+$")]
    private static partial Regex Grouped();
}
