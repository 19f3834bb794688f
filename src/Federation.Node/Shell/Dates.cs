using System.Globalization;

namespace Federation.Node.Shell;

/// <summary>
/// Dates as people read them. The month is a word: 11/12/2026 is two different days on the two sides of an ocean.
/// </summary>
public static class Dates
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr");
    private static readonly CultureInfo Spanish = CultureInfo.GetCultureInfo("es");

    /// <summary>A day, like 24 November 2026.</summary>
    public static Text Day(DateOnly day) =>
        new(day.ToString("d MMMM yyyy", English), day.ToString("d MMMM yyyy", French), day.ToString("d 'de' MMMM 'de' yyyy", Spanish));

    /// <summary>The day of a moment, in UTC: a node does not know where its reader is.</summary>
    public static Text Day(DateTimeOffset at) => Day(DateOnly.FromDateTime(at.UtcDateTime));

    /// <summary>A moment to the minute, in UTC, like 24 November 2026, 14:05 UTC.</summary>
    public static Text Minute(DateTimeOffset at)
    {
        var (day, time) = (Day(at), at.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture));
        return new($"{day.En}, {time}", $"{day.Fr}, {time}", $"{day.Es}, {time}");
    }
}
