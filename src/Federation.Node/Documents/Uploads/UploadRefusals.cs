using Federation.Node.Shell;

namespace Federation.Node.Documents.Uploads;

/// <summary>What can be wrong with a request about an upload. The statuses are those of tus 1.0.</summary>
internal abstract record UploadRefusal(string Code, int Status, Text Message) : DocumentRefusal("upload-" + Code, Status, Message)
{
    internal sealed record NoSuchUpload() : UploadRefusal("not-there", 404, new(
        "There is no such upload; it was finished, given up or never begun.", "Cet envoi n'existe pas : il a été terminé, abandonné ou jamais commencé.",
        "No existe tal envío: se terminó, se abandonó o nunca empezó."));

    internal sealed record Expired() : UploadRefusal("expired", 410, new(
        "Nothing came of this upload for a day, so it was given up. Begin again.", "Rien n'est venu de cet envoi depuis un jour ; il a été abandonné. Recommencez.",
        "No llegó nada de este envío en un día, así que se abandonó. Empiece de nuevo."));

    internal sealed record OtherVersion() : UploadRefusal("other-version", 412, new(
        "This server speaks tus 1.0.0; the header Tus-Resumable must say so.", "Ce serveur parle tus 1.0.0 ; l'en-tête Tus-Resumable doit l'indiquer.",
        "Este servidor habla tus 1.0.0; la cabecera Tus-Resumable debe decirlo."));

    internal sealed record BadHeader(string Name) : UploadRefusal("bad-header", 400, new(
        $"The header {Name} is missing or cannot be read.", $"L'en-tête {Name} manque ou est illisible.", $"La cabecera {Name} falta o no se puede leer."));

    internal sealed record OtherType() : UploadRefusal("other-type", 415, new(
        "Bytes of an upload come as application/offset+octet-stream.", "Les octets d'un envoi arrivent en application/offset+octet-stream.",
        "Los bytes de un envío llegan como application/offset+octet-stream."));

    internal sealed record OtherOffset(long Received) : UploadRefusal("other-offset", 409, new(
        $"{Received} bytes are here already; go on from there.", $"{Received} octets sont déjà là ; continuez à partir de là.",
        $"Ya hay {Received} bytes aquí; siga desde ahí."));

    internal sealed record LongerThanAnnounced(long Length) : UploadRefusal("longer-than-announced", 413, new(
        $"The upload was to have {Length} bytes, and these are more. They were not kept.", $"L'envoi devait compter {Length} octets, et ceci en fait davantage. Ils n'ont pas été conservés.",
        $"El envío debía tener {Length} bytes, y estos son más. No se han guardado."));

    internal sealed record TooManyUploads(long Most, long MostBytes) : UploadRefusal("too-many", 429, new(
        $"You have at most {Most} uploads under way at once, of {MostBytes} bytes together. Wait for some to end, or give them up.",
        $"Vous avez au plus {Most} envois en cours à la fois, de {MostBytes} octets en tout. Attendez que certains se terminent, ou abandonnez-les.",
        $"Puede tener como máximo {Most} envíos a la vez, de {MostBytes} bytes en total. Espere a que termine alguno o abandónelo."));

    internal sealed record ChecksumMismatch() : UploadRefusal("checksum-mismatch", 460, new(
        "What came is not what the checksum says was sent. It was not kept; send it again.", "Ce qui est arrivé n'est pas ce que la somme de contrôle annonce. Rien n'a été conservé ; renvoyez-le.",
        "Lo que llegó no es lo que dice la suma de comprobación. No se ha guardado; envíelo otra vez."));

    internal sealed record BeingJoined() : UploadRefusal("being-joined", 423, new(
        "All of it is here and is being made a document. Ask again in a moment.", "Tout est arrivé et devient un document. Redemandez dans un instant.",
        "Todo está aquí y se está convirtiendo en un documento. Pregunte de nuevo en un momento."));

    internal sealed record NotAllThere() : UploadRefusal("not-all-there", 409, new(
        "Not all of these parts are here in full. Send what is missing, then join them.", "Ces parties ne sont pas toutes arrivées en entier. Envoyez ce qui manque, puis réunissez-les.",
        "No todas estas partes están completas. Envíe lo que falta y únalas después."));

    internal sealed record JoinedFromParts() : UploadRefusal("joined-from-parts", 403, new(
        "This upload was joined from parts; nothing can be added to it.", "Cet envoi a été réuni à partir de parties ; rien ne peut y être ajouté.",
        "Este envío se unió a partir de partes; no se le puede añadir nada."));
}
