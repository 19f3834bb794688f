using Federation.Node.Shell;

namespace Federation.Node.Documents.Holds;

/// <summary>What can be wrong with a request about holds, or with one to destroy what is held. The second never says why it is held.</summary>
internal abstract record HoldRefusal(string Code, int Status, Text Message, string? Field = null) : DocumentRefusal(Code, Status, Message, Field)
{
    internal sealed record Held() : HoldRefusal("held", 423, new(
        "This is under a legal hold: it stays in the trash until the hold is released, and is not destroyed before. Nothing was changed; your officers can tell you more.",
        "Ceci fait l'objet d'une obligation de conservation : il reste dans la corbeille jusqu'à sa levée et n'est pas détruit avant. Rien n'a été modifié ; vos responsables peuvent vous en dire plus.",
        "Esto está bajo retención legal: queda en la papelera hasta que se levante y no se destruye antes. No se ha cambiado nada; sus responsables pueden decirle más."));

    internal sealed record NoSuchHold() : HoldRefusal("no-such-hold", 404, new(
        "There is no such hold.", "Cette obligation de conservation n'existe pas.", "No existe esa retención."));

    internal sealed record ForOfficers() : HoldRefusal("for-officers", 403, new(
        "Only officers and administrators do this, and managers of a group space for holds that they placed on it.",
        "Seuls les responsables et administrateurs le font, et les gestionnaires d'un espace de groupe pour les obligations qu'ils y ont posées.",
        "Solo lo hacen los responsables y administradores, y los gestores de un espacio de grupo con las retenciones que pusieron en él."));

    internal sealed record OwnDocuments() : HoldRefusal("own-documents", 403, new(
        "This hold is on your own documents: another officer or administrator has to release it.",
        "Cette obligation porte sur vos propres documents : un autre responsable ou administrateur doit la lever.",
        "Esta retención es sobre sus propios documentos: la tiene que levantar otro responsable o administrador."));

    internal sealed record WhyMissing() : HoldRefusal("why-missing", 422, new(
        "Write why: the case or the reason. It is kept with the hold.", "Écrivez pourquoi : l'affaire ou le motif. C'est conservé avec l'obligation.",
        "Escriba por qué: el caso o el motivo. Se guarda con la retención."), "why");

    internal sealed record WordsTooLong() : HoldRefusal("words-too-long", 422, new(
        $"A text has at most {DocumentLimits.LongestHoldText} characters.", $"Un texte compte au plus {DocumentLimits.LongestHoldText} caractères.",
        $"Un texto tiene como máximo {DocumentLimits.LongestHoldText} caracteres."), "why");
}
