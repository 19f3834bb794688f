using System.Text.Json;

namespace Federation.Node.Contributions.CleanInsights;

/// <summary>
/// Reads the message of the Clean Insights SDKs (cimp.schema.json of clean-insights-design): exactly its properties, each of its type. What it does not know it names, because an app that sends more than its
/// members were told has to be mended.
/// </summary>
internal static class MeasurementReader
{
    /// <summary>Seconds from 2000 to 2100: what lies outside is no time of anybody here.</summary>
    private const long Earliest = 946_684_800, Latest = 4_102_444_800;

    /// <summary>The largest figure of one period; sums stay far below what a decimal holds.</summary>
    private const long LargestFigure = 1_000_000_000;

    private static readonly string[] Unread = ["lang", "ua"], Top = ["idsite", "lang", "ua", "visits", "events"], Visit = ["action_name", "period_start", "period_end", "times"],
        Event = ["category", "action", "name", "value", "period_start", "period_end", "times"];

    /// <summary>The measurements in a message, or why it is not taken.</summary>
    public static (Measurements? Measurements, MeasurementRefusal? Refusal) Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var json = JsonDocument.Parse(message, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            return Read(json.RootElement);
        }
        catch (JsonException)
        {
            return (null, new MeasurementRefusal.NotJson());
        }
    }

    private static (Measurements?, MeasurementRefusal?) Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return (null, new MeasurementRefusal.NotJson());
        }

        if (Faulty("", root, Top) is { } fault)
        {
            return (null, fault);
        }

        if (Whole(root, "idsite") is not >= 1)
        {
            return (null, new MeasurementRefusal.Wrong("idsite", "a whole number from 1"));
        }

        if (Unread.FirstOrDefault(name => root.TryGetProperty(name, out var said) && said.ValueKind != JsonValueKind.String) is { } odd)
        {
            return (null, new MeasurementRefusal.Wrong(odd, "text"));
        }

        var points = new List<MeasuredPoint>();
        foreach (var (list, known) in new[] { ("visits", Visit), ("events", Event) })
        {
            if (!root.TryGetProperty(list, out var all))
            {
                continue;
            }

            if (all.ValueKind != JsonValueKind.Array)
            {
                return (null, new MeasurementRefusal.Wrong(list, "a list"));
            }

            foreach (var (each, at) in all.EnumerateArray().Select((each, at) => (each, at)))
            {
                var (point, refusal) = ReadPoint($"{list}[{at}]", each, known);
                if (refusal is not null)
                {
                    return (null, refusal);
                }

                points.Add(point!);
                if (points.Count > MeasurementLimits.MaxPoints)
                {
                    return (null, new MeasurementRefusal.TooMany(MeasurementLimits.MaxPoints));
                }
            }
        }

        return points.Count == 0 ? (null, new MeasurementRefusal.Nothing()) : (new(points), null);
    }

    private static (MeasuredPoint?, MeasurementRefusal?) ReadPoint(string where, JsonElement point, string[] known)
    {
        if (point.ValueKind != JsonValueKind.Object)
        {
            return (null, new MeasurementRefusal.Wrong(where, "an object"));
        }

        if (Faulty(where + ".", point, known) is { } fault)
        {
            return (null, fault);
        }

        var isVisit = known == Visit;
        foreach (var name in isVisit ? ["action_name"] : new[] { "category", "action" })
        {
            if (!point.TryGetProperty(name, out var said) || said.ValueKind != JsonValueKind.String || said.GetString() is "")
            {
                return (null, new MeasurementRefusal.Wrong($"{where}.{name}", "text"));
            }
        }

        foreach (var name in new[] { "period_start", "period_end" })
        {
            if (Whole(point, name) is not (>= Earliest and <= Latest))
            {
                return (null, new MeasurementRefusal.Wrong($"{where}.{name}", "a time in seconds since 1970"));
            }
        }

        if (Whole(point, "times") is not (>= 1 and <= LargestFigure))
        {
            return (null, new MeasurementRefusal.Wrong(where + ".times", "a whole number from 1"));
        }

        if (point.TryGetProperty("name", out var named) && named.ValueKind != JsonValueKind.String)
        {
            return (null, new MeasurementRefusal.Wrong(where + ".name", "text"));
        }

        var value = 0m;
        if (point.TryGetProperty("value", out var figure) && (figure.ValueKind != JsonValueKind.Number || !figure.TryGetDecimal(out value) || Math.Abs(value) > LargestFigure))
        {
            return (null, new MeasurementRefusal.Wrong(where + ".value", "a number"));
        }

        string Said(string name) => point.GetProperty(name).GetString()!; // it was just looked at, as was each below
        return (new(isVisit, isVisit ? Said("action_name") : $"{Said("category")}/{Said("action")}", Whole(point, "times")!.Value, value,
            DateTimeOffset.FromUnixTimeSeconds(Whole(point, "period_start")!.Value), DateTimeOffset.FromUnixTimeSeconds(Whole(point, "period_end")!.Value)), null);
    }

    private static MeasurementRefusal.UnknownProperties? Faulty(string where, JsonElement json, string[] known)
    {
        var unknown = json.EnumerateObject().Select(property => property.Name).Where(name => !known.Contains(name, StringComparer.Ordinal)).Take(MeasurementLimits.MaxNamed).ToList();
        return unknown.Count == 0 ? null : new(string.Join(", ", unknown.Select(name => where + (name.Length > 40 ? name[..40] + "…" : name))));
    }

    private static long? Whole(JsonElement json, string name) =>
        json.TryGetProperty(name, out var said) && said.ValueKind == JsonValueKind.Number && said.TryGetInt64(out var number) ? number : null;
}
