using Federation.Node.Campaigns;

namespace Federation.Node.Contributions;

/// <summary>What a member reads of their own row.</summary>
internal static class OwnFigures
{
    /// <summary>One field of it, in their language; empty for a text that they left empty, a dash for a number that is not there yet.</summary>
    public static string Say(SchemaField field, ContributedRow row) => field.Kind switch
    {
        FieldKind.Number => !row.Measures.TryGetValue(field.Name, out var number) ? "–" : field.Duration ? Durations.Say(number) : Units.SayOwn(number, field.Unit),
        FieldKind.Text => row.Texts?.GetValueOrDefault(field.Name) ?? "",
        _ => LabelOf(field, row.Dimensions.GetValueOrDefault(field.Name, "")),
    };

    /// <summary>The words of an answer, or of several.</summary>
    public static string LabelOf(SchemaField field, string code) =>
        string.Join(", ", code.Split(',').Select(each => field.Choices.FirstOrDefault(choice => choice.Code == each)?.Label.ToString() ?? each));
}
