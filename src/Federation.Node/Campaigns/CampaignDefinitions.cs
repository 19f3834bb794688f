using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Federation.Node.Campaigns.CleanInsights;
using Federation.Node.Campaigns.CodeLists;
using Federation.Node.Campaigns.PayRules;
using Federation.Node.Shell;
using Federation.Privacy.DisclosureControl;

namespace Federation.Node.Campaigns;

/// <summary>Reads definitions; strictly, because a misspelt name would silently ask members for something else.</summary>
internal static partial class CampaignDefinitions
{
    /// <summary>Largest definition, in bytes: a form and a notice in three languages are a tenth of it.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Fields of a form: nobody answers forty questions about a week.</summary>
    private const int MaxFields = 40;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonSerializerOptions Readable = new(Strict)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it stands in a form, not in a script
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The definition that comes with the product: working hours.</summary>
    public static string WorkingHours { get; } = Load("working-hours");

    /// <summary>Who earns less since the rule that pays was changed.</summary>
    public static string PayRuleChange { get; } = Load("pay-rule-change");

    /// <summary>The same by bands of the loss, so that the middle one can be told of those who earn less; a union of fewer than a hundred sees more of <see cref="PayRuleChange"/>.</summary>
    public static string PayLoss { get; } = Load("pay-loss");

    /// <summary>Weekly hours, each person once, beside the hours that were paid.</summary>
    public static string UnpaidHours { get; } = Load("unpaid-hours");

    /// <summary>What women and men of the same grade are paid for an hour.</summary>
    public static string PayGap { get; } = Load("pay-gap");

    /// <summary>Which five of twenty demands matter most.</summary>
    public static string Demands { get; } = Load("demands");

    /// <summary>What an hour pays after waiting and costs, and who is below the minimum.</summary>
    public static string TrueHourlyPay { get; } = Load("true-hourly-pay");

    /// <summary>Stress, breaks and overtime, day by day.</summary>
    public static string DailyStrain { get; } = Load("daily-strain");

    /// <summary>Those that come beside <see cref="WorkingHours"/>, by the name that an address gives them.</summary>
    public static IReadOnlyList<(string Name, Text Title, string Json)> Others { get; } =
        [.. new[] { ("unpaid-hours", UnpaidHours), ("pay-gap", PayGap), ("pay-rule-change", PayRuleChange), ("pay-loss", PayLoss), ("true-hourly-pay", TrueHourlyPay), ("demands", Demands), ("daily-strain", DailyStrain) }
            .Select(other => (other.Item1, Read(other.Item2).Definition!.Title, other.Item2))]; // they come with the product

    /// <summary>A definition, or why it cannot be used.</summary>
    public static (CampaignDefinition? Definition, CampaignRefusal? Refusal) Read(string json)
    {
        if (Encoding.UTF8.GetByteCount(json) > MaxBytes)
        {
            return (null, new CampaignRefusal.BrokenDefinition($"it is larger than {MaxBytes} bytes."));
        }

        if (json.Contains('\0') || json.Contains("\\u0000", StringComparison.Ordinal))
        {
            return (null, new CampaignRefusal.BrokenDefinition("it holds the character NUL, which the database cannot keep."));
        }

        try
        {
            var definition = JsonSerializer.Deserialize<CampaignDefinition>(json, Strict) is { } read ? OpenPublication.Told(CodeList.Labelled(read)) : null;
            return definition is null ? (null, new CampaignRefusal.BrokenDefinition("it is empty."))
                : Fault(definition) is { } fault ? (null, new CampaignRefusal.BrokenDefinition(fault))
                : (definition, null);
        }
        catch (JsonException e)
        {
            return (null, new CampaignRefusal.BrokenDefinition(e.Message));
        }
    }

    /// <summary>A definition as people change it.</summary>
    public static string Write(CampaignDefinition definition) => JsonSerializer.Serialize(definition, Readable);

