using Federation.Node.Campaigns;
using Federation.Node.Shell;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>What a member worked beside what they were paid: for nobody but them.</summary>
/// <param name="Weeks">Week by week, oldest first.</param>
/// <param name="Unit">Of the amounts, see <see cref="Units"/>; null where no pay is asked for.</param>
internal sealed record OwnHours(IReadOnlyList<OwnWeek> Weeks, string? Unit)
{
    /// <summary>Weeks that have both.</summary>
    public IReadOnlyList<OwnWeek> Compared => [.. Weeks.Where(week => week.Difference is not null)];

    /// <summary>Minutes recorded in the weeks compared.</summary>
    public long Recorded => Compared.Sum(week => week.Recorded!.Value); // compared

    /// <summary>Minutes paid in the weeks compared.</summary>
    public long Paid => Compared.Sum(week => week.Paid!.Value); // compared

    /// <summary>Minutes recorded and not paid, the weeks balanced; below zero when more was paid.</summary>
    public long Difference => Recorded - Paid;

    /// <summary>What they would have brought, in hundredths of the currency.</summary>
    public long Money => Compared.Sum(week => week.Money!.Value); // compared

    /// <summary>Of what a member holds.</summary>
    public static OwnHours Of(HoursFields fields, IReadOnlyList<ContributedRow> rows) => new(
        [.. rows.Select(row => new OwnWeek(row.Dimensions.GetValueOrDefault(fields.Week.Name, ""), Figure(row, fields.Recorded), Figure(row, fields.Paid), Figure(row, fields.Rate)))],
        fields.Rate?.Unit);

    /// <summary>The member's own line.</summary>
    public Text Words()
    {
        var (recorded, paid, hours, money) = (Hours(Recorded), Hours(Paid), Hours(Math.Abs(Difference)), Units.Say(Math.Abs(Money), Unit));
        return Compared.Count == 0
            ? new("There is no week yet of which both are known.", "Il n'y a pas encore de semaine dont les deux soient connus.", "Aún no hay ninguna semana de la que se sepan las dos cosas.")
            : Difference > 0
                ? new($"In the weeks with both ({Compared.Count}) you recorded {recorded} and were paid {paid}: {hours} were not paid, {money}.",
                    $"Pour les semaines avec les deux ({Compared.Count}) vous avez noté {recorded} et {paid} vous ont été payées : {hours} n'ont pas été payées, soit {money}.",
                    $"En las semanas con ambas ({Compared.Count}) usted registró {recorded} y le pagaron {paid}: {hours} no se pagaron, {money}.")
                : new($"In the weeks with both ({Compared.Count}) you recorded {recorded} and were paid {paid}: nothing is missing.",
                    $"Pour les semaines avec les deux ({Compared.Count}) vous avez noté {recorded} et {paid} vous ont été payées : il ne manque rien.",
                    $"En las semanas con ambas ({Compared.Count}) usted registró {recorded} y le pagaron {paid}: no falta nada.");
    }

    /// <summary>Minutes as hours, with their sign.</summary>
    public static string Hours(long minutes) => (minutes < 0 ? "−" : "") + Units.Say(Math.Abs(minutes), Units.Minutes);

    private static long? Figure(ContributedRow row, SchemaField? field) => field is not null && row.Measures.TryGetValue(field.Name, out var figure) ? figure : null;
}

/// <summary>One week.</summary>
/// <param name="Week">ISO 8601, like <c>2026-W45</c>.</param>
/// <param name="Recorded">Minutes worked as the member recorded them; null when they gave none.</param>
/// <param name="Paid">Minutes paid; null when not given yet.</param>
/// <param name="Rate">Pay for an hour, in hundredths.</param>
internal sealed record OwnWeek(string Week, long? Recorded, long? Paid, long? Rate)
{
    /// <summary>Minutes recorded and not paid; below zero when more was paid; null when one of the two is not known.</summary>
    public long? Difference => Recorded - Paid;

    /// <summary>What they would have brought, in hundredths, to the nearest.</summary>
    public long? Money => Difference is { } minutes && Rate is { } rate ? (long)Math.Round(minutes * rate / 60m, MidpointRounding.AwayFromZero) : null;
}
