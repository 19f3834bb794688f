using Federation.Node.Shell;

namespace Federation.Node.Documents.SyncClients;

/// <summary>What can be wrong with a request of a sync program.</summary>
internal abstract record SyncRefusal(string Code, int Status, Text Message) : DocumentRefusal(Code, Status, Message)
{
    internal sealed record WrongChecksum(string Kind) : SyncRefusal("wrong-checksum", 400, new(
        $"The bytes that came do not add up to the {Kind} checksum sent with them. Nothing was changed; send them again.",
        $"Les octets reçus ne correspondent pas à la somme {Kind} envoyée avec eux. Rien n'a été modifié ; envoyez-les à nouveau.",
        $"Los bytes recibidos no corresponden a la suma {Kind} enviada con ellos. No se ha cambiado nada; envíelos otra vez."));

    internal sealed record NoSuchUpload() : SyncRefusal("no-such-upload", 404, new(
        "No upload of this name is under way; it ended, or nothing came for a day. Begin it again.",
        "Aucun envoi de ce nom n'est en cours ; il est terminé, ou rien n'est arrivé depuis un jour. Recommencez-le.",
        "No hay ningún envío en curso con ese nombre; terminó, o no llegó nada en un día. Empiécelo otra vez."));

    internal sealed record TooManyUploads() : SyncRefusal("too-many-uploads", 507, new(
        $"{DocumentLimits.MostSyncUploads} uploads in parts are under way. End some, or wait a day for those that were abandoned.",
        $"{DocumentLimits.MostSyncUploads} envois en parties sont en cours. Terminez-en, ou attendez un jour que les abandonnés disparaissent.",
        $"Hay {DocumentLimits.MostSyncUploads} envíos por partes en curso. Termine algunos, o espere un día a que desaparezcan los abandonados."));

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
