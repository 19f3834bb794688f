using System.Text.Json.Serialization;
using Federation.Node.Campaigns.CleanInsights;
using Federation.Node.Campaigns.PayRules;
using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>Schema = form = table: what can be entered is what is counted, and nothing else.</summary>
/// <param name="Fields">The form's fields, in order.</param>
/// <param name="Table">What the table groups by and adds up.</param>
/// <param name="OldPay">The pay rule before a change, of a campaign that asks who earns less since; null for any other.</param>
/// <param name="HourlyPay">What hourly pay is, of a campaign that asks who is below the minimum; null for any other.</param>
/// <param name="Measured">Where its numbers come from when an app measures them; null when none may.</param>
public sealed record CampaignSchema(
    IReadOnlyList<SchemaField> Fields, TableRule Table,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PayRule? OldPay = null, // written only where there is one: templates are named by their bytes
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HourlyPayRule? HourlyPay = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<MeasuredField>? Measured = null)
{
    /// <summary>The fields that people fill in or import: all but those that the node makes of others.</summary>
    [JsonIgnore]
    public IEnumerable<SchemaField> Asked => Fields.Where(each => each.Made is null);

    /// <summary>True when members answer day by day.</summary>
    [JsonIgnore]
    public bool AsksDaily => Fields.Any(each => each.Daily is not null);

    /// <summary>The field of which a member has one row for each value, like the week; null where a member has one row in all.</summary>
    [JsonIgnore]
    public SchemaField? Period => Fields.FirstOrDefault(each => each.IsPeriod);
}

/// <summary>One field.</summary>
/// <param name="Name">Machine name, <c>[a-zA-Z][a-zA-Z0-9]*</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Label">What people read.</param>
/// <param name="Unit">Unit of a number, like <c>min</c>.</param>
/// <param name="Minimum">Smallest number.</param>
/// <param name="Maximum">Largest number; of several choices, how many may be chosen.</param>
/// <param name="Choices">Answers of a choice, or those of which several may be chosen.</param>
/// <param name="Import">Where an import finds it, like <c>weclock.workedMinutes</c>.</param>
/// <param name="Later">True for a number that may be given after the others, as what a pay slip says; until it is, the row is not counted.</param>
/// <param name="Made">How the node makes it of other fields; null for a field that is asked.</param>
/// <param name="MergeSmall">True for a choice whose smallest answers stand together in the table, as sites of fewer than ten people.</param>
/// <param name="Groups">What its answers belong to, as sites to regions, in which the table adds them up too: see <see cref="SchemaChoice.In"/>. Nobody answers with one. Null for most.</param>
/// <param name="Date">Of a date: what is kept of it, and its bounds.</param>
/// <param name="Duration">True for minutes that people write and read as hours and minutes, like 7:30.</param>
/// <param name="ToNearest">Of a number: only the nearest multiple of this is kept, in the field's unit.</param>
/// <param name="CodeList">Of a choice: the public list that its answers' codes are of, like <c>ILO:SEX</c>; see <see cref="CodeLists.CodeList"/>.</param>
/// <param name="Daily">Of a number that is asked each day: what is kept of a week; see <see cref="DailyQuestions"/>. Null for most.</param>
public sealed record SchemaField(
    string Name, FieldKind Kind, Text Label, string? Unit = null, long? Minimum = null, long? Maximum = null,
    IReadOnlyList<SchemaChoice>? Choices = null, string? Import = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Later = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Derivation? Made = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool MergeSmall = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SchemaChoice>? Groups = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateRule? Date = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Duration = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? ToNearest = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CodeList = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DailyFigure? Daily = null)
{
    /// <summary>Longest short text, in characters: a sentence or two to oneself, not a story about others.</summary>
    public const int LongestText = 200;

    /// <summary>The code under which small answers stand together in a table; no answer has it.</summary>
    public const string SmallGroups = "smallGroups";

    /// <summary>Answers of a choice; empty for the other kinds.</summary>
    public IReadOnlyList<SchemaChoice> Choices { get; init; } = Choices ?? [];

    /// <summary>Of a choice: what members of this union say instead of its answers, each kept as the answer that it is (docs/decisions/0050). Null for most.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SchemaWord>? Words { get; init; }

    /// <summary>The answer of a choice that is kept when somebody says this; null when it is none.</summary>
    public string? KeptAs(string said) => Choices.Any(choice => choice.Code == said) ? said : Words?.FirstOrDefault(word => word.Code == said)?.Is;

    /// <summary>The kind of period whose codes it holds; null when it holds none.</summary>
    [JsonIgnore]
    public CalendarPeriod? KeptBy => Kind == FieldKind.Week ? CalendarPeriod.Week : Date?.KeptBy;

    /// <summary>True when a member has a row for each of its values.</summary>
    [JsonIgnore]
    public bool IsPeriod => Kind == FieldKind.Week || Date is { EachPeriod: true };

    /// <summary>A number as it is kept: the nearest multiple of <see cref="ToNearest"/>, half of it upwards.</summary>
    public long Kept(long number) => ToNearest is { } step ? (long)decimal.Round((decimal)number / step, 0, MidpointRounding.AwayFromZero) * step : number;
}

/// <summary>One answer, or a group of answers.</summary>
/// <param name="Code">Machine name.</param>
/// <param name="Label">What people read. A definition may leave it out for a code of a public list, whose name is read instead.</param>
/// <param name="In">Code of the group that it belongs to; null when it is in none.</param>
public sealed record SchemaChoice(
    string Code, Text Label = null!, // the definition was checked: no answer is without one
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? In = null);

/// <summary>What members of a union say instead of one of the answers, as its own workplaces where a federation asks for sectors. Nothing but the answer is kept.</summary>
/// <param name="Code">Machine name.</param>
/// <param name="Label">What people read.</param>
/// <param name="Is">Code of the answer that is kept.</param>
public sealed record SchemaWord(string Code, Text Label, string Is);

/// <summary>What a field holds.</summary>
public enum FieldKind
{
    /// <summary>One of its choices.</summary>
    Choice,

    /// <summary>A whole number between its bounds.</summary>
    Number,

    /// <summary>Several of its choices, at most <see cref="SchemaField.Maximum"/>; their codes stand together behind commas, in the choices' order.</summary>
    Several,

    /// <summary>An ISO 8601 week, like <c>2026-W45</c>.</summary>
    Week,

    /// <summary>A day, of which only the period is kept in which it lies: see <see cref="SchemaField.Date"/>.</summary>
    Date,

    /// <summary>A short text for its member alone: nobody else reads it, and no table counts it.</summary>
    Text,
}

/// <summary>The table: names of fields.</summary>
/// <param name="Dimensions">Choice, week and date fields to group by; one of several choices counts a person under each.</param>
/// <param name="Measures">Number fields to add up.</param>
/// <param name="OncePerPerson">True when each person counts once, with the means of their weeks, instead of once a week.</param>
/// <param name="Gap">Two groups that it compares; null for most.</param>
/// <param name="Crossings">Which dimensions are crossed with each other, as sector by week and region by week; null when all are. Fewer crossings hide less.</param>
public sealed record TableRule(
    IReadOnlyList<string> Dimensions, IReadOnlyList<string> Measures,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool OncePerPerson = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GapRule? Gap = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<IReadOnlyList<string>>? Crossings = null);
