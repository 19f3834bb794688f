using System.Globalization;
using System.Text.RegularExpressions;

namespace Federation.Node.Contributions;

/// <summary>Amounts as people write them.</summary>
internal static partial class Amounts
{
    /// <summary>Hundredths of an amount like <c>14.50</c> or <c>14,5</c>; null when it is none. Three digits behind the sign are none: they may be thousands.</summary>
    public static long? Hundredths(string text) =>
        Amount().IsMatch(text.Trim()) ? (long)(decimal.Parse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * 100) : null;

    [GeneratedRegex(@"^\d{1,9}([.,]\d{1,2})?$")]
    private static partial Regex Amount();
}
