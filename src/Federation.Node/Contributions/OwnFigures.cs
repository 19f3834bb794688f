using System.Globalization;
using Federation.Node.Campaigns;
using Federation.Node.Shell;

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

    /// <summary>What stands over a field of it: of what is asked each day, that it is the sum of the days.</summary>
    public static Text Head(SchemaField field) => field.Daily != DailyFigure.Sum ? field.Label
        : new($"{field.Label.En}: sum of the days", $"{field.Label.Fr} : somme des jours", $"{field.Label.Es}: suma de los días");

    /// <summary>One answer of a day: yes or no where nothing else can be answered.</summary>
    public static string OfDay(SchemaField field, long number) => field switch
    {
        { Minimum: 0, Maximum: 1, Unit: null } => (number == 0 ? new Text("No", "Non", "No") : new Text("Yes", "Oui", "Sí")).ToString(),
        { Duration: true } => Durations.Say(number),
        _ => Units.SayOwn(number, field.Unit),
    };

    /// <summary>A number as it is typed into its field.</summary>
    public static string Typed(SchemaField field, long number) => field.Duration ? Durations.Say(number)
        : (Units.Currency(field.Unit) is null ? number : number / 100m).ToString(CultureInfo.InvariantCulture);

    /// <summary>The words of an answer, or of several.</summary>
    public static string LabelOf(SchemaField field, string code) =>
        string.Join(", ", code.Split(',').Select(each => field.Choices.FirstOrDefault(choice => choice.Code == each)?.Label.ToString() ?? each));
}
