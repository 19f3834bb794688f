using System.Globalization;

namespace Federation.Protocol.Signatures;

/// <summary>The Date field: <c>Tue, 24 Nov 2026 09:00:00 GMT</c> (RFC 9110 §5.6.7; the obsolete forms are not read).</summary>
public static class HttpDate
{
    private const string Format = "ddd, dd MMM yyyy HH:mm:ss 'GMT'";

    /// <summary>The time as the field has it, to the second.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The time; null when the text is none.</summary>
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
