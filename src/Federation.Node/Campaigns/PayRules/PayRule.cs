namespace Federation.Node.Campaigns.PayRules;

/// <summary>
/// The pay rule that was in force before a change: what members were paid is compared with what it would have paid them. Columns are those of the
/// pay records that members upload.
/// </summary>
/// <param name="Formula">What it pays for one job: see <see cref="PayRules.Formula"/>.</param>
/// <param name="Paid">The column with what was paid for the job, tips and promotions left out.</param>
/// <param name="Tolerance">A job paid within so much of the formula was paid by it, and is not compared.</param>
/// <param name="Except">A column that says <c>True</c> of jobs that the formula does not speak of; null: it speaks of all.</param>
public sealed record PayRule(string Formula, string Paid, decimal Tolerance, string? Except = null)
{
    /// <summary>Code of the answer: the old rule would have paid more.</summary>
    public const string Less = "less";

    /// <summary>Code of the other answer.</summary>
    public const string NotLess = "notLess";

    /// <summary>What a field imports that holds the answer.</summary>
    public const string Outcome = "pay.outcome";

    /// <summary>What is wrong with a schema's rule, or with a field that takes something from it, in English; null: nothing.</summary>
    internal static string? FaultOf(CampaignSchema schema) =>
        schema.OldPay is null ? schema.Fields.FirstOrDefault(field => field.Import?.StartsWith("pay.", StringComparison.Ordinal) == true) is { } lone
            ? $"the field '{lone.Name}' imports pay, and there is no old rule to compare it with." : null
        : PayRules.Formula.Read(schema.OldPay.Formula).Fault is { } fault ? "its pay rule cannot be read: " + fault
        : schema.OldPay.Tolerance is < 0 or > 100 ? "the tolerance of its pay rule is not between 0 and 100."
        : string.IsNullOrWhiteSpace(schema.OldPay.Paid) ? "its pay rule does not say in which column the pay stands."
        : schema.Fields.FirstOrDefault(field => field.Import == Outcome && !field.Choices.Select(choice => choice.Code).Order(StringComparer.Ordinal).SequenceEqual([Less, NotLess])) is { } answer
            ? $"the choice '{answer.Name}' needs the answers '{Less}' and '{NotLess}', and no other."
        : null;
}
