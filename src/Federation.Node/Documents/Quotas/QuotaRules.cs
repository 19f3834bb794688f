using System.Globalization;
using Federation.Node.Documents.Spaces;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Quotas;

/// <summary>Decisions about how much spaces may hold.</summary>
internal static class QuotaRules
{
    private const decimal Gigabyte = 1_000_000_000; // as file managers and disks count

    /// <summary>Bytes of what was typed in gigabytes, with a point or a comma; null bytes: nothing was.</summary>
    public static (long? Bytes, Refusal? Refusal) Read(string? typed)
    {
        var text = (typed ?? "").Trim().Replace(',', '.');
        return text.Length == 0 ? (null, null)
            : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= DocumentLimits.MostGigabytes
                ? ((long)(number * Gigabyte), null)
                : (null, new QuotaRefusal.BadLimit());
    }

    /// <summary>Bytes as they are typed.</summary>
    public static string Written(long? bytes) => bytes is { } some ? (some / Gigabyte).ToString("0.#########", CultureInfo.CurrentCulture) : "";

    /// <summary>Limits one space. Below what is there already nothing goes away; nothing more comes.</summary>
    public static Decision Limit(Space? space, long? bytes, Guid by, DateTimeOffset now) =>
        space is null or { IsErased: true } ? Decision.Refuse(new DocumentRefusal.NotThere())
        : space.MaxBytes == bytes ? Decision.Nothing
        : Decision.Of(new SpaceLimited(space.Id, bytes, by, now));

    /// <summary>Limits all that have no limit of their own.</summary>
    public static Decision LimitAll(EverySpace? before, long? bytes, Guid by, DateTimeOffset now) =>
        before?.MaxBytes == bytes ? Decision.Nothing : Decision.Of(new SpacesLimited(bytes, by, now));
}
