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
    /// <summary>What is wrong with it, in English; null: nothing.</summary>
    internal string? Fault() =>
        PayRules.Formula.Read(Formula).Fault is { } fault ? "its pay rule cannot be read: " + fault
        : Tolerance is < 0 or > 100 ? "the tolerance of its pay rule is not between 0 and 100."
        : string.IsNullOrWhiteSpace(Paid) ? "its pay rule does not say in which column the pay stands."
        : null;
}
