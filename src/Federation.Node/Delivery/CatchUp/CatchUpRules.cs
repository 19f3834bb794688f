using System.Text.Json.Nodes;

namespace Federation.Node.Delivery.CatchUp;

/// <summary>Catching up's decisions.</summary>
internal static class CatchUpRules
{
    /// <summary>When a catalogue is compared again.</summary>
    /// <param name="verdict">What came out.</param>
    /// <param name="now">The time.</param>
    /// <param name="asked">How long the publisher asks to be left alone: reading goes on right then, where it stopped. Null when it does not.</param>
    public static DateTimeOffset Next(CatchUpVerdict verdict, DateTimeOffset now, TimeSpan? asked = null) => now + (verdict switch
    {
        CatchUpVerdict.Same or CatchUpVerdict.CaughtUp => CatchUpLimits.Every,
        _ => asked ?? CatchUpLimits.AfterTrouble,
    });

    /// <summary>The activities of a page and the number of its last; null when it is no page of that outbox.</summary>
    public static (IReadOnlyList<JsonObject> Items, long Last, bool HasMore)? ReadPage(JsonObject page, Uri catalogue, long after)
    {
        if (page["partOf"]?.ToString() != catalogue.AbsoluteUri + "/outbox" || page["orderedItems"] is not JsonArray { Count: <= CatchUpLimits.PageItems } items
            || items.Any(item => item is not JsonObject))
        {
            return null;
        }

        return items.Count == 0 ? ([], after, false)
            : page["un:last"] is JsonValue last && last.TryGetValue(out long number) && number > after
                ? ([.. items.Select(item => item!.AsObject())], number, page["next"] is not null) // just looked
                : null;
    }
}
