using System.Text.Json.Serialization;
using Federation.Node.Campaigns.PayRules;

namespace Federation.Node.Campaigns;

/// <summary>
/// How a figure is made of others when a table is counted; nobody types it and it is not stored. A formula over numbers that are asked is worked out for
/// each row, and the mean taken over the rows that count together; one that names a made number is worked out of such means.
/// </summary>
/// <param name="From">A formula over other fields: see <see cref="Formula"/>. Of a number the nearest whole one is kept; below the field's minimum it counts as the minimum, above its maximum as that.</param>
/// <param name="UpTo">Of a choice: the largest number under each answer but the last, rising; the last holds all above.</param>
/// <param name="SquareOf">Instead of a formula: the number of which this is the square. Added up beside it, it tells how far people are apart, and so how sure its mean is.</param>
public sealed record Derivation(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? From = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? UpTo = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SquareOf = null)
{
    /// <summary>Reads the formula, whichever way it was written.</summary>
    public Formula Read() => Formula.Read(Written).Formula!; // the definition was checked

    private string Written => From ?? $"{SquareOf} * {SquareOf}";

    /// <summary>What is wrong with the made fields of a schema, in English; null: nothing.</summary>
    internal static string? FaultOf(CampaignSchema schema)
    {
        var known = schema.Asked.Where(field => field.Kind == FieldKind.Number).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var field in schema.Fields.Where(field => field.Made is not null))
        {
            if (FaultOf(field, field.Made!, known) is { } fault) // just asked for
            {
                return $"the field '{field.Name}' cannot be made: {fault}";
            }

            if (field.Kind == FieldKind.Number)
            {
                known.Add(field.Name);
            }
        }

        return schema.Fields.FirstOrDefault(field => field.Later && field.Kind != FieldKind.Number) is { } early ? $"'{early.Name}' is no number, and only numbers can be given later."
            : null;
    }

    private static string? FaultOf(SchemaField field, Derivation made, HashSet<string> known)
    {
        var (formula, fault) = Formula.Read(made.Written);
        return (made.From is null) == (made.SquareOf is null) ? "it needs either a formula or the number of which it is the square."
            : fault is not null ? fault
            : formula!.Columns.FirstOrDefault(name => !known.Contains(name)) is { } unknown ? $"'{unknown}' is no number that stands before it."
            : field.Import is not null || field.Later ? "it is neither imported nor given later."
            : field.Kind is FieldKind.Week or FieldKind.Several ? "only choices and numbers are made of numbers."
            : field.Kind == FieldKind.Number ? made.UpTo is null ? null : "a number has no bounds of answers."
            : made.UpTo is null || made.UpTo.Count != field.Choices.Count - 1 ? "it needs one bound fewer than it has answers."
            : made.UpTo.Zip(made.UpTo.Skip(1)).Any(pair => pair.First >= pair.Second) ? "its bounds do not rise."
            : null;
    }
}
