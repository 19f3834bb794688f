using Federation.Node.Shell;

namespace Federation.Node.Documents.SyncClients;

/// <summary>What can be wrong with a request of a sync program.</summary>
internal abstract record SyncRefusal(string Code, int Status, Text Message) : DocumentRefusal(Code, Status, Message)
{
    internal sealed record WrongChecksum(string Kind) : SyncRefusal("wrong-checksum", 400, new(
        $"The bytes that came do not add up to the {Kind} checksum sent with them. Nothing was changed; send them again.",
        $"Les octets reçus ne correspondent pas à la somme {Kind} envoyée avec eux. Rien n'a été modifié ; envoyez-les à nouveau.",
        $"Los bytes recibidos no corresponden a la suma {Kind} enviada con ellos. No se ha cambiado nada; envíelos otra vez."));

    internal sealed record NotForTrash() : SyncRefusal("not-for-trash", 405, new(
        "What is in the trash is listed, read, restored by a MOVE to restore/, or deleted for good; in folders, only listed and read.",
        "Ce qui est dans la corbeille se liste, se lit, se restaure par un MOVE vers restore/ ou se supprime définitivement ; dans un dossier, seulement se liste et se lit.",
        "Lo que está en la papelera se lista, se lee, se restaura con un MOVE a restore/ o se borra para siempre; dentro de una carpeta, solo se lista y se lee."));

    internal sealed record NotForVersions() : SyncRefusal("not-for-versions", 405, new(
        "Versions are listed, read and restored, by a MOVE or COPY to restore/; which are kept is decided by a schedule.",
        "Les versions se listent, se lisent et se restaurent, par un MOVE ou COPY vers restore/ ; un calendrier décide lesquelles sont gardées.",
        "Las versiones se listan, se leen y se restauran, con un MOVE o COPY a restore/; un calendario decide cuáles se guardan."));

    internal sealed record NotForParts() : SyncRefusal("not-for-parts", 405, new(
        "Parts have numbers for names and are put, listed and dropped; what they are together, .file, is moved.",
        "Les parties portent des numéros et s'envoient, se listent et se retirent ; leur ensemble, .file, se déplace.",
        "Las partes llevan números y se envían, se listan y se retiran; el conjunto, .file, se mueve."));
}
