namespace Federation.Node.Campaigns.PayRules;

/// <summary>
/// What hourly pay comes to after waiting and costs, and the minimum it is held against. Amounts are in the currency of the files and of the campaign's form.
/// </summary>
/// <param name="MinimumPerHour">The legal minimum for an hour, like 11.88.</param>
/// <param name="CostPerKilometre">What a kilometre costs whoever drives it: the official mileage allowance, say.</param>
/// <param name="WithTips">Whether tips count towards the minimum: in most countries they do not.</param>
public sealed record HourlyPayRule(decimal MinimumPerHour, decimal CostPerKilometre, bool WithTips)
{
    /// <summary>Code of the answer: less than the minimum is left.</summary>
    public const string Below = "below";

    /// <summary>Code of the other answer.</summary>
    public const string NotBelow = "notBelow";

    /// <summary>What a field imports that holds the answer.</summary>
    public const string Outcome = "hourly.outcome";

    /// <summary>Largest amount of the rule: no law and no car is dearer.</summary>
    private const decimal Largest = 1_000_000;

    /// <summary>What is wrong with a schema's rule, or with a field that takes something from it, in English; null: nothing.</summary>
    internal static string? FaultOf(CampaignSchema schema) =>
        schema.HourlyPay is null ? schema.Fields.FirstOrDefault(field => field.Import?.StartsWith("hourly.", StringComparison.Ordinal) == true) is { } lone
            ? $"the field '{lone.Name}' imports hourly pay, and there is no rule that says what it is." : null
        : schema.OldPay is not null ? "it asks for a changed pay rule and for hourly pay at once; make two campaigns."
        : schema.HourlyPay.MinimumPerHour is <= 0 or > Largest ? "the minimum of an hour is not above 0."
        : schema.HourlyPay.CostPerKilometre is < 0 or > Largest ? "the cost of a kilometre is below 0."
        : schema.Fields.FirstOrDefault(field => field.Import == Outcome && !field.Choices.Select(choice => choice.Code).Order(StringComparer.Ordinal).SequenceEqual([Below, NotBelow])) is { } answer
            ? $"the choice '{answer.Name}' needs the answers '{Below}' and '{NotBelow}', and no other."
        : null;
}
