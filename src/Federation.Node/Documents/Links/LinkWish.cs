using System.Globalization;

namespace Federation.Node.Documents.Links;

/// <summary>How somebody wants a link.</summary>
/// <param name="Label">What to call it; may be empty.</param>
/// <param name="Password">A password; empty: none, or the one it has.</param>
/// <param name="Day">The last day it works, in UTC.</param>
/// <param name="MostUses">How often it can be used; null: as often as anybody likes.</param>
internal sealed record LinkWish(string Label, string Password, DateOnly Day, int? MostUses)
{
    /// <summary>The moment it ends.</summary>
    public DateTimeOffset ExpiresAt => new(Day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>Reads a form.</summary>
    /// <param name="now">From when the usual days count.</param>
    public static (LinkWish? Wish, LinkRefusal? Refusal) Read(string? label, string? password, string? expires, string? most, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime).AddDays(LinkLimits.UsualDays);
        if (!string.IsNullOrWhiteSpace(expires) && !DateOnly.TryParseExact(expires.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            return (null, new LinkRefusal.BadEnd());
        }

        int? uses = null;
        if (!string.IsNullOrWhiteSpace(most))
        {
            if (!int.TryParse(most.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return (null, new LinkRefusal.BadCount());
            }

            uses = number;
        }

        return (new((label ?? "").Trim(), password ?? "", day, uses), null);
    }

    /// <summary>A kind by its name; null when there is none of this name.</summary>
    public static LinkKind? KindNamed(string? name) => name switch
    {
        "download" => LinkKind.Download,
        "drop-box" => LinkKind.DropBox,
        _ => null,
    };
}
