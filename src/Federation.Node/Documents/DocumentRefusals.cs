using Federation.Node.Documents.Locks;
using Federation.Node.Shell;

namespace Federation.Node.Documents;

/// <summary>What can be wrong with a request about documents. The statuses are those of RFC 4918.</summary>
internal abstract record DocumentRefusal(string Code, int Status, Text Message, string? Field = null)
    : Refusal("documents." + Code, Status, Message, Field)
{
    internal sealed record NotThere() : DocumentRefusal("not-there", 404, new(
        "There is no such document or folder.", "Ce document ou dossier n'existe pas.", "No existe tal documento o carpeta."));

    internal sealed record NoParent() : DocumentRefusal("no-parent", 409, new(
        "The folder it should lie in does not exist. Make the folder first.", "Le dossier qui doit le contenir n'existe pas. Créez-le d'abord.",
        "La carpeta que debe contenerlo no existe. Créela primero."));

    internal sealed record AlreadyThere() : DocumentRefusal("already-there", 405, new(
        "Something of this name is there already.", "Il y a déjà quelque chose de ce nom.", "Ya hay algo con ese nombre."), "name");

    internal sealed record IsAFolder() : DocumentRefusal("is-a-folder", 405, new(
        "A folder of this name is there; a document cannot take its place.", "Un dossier porte ce nom ; un document ne peut pas prendre sa place.",
        "Hay una carpeta con ese nombre; un documento no puede ocupar su lugar."), "file");

    internal sealed record BodyNotUnderstood() : DocumentRefusal("body-not-understood", 415, new(
        "A folder is made without a body.", "Un dossier se crée sans contenu.", "Una carpeta se crea sin contenido."));

    internal sealed record ChangedMeanwhile() : DocumentRefusal("changed-meanwhile", 412, new(
        "It is not as you last saw it. Nothing was changed.", "Il n'est plus tel que vous l'avez vu. Rien n'a été modifié.",
        "Ya no está como lo vio. No se ha cambiado nada."));

    internal sealed record DestinationTaken() : DocumentRefusal("destination-taken", 412, new(
        "Something is at the destination, and it was not to be overwritten.", "La destination est occupée et ne devait pas être écrasée.",
        "El destino está ocupado y no debía sobrescribirse."));

    internal sealed record NoDestination() : DocumentRefusal("no-destination", 400, new(
        "The Destination is missing or is no address under /dav/.", "La destination manque ou n'est pas une adresse sous /dav/.",
        "El destino falta o no es una dirección bajo /dav/."));

    internal sealed record OtherServer() : DocumentRefusal("other-server", 502, new(
        "The destination is on another server; this one moves and copies only within itself.",
        "La destination est sur un autre serveur ; celui-ci ne déplace et ne copie qu'en son sein.",
        "El destino está en otro servidor; este solo mueve y copia dentro de sí mismo."));

    internal sealed record IntoItself() : DocumentRefusal("into-itself", 403, new(
        "A folder cannot be put into itself, nor take the place of a folder it lies in.",
        "Un dossier ne peut pas être placé en lui-même, ni prendre la place d'un dossier qui le contient.",
        "Una carpeta no puede ponerse dentro de sí misma ni ocupar el lugar de una que la contiene."));

    internal sealed record TheSpaceItself() : DocumentRefusal("the-space-itself", 403, new(
        "Your space itself cannot be moved, replaced or deleted.", "Votre espace lui-même ne peut être ni déplacé, ni remplacé, ni supprimé.",
        "Su espacio en sí no se puede mover, reemplazar ni borrar."));

    internal sealed record BadName() : DocumentRefusal("bad-name", 403, new(
        "This is not a name for a document or folder: no / or \\, no control character, not . or .., written in UTF-8 and encoded once.",
        "Ce n'est pas un nom de document ou de dossier : ni / ni \\, pas de caractère de contrôle, ni . ni .., en UTF-8 et encodé une seule fois.",
        "No es un nombre de documento o carpeta: sin / ni \\, sin caracteres de control, ni . ni .., en UTF-8 y codificado una sola vez."), "name");

    internal sealed record NameTooLong() : DocumentRefusal("name-too-long", 403, new(
        $"A name has at most {DocumentLimits.LongestName} bytes.", $"Un nom compte au plus {DocumentLimits.LongestName} octets.",
        $"Un nombre tiene como máximo {DocumentLimits.LongestName} bytes."), "name");

    internal sealed record TooLarge(long Most) : DocumentRefusal("too-large", 413, new(
        $"A document has at most {Most} bytes. Nothing was kept.", $"Un document compte au plus {Most} octets. Rien n'a été conservé.",
        $"Un documento tiene como máximo {Most} bytes. No se ha guardado nada."), "file");

    internal sealed record TooMany() : DocumentRefusal("too-many", 403, new(
        $"More than {DocumentLimits.MostCopied} documents and folders at once. Copy them in parts.",
        $"Plus de {DocumentLimits.MostCopied} documents et dossiers à la fois. Copiez-les par parties.",
        $"Más de {DocumentLimits.MostCopied} documentos y carpetas a la vez. Cópielos por partes."));

    internal sealed record Full() : DocumentRefusal("full", 507, new(
        "The union's disk is full. Nothing was changed; what is there can be read. Tell your administrator.",
        "Le disque du syndicat est plein. Rien n'a été modifié ; ce qui s'y trouve reste lisible. Prévenez votre administrateur.",
        "El disco del sindicato está lleno. No se ha cambiado nada; lo que hay se puede leer. Avise a su administrador."), "file");

    internal sealed record NotDurable() : DocumentRefusal("not-durable", 503, new(
        "The disk did not confirm that it keeps the file. Nothing was changed. Tell your administrator.",
        "Le disque n'a pas confirmé l'enregistrement. Rien n'a été modifié. Prévenez votre administrateur.",
        "El disco no confirmó que guarda el archivo. No se ha cambiado nada. Avise a su administrador."), "file");

    internal sealed record CutShort() : DocumentRefusal("cut-short", 400, new(
        "The transfer broke off. Nothing was kept; send it again.", "Le transfert s'est interrompu. Rien n'a été conservé ; recommencez.",
        "La transferencia se interrumpió. No se ha guardado nada; envíelo otra vez."), "file");

    internal sealed record NoFile() : DocumentRefusal("no-file", 422, new(
        "Choose a file first.", "Choisissez d'abord un fichier.", "Elija primero un archivo."), "file");

    internal sealed record Partial() : DocumentRefusal("partial", 400, new(
        "A part of a document cannot be put; send the whole (RFC 9110 §14.5).", "Une partie de document ne peut pas être envoyée ; envoyez le tout (RFC 9110 §14.5).",
        "No se puede enviar una parte de un documento; envíelo entero (RFC 9110 §14.5)."));

    internal sealed record InfiniteDepth() : DocumentRefusal("infinite-depth", 403, new(
        "The whole tree is not listed at once; ask with Depth 0 or 1.", "L'arbre entier n'est pas listé d'un coup ; demandez avec Depth 0 ou 1.",
        "No se lista todo el árbol de una vez; pida con Depth 0 o 1."));

    internal sealed record BadDepth() : DocumentRefusal("bad-depth", 400, new(
        "The Depth does not fit this request.", "La profondeur (Depth) ne convient pas à cette demande.", "La profundidad (Depth) no vale para esta petición."));

    internal sealed record BadXml() : DocumentRefusal("bad-xml", 400, new(
        "The body is not the XML this request takes; document types and entities are refused.",
        "Le contenu n'est pas le XML attendu ; les types de document et les entités sont refusés.",
        "El contenido no es el XML esperado; los tipos de documento y las entidades se rechazan."));

    internal sealed record BodyTooLarge() : DocumentRefusal("body-too-large", 413, new(
        $"The XML of a request has at most {DocumentLimits.MaxXmlBytes} bytes.", $"Le XML d'une demande compte au plus {DocumentLimits.MaxXmlBytes} octets.",
        $"El XML de una petición tiene como máximo {DocumentLimits.MaxXmlBytes} bytes."));

    internal sealed record BadIf() : DocumentRefusal("bad-if", 400, new(
        "The If header cannot be read (RFC 4918 §10.4).", "L'en-tête If est illisible (RFC 4918 §10.4).", "La cabecera If no se puede leer (RFC 4918 §10.4)."));

    internal sealed record BadLockToken() : DocumentRefusal("bad-lock-token", 400, new(
        "The lock's token is missing or cannot be read.", "Le jeton du verrou manque ou est illisible.", "El testigo del bloqueo falta o no se puede leer."));

    internal sealed record Locked(IReadOnlyList<LockRoot> Roots) : DocumentRefusal("locked", 423, new(
        "A person or program is working on this and has locked it. Nothing was changed; try again when they are done, at the latest in an hour.",
        "Une personne ou un programme y travaille et l'a verrouillé. Rien n'a été modifié ; réessayez quand ce sera fini, au plus tard dans une heure.",
        "Una persona o un programa trabaja en esto y lo ha bloqueado. No se ha cambiado nada; inténtelo cuando termine, a más tardar en una hora."));

    internal sealed record LockedInside(IReadOnlyList<LockRoot> Roots) : DocumentRefusal("locked-inside", 423, new(
        "A person or program is working on something in this folder and has locked it. Nothing was changed; try again when they are done, at the latest in an hour.",
        "Une personne ou un programme travaille sur un élément de ce dossier et l'a verrouillé. Rien n'a été modifié ; réessayez quand ce sera fini, au plus tard dans une heure.",
        "Una persona o un programa trabaja en algo de esta carpeta y lo ha bloqueado. No se ha cambiado nada; inténtelo cuando termine, a más tardar en una hora."));

    internal sealed record LockConflict(IReadOnlyList<LockRoot> Roots) : DocumentRefusal("lock-conflict", 423, new(
        "Another lock is on it already.", "Un autre verrou y est déjà posé.", "Ya tiene otro bloqueo."));

    internal sealed record NoSuchLock() : DocumentRefusal("no-such-lock", 409, new(
        "No lock of this name is on it, or it has run out.", "Aucun verrou de ce nom n'y est posé, ou il a expiré.", "No tiene ningún bloqueo con ese nombre, o ha caducado."));

    internal sealed record NotYourLock() : DocumentRefusal("not-your-lock", 403, new(
        "This lock is somebody else's.", "Ce verrou est à quelqu'un d'autre.", "Este bloqueo es de otra persona."));

    internal sealed record TooManyLocks() : DocumentRefusal("too-many-locks", 507, new(
        $"{DocumentLimits.MostLocks} locks are held in this space; no more are granted until some end.",
        $"{DocumentLimits.MostLocks} verrous sont posés dans cet espace ; il n'en est plus accordé avant que certains ne prennent fin.",
        $"Hay {DocumentLimits.MostLocks} bloqueos en este espacio; no se conceden más hasta que alguno termine."));

    internal sealed record TooManyProperties() : DocumentRefusal("too-many-properties", 507, new(
        $"A document or folder has at most {DocumentLimits.MostProperties} properties of programs, of {DocumentLimits.MaxPropertyBytes} bytes together. None was changed.",
        $"Un document ou dossier a au plus {DocumentLimits.MostProperties} propriétés de programmes, de {DocumentLimits.MaxPropertyBytes} octets en tout. Aucune n'a été modifiée.",
        $"Un documento o carpeta tiene como máximo {DocumentLimits.MostProperties} propiedades de programas, de {DocumentLimits.MaxPropertyBytes} bytes en total. No se ha cambiado ninguna."));

    internal sealed record ProtectedProperty() : DocumentRefusal("protected-property", 403, new(
        "This property is kept by the server; programs cannot set it.", "Cette propriété est tenue par le serveur ; les programmes ne peuvent pas la modifier.",
        "Esta propiedad la lleva el servidor; los programas no pueden modificarla."));

    internal sealed record Busy() : DocumentRefusal("busy", 503, new(
        "Many devices write here at once. Nothing was changed; try again.", "Beaucoup d'appareils écrivent ici à la fois. Rien n'a été modifié ; réessayez.",
        "Muchos dispositivos escriben aquí a la vez. No se ha cambiado nada; inténtelo otra vez."));
}
