using System.Globalization;
using System.Text.RegularExpressions;

namespace Federation.Node.Contributions;

/// <summary>Durations as people write them: <c>7:30</c>, <c>7 h 30</c>, <c>7h</c>, <c>7.5 h</c>, <c>7,5 heures</c>, <c>450 min</c>.</summary>
internal static partial class Durations
{
    /// <summary>Whole minutes, the nearest; null when it is none. A bare number is none: it may be hours or minutes.</summary>
    public static long? Minutes(string text)
    {
        var written = Written().Match(text.Trim());
        return written.Success ? (long)decimal.Round((Part("hours") * 60) + Part("minutes"), 0, MidpointRounding.AwayFromZero) : null;

        decimal Part(string name) => written.Groups[name] is { Success: true } digits
            ? decimal.Parse(digits.Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Minutes as hours and minutes, like <c>7:30</c>.</summary>
    public static string Say(long minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}");

    // 7:30 and 7:30:00; 7.5 h; 7 h 30; 7 h 5 min; 450 min.
    [GeneratedRegex(
        @"^(?:(?<hours>[0-9]{1,5})\s?:\s?(?<minutes>[0-5][0-9])(?::[0-5][0-9])?"
        + @"|(?<hours>[0-9]{1,5}(?:[.,][0-9]{1,2})?)\s?(?:h|hrs?|hours?|heures?|horas?)"
        + @"|(?<hours>[0-9]{1,5})\s?(?:h|hrs?|hours?|heures?|horas?)\s?(?:(?<minutes>[0-5][0-9])|(?<minutes>[0-5]?[0-9])\s?(?:m|min|mn|minutes?|minutos?))"
        + @"|(?<minutes>[0-9]{1,6})\s?(?:m|min|mn|minutes?|minutos?))$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
