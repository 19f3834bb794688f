using System.Globalization;
using Federation.Node.Campaigns;
using Federation.Node.Contributions.WeClock;
using Federation.Node.Shell;

namespace Federation.Node.Contributions;

/// <summary>What can be wrong with a contribution.</summary>
internal abstract record ContributionRefusal(string Code, int Status, Text Message, string? Field = null)
    : Refusal("contributions." + Code, Status, Message, Field)
{
    internal sealed record NoConsent() : ContributionRefusal("no-consent", 409, new(
        "You have not agreed to this campaign, so nothing may be kept. Read the notice first.",
        "Vous n'avez pas accepté cette campagne ; rien ne peut être conservé. Lisez d'abord la notice.",
        "No ha aceptado esta campaña, así que no se puede guardar nada. Lea primero el aviso."));

    internal sealed record NotOpen() : ContributionRefusal("campaign-not-open", 409, new(
        "This campaign takes no contributions now.", "Cette campagne ne reçoit pas de contributions en ce moment.",
        "Esta campaña no recibe contribuciones ahora."));

    internal sealed record Paused(CampaignPause Why) : ContributionRefusal("campaign-paused", 409, Why.Sentence);

    internal sealed record Missing(SchemaField Of) : ContributionRefusal("missing", 422, new(
        $"Fill in: {Of.Label.En}.", $"Remplissez : {Of.Label.Fr}.", $"Rellene: {Of.Label.Es}."), Of.Name);

    internal sealed record NotAWholeNumber(SchemaField Of) : ContributionRefusal("not-a-whole-number", 422, new(
        $"{Of.Label.En} must be a whole number.", $"{Of.Label.Fr} doit être un nombre entier.", $"{Of.Label.Es} debe ser un número entero."), Of.Name);

    internal sealed record NotAnAmount(SchemaField Of) : ContributionRefusal("not-an-amount", 422, new(
        $"{Of.Label.En} must be an amount like 14.50.", $"{Of.Label.Fr} doit être un montant comme 14,50.", $"{Of.Label.Es} debe ser un importe como 14,50."), Of.Name);

    internal sealed record OutOfRange(SchemaField Of) : ContributionRefusal("out-of-range", 422, new(
        $"{Of.Label.En} must be between {Bound(Of, Of.Minimum)} and {Bound(Of, Of.Maximum)}.", $"{Of.Label.Fr} doit être compris entre {Bound(Of, Of.Minimum)} et {Bound(Of, Of.Maximum)}.",
        $"{Of.Label.Es} debe estar entre {Bound(Of, Of.Minimum)} y {Bound(Of, Of.Maximum)}."), Of.Name);

    internal sealed record UnknownChoice(SchemaField Of) : ContributionRefusal("unknown-choice", 422, new(
        $"Choose one of the answers listed for: {Of.Label.En}.", $"Choisissez une des réponses proposées pour : {Of.Label.Fr}.",
        $"Elija una de las respuestas de: {Of.Label.Es}."), Of.Name);

    internal sealed record TooManyAnswers(SchemaField Of) : ContributionRefusal("too-many-answers", 422, new(
        $"{Of.Label.En}: choose at most {Of.Maximum}.", $"{Of.Label.Fr} : choisissez-en au plus {Of.Maximum}.", $"{Of.Label.Es}: elija como máximo {Of.Maximum}."), Of.Name);

    internal sealed record NotAWeek(SchemaField Of) : ContributionRefusal("not-a-week", 422, new(
        $"{Of.Label.En} must be a week like 2026-W45, not in the future and not more than two years ago.", $"{Of.Label.Fr} doit être une semaine comme 2026-W45, ni future ni vieille de plus de deux ans.",
        $"{Of.Label.Es} debe ser una semana como 2026-W45, ni futura ni de hace más de dos años."), Of.Name);

    internal sealed record NotADuration(SchemaField Of) : ContributionRefusal("not-a-duration", 422, new(
        $"{Of.Label.En} must be hours and minutes like 7:30, 7 h 30 or 7.5 h.", $"{Of.Label.Fr} doit être en heures et minutes, comme 7:30, 7 h 30 ou 7,5 h.",
        $"{Of.Label.Es} debe ser horas y minutos, como 7:30, 7 h 30 o 7,5 h."), Of.Name);

    internal sealed record NotADay(SchemaField Of) : ContributionRefusal("not-a-day", 422, new(
        $"{Of.Label.En} must be a day like 2026-11-03.", $"{Of.Label.Fr} doit être un jour comme 2026-11-03.", $"{Of.Label.Es} debe ser un día como 2026-11-03."), Of.Name);

    internal sealed record OutsideDays(SchemaField Of, DateOnly First, DateOnly? Last) : ContributionRefusal("outside-days", 422, Last is { } last
        ? new($"{Of.Label.En} must be a day from {Dates.Day(First).En} to {Dates.Day(last).En}.", $"{Of.Label.Fr} doit être un jour du {Dates.Day(First).Fr} au {Dates.Day(last).Fr}.",
            $"{Of.Label.Es} debe ser un día del {Dates.Day(First).Es} al {Dates.Day(last).Es}.")
        : new($"{Of.Label.En} must be a day from {Dates.Day(First).En} on, and not in the future.", $"{Of.Label.Fr} doit être un jour à partir du {Dates.Day(First).Fr}, et pas dans le futur.",
            $"{Of.Label.Es} debe ser un día desde el {Dates.Day(First).Es}, y no en el futuro."), Of.Name);

    internal sealed record LongText(SchemaField Of) : ContributionRefusal("long-text", 422, new(
        $"{Of.Label.En} takes at most {SchemaField.LongestText} characters.", $"{Of.Label.Fr} accepte au plus {SchemaField.LongestText} caractères.",
        $"{Of.Label.Es} admite como máximo {SchemaField.LongestText} caracteres."), Of.Name);

    internal sealed record NothingAtWork() : ContributionRefusal("nothing-at-work", 422, new(
        "At the place you chose, the export shows no time. Choose another place.",
        "À l'endroit choisi, l'export ne montre aucun temps. Choisissez un autre lieu.",
        "En el lugar elegido, la exportación no muestra tiempo. Elija otro lugar."), "work");

    internal sealed record NoWayToWork() : ContributionRefusal("no-way-to-work", 422, new(
        "In no week the export shows the way between your home and your work: the phone has to be seen at home on at least two nights, and on the way without an hour of silence. Type your figures instead.",
        "L'export ne montre dans aucune semaine le trajet entre votre domicile et votre travail : le téléphone doit avoir été vu chez vous au moins deux nuits, et en chemin sans une heure de silence. Saisissez vos chiffres.",
        "La exportación no muestra en ninguna semana el trayecto entre su casa y su trabajo: el teléfono debe haberse visto en casa al menos dos noches, y en el camino sin una hora de silencio. Escriba sus cifras."), "work");

    internal sealed record DraftGone() : ContributionRefusal("draft-gone", 410, new(
        "The upload was kept for an hour and is gone. Upload the file again.",
        "Le fichier a été gardé une heure et a disparu. Envoyez-le à nouveau.",
        "El archivo se guardó una hora y ya no está. Envíelo de nuevo."));

    internal sealed record NoFile() : ContributionRefusal("no-file", 422, new(
        "Choose the file that WeClock exported.", "Choisissez le fichier exporté par WeClock.", "Elija el archivo que exportó WeClock."), "file");

    internal sealed record Export(ImportRefusal Of) : ContributionRefusal(
        Of.Code, 422, new(Of.Sentence("en"), Of.Sentence("fr"), Of.Sentence("es")), Of.Fault is ImportFault.NoWorkPlace ? "work" : "file");

    internal sealed record TooManyWeeks(int Limit) : ContributionRefusal("too-many-weeks", 422, new(
        string.Create(CultureInfo.InvariantCulture, $"A contribution covers at most {Limit} weeks."),
        string.Create(CultureInfo.InvariantCulture, $"Une contribution couvre au plus {Limit} semaines."),
        string.Create(CultureInfo.InvariantCulture, $"Una contribución abarca como máximo {Limit} semanas.")));

    // Money and durations as they are typed.
    private static string Bound(SchemaField field, long? bound) => field is { Duration: true, Unit: Units.Minutes } && bound is { } minutes ? Durations.Say(minutes)
        : (Units.Currency(field.Unit) is null ? bound : bound / 100m)?.ToString(CultureInfo.InvariantCulture) ?? "";
}
