using Federation.Node.Shell;

namespace Federation.Node.Documents.Scanning;

/// <summary>
/// Why a document is not taken, or not given out, for what a virus scanner says. 415 is what a server of Nextcloud says of a virus: its programs then leave the file alone for a day,
/// unless it changes.
/// </summary>
internal abstract record ScanRefusal(string Code, int Status, Text Message, string? Field = "file") : DocumentRefusal(Code, Status, Message, Field)
{
    internal sealed record Infected(string Found) : ScanRefusal("infected", 415, new(
        $"The virus scanner found {Found} in this file. Nothing was kept. If you trust the file, ask your administrator.",
        $"L'antivirus a trouvé {Found} dans ce fichier. Rien n'a été conservé. Si vous faites confiance au fichier, adressez-vous à votre administrateur.",
        $"El antivirus encontró {Found} en este archivo. No se ha guardado nada. Si confía en el archivo, pregunte a su administrador."));

    internal sealed record ScannerAway() : ScanRefusal("scanner-away", 503, new(
        "Files are scanned for viruses here, and the scanner does not answer. Nothing was kept; try again in a few minutes.",
        "Les fichiers sont analysés par un antivirus, qui ne répond pas. Rien n'a été conservé ; réessayez dans quelques minutes.",
        "Aquí un antivirus analiza los archivos, y no responde. No se ha guardado nada; inténtelo de nuevo en unos minutos."))
    {
        public override TimeSpan? Pause => ScanLimits.Retry;
    }

    internal sealed record TooLargeToScan() : ScanRefusal("too-large-to-scan", 413, new(
        "Files are scanned for viruses here, and this one is larger than the scanner takes. Nothing was kept; ask your administrator.",
        "Les fichiers sont analysés par un antivirus, et celui-ci est plus grand que ce qu'il accepte. Rien n'a été conservé ; adressez-vous à votre administrateur.",
        "Aquí un antivirus analiza los archivos, y este es más grande de lo que admite. No se ha guardado nada; pregunte a su administrador."));

    internal sealed record Withheld(string Found) : ScanRefusal("withheld", 403, new(
        $"The virus scanner found {Found} in this version after it was kept, so it is not given out. Delete it, or restore an earlier version; ask your administrator if you trust the file.",
        $"L'antivirus a trouvé {Found} dans cette version après sa conservation ; elle n'est plus délivrée. Supprimez-la ou restaurez une version antérieure ; adressez-vous à votre administrateur si vous faites confiance au fichier.",
        $"El antivirus encontró {Found} en esta versión después de guardarla, así que no se entrega. Bórrela o restaure una versión anterior; pregunte a su administrador si confía en el archivo."), null);
}
