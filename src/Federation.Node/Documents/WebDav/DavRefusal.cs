using Federation.Node.Shell;

namespace Federation.Node.Documents.WebDav;

/// <summary>What can be wrong with a question of a program that follows changes; each names a condition of the RFC.</summary>
internal abstract record DavRefusal(string Code, int Status, Text Message, string Condition) : DocumentRefusal(Code, Status, Message)
{
    internal sealed record OtherState() : DavRefusal("other-state", 403, new(
        "This sync token is not one of this folder, or what happened since is forgotten. Ask again without one: everything is told anew.",
        "Ce jeton de synchronisation n'est pas de ce dossier, ou la suite des changements est oubliée. Redemandez sans jeton : tout est redonné.",
        "Esta marca de sincronización no es de esta carpeta, o lo que pasó desde entonces se ha olvidado. Pida de nuevo sin ella: se cuenta todo otra vez."),
        "valid-sync-token"); // RFC 6578 §3.2

    internal sealed record NoSuchReport() : DavRefusal("no-such-report", 403, new(
        "Here is one report: sync-collection, of folders.", "Il y a ici un seul rapport : sync-collection, pour les dossiers.",
        "Aquí hay un solo informe: sync-collection, de carpetas."),
        "supported-report"); // RFC 3253 §3.6
}
