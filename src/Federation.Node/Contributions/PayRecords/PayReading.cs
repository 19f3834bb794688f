using System.Globalization;
using Federation.Node.Campaigns.PayRules;
using Federation.Node.Shell;

namespace Federation.Node.Contributions.PayRecords;

/// <summary>What a member's pay records come to, compared with the old rule. Of the single jobs nothing is left in it.</summary>
/// <param name="Jobs">Jobs compared.</param>
/// <param name="SameRule">Jobs left out because the old rule paid them.</param>
/// <param name="Except">Jobs left out because the old rule does not speak of them.</param>
/// <param name="Twice">Lines of a job that a later line tells again.</param>
/// <param name="Paid">Paid for the jobs compared, in the file's currency.</param>
/// <param name="ByOldRule">What the old rule would have paid for them; above zero.</param>
/// <param name="ThrownAway">Columns of the file that are not looked at.</param>
internal sealed record PayReading(int Jobs, int SameRule, int Except, int Twice, decimal Paid, decimal ByOldRule, IReadOnlyList<string> ThrownAway)
{
    /// <summary>The old rule would have paid more.</summary>
    public bool IsLess => Paid < ByOldRule;

    /// <summary>What is lost against the old rule, in hundredths of a per cent of it; 0 where nothing is.</summary>
    public decimal LossBasisPoints => IsLess ? Whole((ByOldRule - Paid) / ByOldRule * 10_000) : 0;

    /// <summary>What a field of the schema is given, by what its definition says it imports; null: nothing of this.</summary>
    public string? Figure(string? import) => import switch
    {
        PayRule.Outcome => IsLess ? PayRule.Less : PayRule.NotLess,
        "pay.jobs" => Jobs.ToString(CultureInfo.InvariantCulture),
        "pay.paid" => Text(Whole(Paid * 100)),
        "pay.byOldRule" => Text(Whole(ByOldRule * 100)),
        "pay.loss" => Text(LossBasisPoints),
        _ => null,
    };

    /// <summary>The member's own line, for nobody else.</summary>
    public Text Own()
    {
        var (paid, old) = (Paid.ToString("N2", CultureInfo.CurrentCulture), ByOldRule.ToString("N2", CultureInfo.CurrentCulture));
        var share = (Math.Abs(ByOldRule - Paid) / ByOldRule * 100).ToString("N1", CultureInfo.CurrentCulture);
        return IsLess
            ? new($"For {Jobs} jobs you were paid {paid}. The old rule would have paid {old}: you earn {share} % less.",
                $"Pour {Jobs} courses vous avez reçu {paid}. L'ancienne règle aurait payé {old} : vous gagnez {share} % de moins.",
                $"Por {Jobs} trabajos le pagaron {paid}. La regla anterior habría pagado {old}: usted gana un {share} % menos.")
            : new($"For {Jobs} jobs you were paid {paid}. The old rule would have paid {old}: you earn {share} % more.",
                $"Pour {Jobs} courses vous avez reçu {paid}. L'ancienne règle aurait payé {old} : vous gagnez {share} % de plus.",
                $"Por {Jobs} trabajos le pagaron {paid}. La regla anterior habría pagado {old}: usted gana un {share} % más.");
    }

    private static decimal Whole(decimal value) => decimal.Round(value, 0, MidpointRounding.AwayFromZero);

    private static string Text(decimal value) => value.ToString("F0", CultureInfo.InvariantCulture);
}
