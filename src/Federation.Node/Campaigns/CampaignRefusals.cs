using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>What can be wrong with a campaign.</summary>
internal abstract record CampaignRefusal(string Code, int Status, Text Message, string? Field = null)
    : Refusal("campaigns." + Code, Status, Message, Field)
{
    internal sealed record NotFound() : CampaignRefusal("not-found", 404, new(
        "There is no such campaign.", "Cette campagne n'existe pas.", "No existe tal campaña."));

    internal sealed record NoSuchTemplate() : CampaignRefusal("no-such-template", 404, new(
        "There is no such template here.", "Ce modèle n'existe pas ici.", "Esa plantilla no existe aquí."), "template");

    internal sealed record WidensTemplate(Text What) : CampaignRefusal("widens-template", 422, new(
        $"A template is adopted as it is or narrower, and stays comparable: {What.En}",
        $"Un modèle est adopté tel quel ou plus étroit, et reste comparable : {What.Fr}",
        $"Una plantilla se adopta tal cual o más estrecha, y sigue siendo comparable: {What.Es}"), "definition");

    internal sealed record WrongState(CampaignState State) : CampaignRefusal("wrong-state", 409, new(
        $"This cannot be done while the campaign is {State.ToString().ToLowerInvariant()}.",
        $"Ce n'est pas possible dans l'état actuel de la campagne ({State.ToString().ToLowerInvariant()}).",
        $"No es posible en el estado actual de la campaña ({State.ToString().ToLowerInvariant()})."));

    internal sealed record GovernanceUnanswered(int Number) : CampaignRefusal("governance-unanswered", 422, new(
        $"Governance question {Number} has no answer.", $"La question de gouvernance {Number} n'a pas de réponse.",
        $"La pregunta de gobernanza {Number} no tiene respuesta."), $"governance-{Number}");

    internal sealed record NotAssessed(string Section) : CampaignRefusal("not-assessed", 422, new(
        "The stewardship assessment is not complete.", "L'évaluation de la gestion des données n'est pas complète.",
        "La evaluación de la gestión de datos no está completa."), Section);

    internal sealed record LowScore(string Section, int Score) : CampaignRefusal("low-score", 422, new(
        $"The sub-section '{Section}' scores {Score}; it must reach {CampaignRules.LeastScore} before a campaign can open.",
        $"La sous-section « {Section} » obtient {Score} ; il faut au moins {CampaignRules.LeastScore} pour ouvrir une campagne.",
        $"La subsección «{Section}» obtiene {Score}; debe llegar a {CampaignRules.LeastScore} para abrir una campaña."), Section);

    internal sealed record NotOurFederation() : CampaignRefusal("not-our-federation", 409, new(
        "Scores are shared with a federation that has signed that you are its affiliate; this one has not.",
        "Les notes se partagent avec une fédération qui a signé que vous êtes son affilié ; celle-ci ne l'a pas fait.",
        "Las puntuaciones se comparten con una federación que ha firmado que ustedes son su afiliado; esta no lo ha hecho."), "host");

    internal sealed record NoticeNotTranslated(string Language) : CampaignRefusal("notice-not-translated", 422, new(
        $"The notice is missing in this language: {Language}.", $"La notice manque dans cette langue : {Language}.",
        $"Falta el aviso en este idioma: {Language}."), "notice");

    internal sealed record SelfApproval() : CampaignRefusal("self-approval", 409, new(
        "You are the officer of this campaign. Another steward must approve it.",
        "Vous êtes responsable de cette campagne. Un autre gardien des données doit l'approuver.",
        "Usted es responsable de esta campaña. Otro custodio de datos debe aprobarla."));

    internal sealed record NotYours() : CampaignRefusal("not-yours", 403, new(
        "Only the officer of this campaign may do this.", "Seul le responsable de cette campagne peut le faire.",
        "Solo el responsable de esta campaña puede hacerlo."));

    internal sealed record ReasonMissing() : CampaignRefusal("reason-missing", 422, new(
        "Say what should change.", "Dites ce qui doit changer.", "Diga qué debe cambiar."), "reason");

    internal sealed record BrokenDefinition(string Why) : CampaignRefusal("broken-definition", 422, new(
        $"The definition cannot be used: {Why}", $"La définition ne peut pas être utilisée : {Why}", $"La definición no se puede usar: {Why}"), "definition");
}
