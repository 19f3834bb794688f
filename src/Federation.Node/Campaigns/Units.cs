using System.Globalization;

namespace Federation.Node.Campaigns;

/// <summary>
/// The units of a schema's numbers, which are whole, as people say them: <c>min</c> minutes, <c>bp</c> hundredths of a per cent, <c>EUR ct</c> hundredths of
/// a currency (ISO 4217), <c>share</c> 1 for yes and 0 for no, whose mean is a share; <c>1/100</c> hundredths of a
/// bare number; any other stands behind its number as it is.
/// </summary>
public static class Units
{
    /// <summary>Minutes.</summary>
    public const string Minutes = "min";

    /// <summary>Hundredths of a per cent.</summary>
    public const string BasisPoints = "bp";

    /// <summary>Hundredths of a bare number, as a mean on a scale from 1 to 5.</summary>
    public const string Hundredth = "1/100";

    private const string Cents = " ct";

    /// <summary>True of a unit whose numbers people write as a hundredth of what is kept: money and per cent.</summary>
    public static bool Hundredths(string? unit) => unit == BasisPoints || unit?.EndsWith(Cents, StringComparison.Ordinal) == true;

    /// <summary>The unit of a yes or no.</summary>
    public const string Share = "share";

    /// <summary>A number in the reader's language: <c>38 h 30</c>, <c>10.9 %</c>, <c>412.30 EUR</c>.</summary>
    public static string Say(decimal number, string? unit) => unit switch
    {
        Minutes => string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Round(number) / 60} h {(long)Math.Round(number) % 60:00}"),
        Share => $"{(number * 100).ToString("N1", CultureInfo.CurrentCulture)} %",
        Hundredth => (number / 100).ToString("N2", CultureInfo.CurrentCulture),
        BasisPoints => $"{(number / 100).ToString("N1", CultureInfo.CurrentCulture)} %",
        { } money when money.EndsWith(Cents, StringComparison.Ordinal) => $"{(number / 100).ToString("N2", CultureInfo.CurrentCulture)} {money[..^Cents.Length]}",
        _ => $"{number.ToString("N1", CultureInfo.CurrentCulture)} {unit}".TrimEnd(),
    };

    /// <summary>The currency of an amount in hundredths of it, like <c>EUR</c>; null for any other unit.</summary>
    public static string? Currency(string? unit) => unit?.EndsWith(Cents, StringComparison.Ordinal) == true ? unit[..^Cents.Length] : null;

    /// <summary>One person's own figure: minutes and bare numbers as they were typed.</summary>
    public static string SayOwn(long number, string? unit) => unit is null or Minutes ? number.ToString(CultureInfo.InvariantCulture) : Say(number, unit);
}
