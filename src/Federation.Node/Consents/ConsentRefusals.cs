using Federation.Node.Campaigns;
using Federation.Node.Shell;

namespace Federation.Node.Consents;

/// <summary>What can be wrong with an answer to a notice.</summary>
internal abstract record ConsentRefusal(string Code, int Status, Text Message, string? Field = null)
    : Refusal("consents." + Code, Status, Message, Field)
{
    internal sealed record NotOpen() : ConsentRefusal("campaign-not-open", 409, new(
        "This campaign is not open; there is nothing to agree to.", "Cette campagne n'est pas ouverte ; il n'y a rien à accepter.",
        "Esta campaña no está abierta; no hay nada que aceptar."));

    internal sealed record Paused(CampaignPause Why) : ConsentRefusal("campaign-paused", 409, Why.Sentence);

    internal sealed record NoticeChanged() : ConsentRefusal("notice-changed", 409, new(
        "The notice is not the one you read. Read it as it is now, then answer.",
        "La notice n'est plus celle que vous avez lue. Lisez-la telle qu'elle est, puis répondez.",
        "El aviso no es el que leyó. Léalo como está ahora y responda."));

    internal sealed record OutOfDate() : ConsentRefusal("out-of-date", 409, new(
        "You have answered or withdrawn since this page was loaded. Look again, then answer.",
        "Vous avez répondu ou vous êtes retiré depuis le chargement de cette page. Regardez à nouveau, puis répondez.",
        "Ha respondido o se ha retirado desde que se cargó esta página. Mire de nuevo y responda."));

    internal sealed record NoAnswer() : ConsentRefusal("no-answer", 422, new(
        "Say whether you agree or refuse.", "Dites si vous acceptez ou refusez.", "Diga si acepta o rechaza."));

    internal sealed record NotYours() : ConsentRefusal("not-found", 404, new(
        "You have no such consent.", "Vous n'avez pas ce consentement.", "No tiene tal consentimiento."));
}
