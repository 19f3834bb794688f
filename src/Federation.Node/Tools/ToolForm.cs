using System.Globalization;
using Federation.Node.Shell;

namespace Federation.Node.Tools;

/// <summary>What somebody typed into the form of a new version.</summary>
internal sealed class ToolForm(IReadOnlyList<KeyValuePair<string, string>> fields)
{
    public static readonly ToolForm Empty = new([]);

    /// <summary>A field as typed; empty when it was not.</summary>
    public string this[string name] => fields.FirstOrDefault(each => each.Key == name).Value ?? "";

    /// <summary>The data that was ticked.</summary>
    public IReadOnlyList<string> Touches => [.. fields.Where(each => each.Key == "touches").Select(each => each.Value)];

    /// <summary>The manifest, or what is missing; <see cref="ToolRules.Refute"/> looks at the rest.</summary>
    public (ToolManifest? Manifest, ToolRefusal? Refusal) Read()
    {
        var touches = Touches.Select(word => (Word: word, Data: ToolWords.Read<TouchedData>(word))).ToList();
        if (touches.FirstOrDefault(each => each.Data is null) is { Word: { } unknown })
        {
            return (null, new ToolRefusal.UnknownData(unknown.Length <= 64 ? unknown : unknown[..64]));
        }

        if (ToolWords.Read<RunsOn>(this["runsOn"]) is not { } place)
        {
            return (null, new ToolRefusal.PlaceMissing());
        }

        if (!DateOnly.TryParseExact(this["reviewOn"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on))
        {
            return (null, new ToolRefusal.NotReviewed());
        }

        return (new ToolManifest(
            this["name"].Trim(), this["version"].Trim(), this["license"].Trim(), this["source"].Trim(), [.. touches.Select(each => each.Data).OfType<TouchedData>().Distinct()], place,
            new Text(this["summary-en"].Trim(), this["summary-fr"].Trim(), this["summary-es"].Trim()),
            new ToolReview(this["reviewBy"].Trim(), on, this["findings"].Trim())), null);
    }
}
