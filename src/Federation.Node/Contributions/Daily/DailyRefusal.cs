using Federation.Node.Shell;

namespace Federation.Node.Contributions.Daily;

/// <summary>What can be wrong with the answers of a day, beside what can be wrong with any.</summary>
internal static class DailyRefusal
{
    internal sealed record DayNotOpen(DateOnly First, DateOnly Last) : ContributionRefusal("day-not-open", 422, new(
        $"Only the days from {Dates.Day(First).En} to {Dates.Day(Last).En} can be answered or corrected now.",
        $"Seuls les jours du {Dates.Day(First).Fr} au {Dates.Day(Last).Fr} peuvent encore être répondus ou corrigés.",
        $"Ahora solo se pueden responder o corregir los días del {Dates.Day(First).Es} al {Dates.Day(Last).Es}."), FormField)
    {
        /// <summary>In which the form says its day; no field of a campaign has such a name.</summary>
        public const string FormField = "for-day";
    }

    internal sealed record WeekAddedUp(string Week) : ContributionRefusal("week-added-up", 409, new(
        $"The days of week {Week} were added up already and are destroyed. Nothing can be added to the week any more, nor corrected.",
        $"Les jours de la semaine {Week} ont déjà été additionnés et sont détruits. Plus rien ne peut être ajouté à cette semaine, ni corrigé.",
        $"Los días de la semana {Week} ya se sumaron y están destruidos. Ya no se puede añadir nada a esa semana, ni corregirla."), DayNotOpen.FormField);

    internal sealed record AskedDaily() : ContributionRefusal("asked-daily", 409, new(
        "This campaign asks day by day. Answer on its page for today; no sums of weeks are taken.",
        "Cette campagne interroge jour après jour. Répondez sur sa page du jour ; aucune somme de semaine n'est acceptée.",
        "Esta campaña pregunta día a día. Responda en su página de hoy; no se aceptan sumas de semanas."));
}
