using System.Globalization;
using Federation.Node.Campaigns.PayRules;
using Federation.Node.Shell;

namespace Federation.Node.Contributions.GigBox;

/// <summary>What a member's jobs come to, by the hour. Of the single jobs nothing is left in it.</summary>
/// <param name="Jobs">Jobs counted; at least one.</param>
/// <param name="Shifts">Shifts they were done in.</param>
/// <param name="Minutes">From the first job of each shift to the end of its last: with the waiting between them; at least one.</param>
/// <param name="Paid">Paid for them without tips, in the file's currency.</param>
/// <param name="Tips">Tips.</param>
/// <param name="Kilometres">Kilometres driven.</param>
/// <param name="Rule">The campaign's rule.</param>
internal sealed record HourlyPay(int Jobs, int Shifts, long Minutes, decimal Paid, decimal Tips, decimal Kilometres, HourlyPayRule Rule)
{
    /// <summary>What the kilometres cost.</summary>
    public decimal Costs => Kilometres * Rule.CostPerKilometre;

    /// <summary>What is left of an hour; it may be below zero.</summary>
    public decimal PerHour => (Paid + (Rule.WithTips ? Tips : 0) - Costs) * 60 / Minutes;

    /// <summary>True when that is less than the minimum.</summary>
    public bool IsBelow => PerHour < Rule.MinimumPerHour;

    /// <summary>What a field of the schema is given, by what its definition says it imports; null: nothing of this.</summary>
    public string? Figure(string? import) => import switch
    {
        HourlyPayRule.Outcome => IsBelow ? HourlyPayRule.Below : HourlyPayRule.NotBelow,
        "hourly.minutes" => Minutes.ToString(CultureInfo.InvariantCulture),
        "hourly.jobs" => Jobs.ToString(CultureInfo.InvariantCulture),
        "hourly.pay" => Hundredths(Paid),
        "hourly.tips" => Hundredths(Tips),
        "hourly.costs" => Hundredths(Costs),
        "hourly.hourly" => Hundredths(PerHour),
        _ => null,
    };

    /// <summary>The member's own line, for nobody else.</summary>
    public Text Own()
    {
        var (left, minimum, hours) = (Money(PerHour), Money(Rule.MinimumPerHour), (Minutes / 60m).ToString("N1", CultureInfo.CurrentCulture));
        return IsBelow
            ? new($"Of an hour {left} is left to you, after waiting and costs: less than the legal minimum of {minimum}. Counted are {Jobs} jobs in {hours} hours.",
                $"D'une heure il vous reste {left}, attente et frais compris : moins que le minimum légal de {minimum}. Comptées : {Jobs} courses en {hours} heures.",
                $"De una hora le queda {left}, con la espera y los gastos: menos que el mínimo legal de {minimum}. Se cuentan {Jobs} trabajos en {hours} horas.")
            : new($"Of an hour {left} is left to you, after waiting and costs: at least the legal minimum of {minimum}. Counted are {Jobs} jobs in {hours} hours.",
                $"D'une heure il vous reste {left}, attente et frais compris : au moins le minimum légal de {minimum}. Comptées : {Jobs} courses en {hours} heures.",
                $"De una hora le queda {left}, con la espera y los gastos: al menos el mínimo legal de {minimum}. Se cuentan {Jobs} trabajos en {hours} horas.");
    }

    /// <summary>An amount in the reader's language.</summary>
    public static string Money(decimal amount) => amount.ToString("N2", CultureInfo.CurrentCulture);

    private static string Hundredths(decimal value) => decimal.Round(value * 100, 0, MidpointRounding.AwayFromZero).ToString("F0", CultureInfo.InvariantCulture);
}