    private static string? Fault(CampaignDefinition definition)
    {
        var fields = definition.Schema.Fields;
        var names = fields.Select(field => field.Name).ToList();
        var texts = fields.Select(field => field.Label).Concat(fields.SelectMany(field => field.Choices.Concat(field.Groups ?? []).Select(choice => choice.Label)))
            .Concat(fields.SelectMany(field => field.Words ?? []).Select(word => word.Label)).Concat(definition.Recipients).Append(definition.Title).Append(definition.Purpose);
        return fields.Count is 0 or > MaxFields ? $"it has {fields.Count} fields; 1 to {MaxFields} are possible."
            : names.FirstOrDefault(name => !Name().IsMatch(name)) is { } odd ? $"'{odd}' is not a field name (letters and digits)."
            : names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice ? $"the field '{twice.Key}' stands twice."
            : FieldForm.FaultOf(definition.Schema) is { } typed ? typed
            : texts.Any(text => string.IsNullOrWhiteSpace(text.En) || string.IsNullOrWhiteSpace(text.Fr) || string.IsNullOrWhiteSpace(text.Es))
                ? "a title or label lacks one of the languages en, fr, es."
            : fields.FirstOrDefault(field => field.Kind is FieldKind.Choice or FieldKind.Several && field.Choices.Count < 2) is { } single
                ? $"the choice '{single.Name}' needs at least two answers."
            : fields.FirstOrDefault(field => field.Kind == FieldKind.Number && (field.Minimum is null || field.Maximum is null || field.Minimum > field.Maximum)) is { } unbounded
                ? $"the number '{unbounded.Name}' needs a minimum and a maximum."
            : fields.FirstOrDefault(field => field.Kind == FieldKind.Several && (field.Maximum is null || field.Maximum < 1 || field.Maximum > field.Choices.Count || field.Choices.Any(choice => choice.Code.Contains(',', StringComparison.Ordinal)))) is { } several
                ? $"'{several.Name}' needs a maximum of answers that can be chosen, and codes without commas."
            : fields.Count(field => field.Kind == FieldKind.Several) > 1 ? "it has more than one field of several answers."
            : definition.Schema.Table.Measures.Count > 0 && fields.Any(field => field.Kind == FieldKind.Several && definition.Schema.Table.Dimensions.Contains(field.Name))
                ? "a table that counts a person under several answers adds nothing up."
            : fields.FirstOrDefault(field => field.MergeSmall && (field.Kind != FieldKind.Choice || field.Made is not null || field.Choices.Any(choice => choice.Code == SchemaField.SmallGroups))) is { } merged
                ? $"'{merged.Name}' can merge small answers only as a choice that is asked, without an answer '{SchemaField.SmallGroups}'."
            : definition.Schema.Table.Dimensions.FirstOrDefault(name => !IsField(definition, name, number: false)) is { } dimension
                ? $"the table groups by '{dimension}', which is no choice, week or date."
            : definition.Schema.Table.Measures.FirstOrDefault(name => !IsField(definition, name, number: true)) is { } measure
                ? $"the table adds up '{measure}', which is no number."
            : fields.FirstOrDefault(field => field.Minimum < 0 && definition.Schema.Table.Measures.Contains(field.Name)) is { } below
                ? $"the table adds up '{below.Name}', which may be below zero: add up a number that is made of it, with 0 as its minimum."
            : definition.Schema.Table is { Dimensions.Count: 0 or > 4 } or { Dimensions.Count: > 3, Crossings: null } ? "the table needs one to three dimensions; four when it does not cross all of them."
            : ChoiceGroups.FaultOf(definition.Schema) is { } groups ? groups
            : Crossings.FaultOf(definition.Schema.Table.Dimensions, definition.Schema.Table.Crossings) is { } crossings ? crossings
            : PayRule.FaultOf(definition.Schema) is { } rule ? rule
            : HourlyPayRule.FaultOf(definition.Schema) is { } hourly ? hourly
            : MeasuredField.FaultOf(definition.Schema) is { } measured ? measured
            : Derivation.FaultOf(definition.Schema) is { } made ? made
            : DailyQuestions.FaultOf(definition.Schema) is { } daily ? daily
            : GapRule.FaultOf(definition.Schema) is { } gap ? gap
            : definition.MinimumGroup < 10 ? "the minimum group is below 10."
            : definition.FederationMinimumGroup < definition.MinimumGroup ? "the federation's minimum group is below the union's."
            : definition.RetentionMonths is < 1 or > 60 ? "the retention is not between 1 and 60 months."
            : null;
    }

    private static bool IsField(CampaignDefinition definition, string name, bool number) =>
        definition.Schema.Fields.Any(field => field.Name == name && field.Kind != FieldKind.Text && field.Kind == FieldKind.Number == number);

    private static string Load(string name)
    {
        using var stream = typeof(CampaignDefinitions).Assembly.GetManifestResourceStream($"Federation.Node.Campaigns.Definitions.{name}.json")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9]{0,39}$")]
    private static partial Regex Name();
}
