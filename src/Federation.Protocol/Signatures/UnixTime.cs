using System.Globalization;

namespace Federation.Protocol.Signatures;

/// <summary>Seconds since 1970 as signatures state them.</summary>
internal static class UnixTime
{
    /// <summary>The last second of the year 9999, beyond which .NET has no time.</summary>
    private const long MaxSeconds = 253_402_300_799;

    /// <summary>Null when it is no whole number of seconds that we can hold.</summary>
    public static DateTimeOffset? Read(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= MaxSeconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
