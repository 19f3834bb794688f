using Federation.Node.Shell;

namespace Federation.Node.Documents.Previews;

/// <summary>Why there is no preview.</summary>
internal abstract record PreviewRefusal(string Code, int Status, Text Message) : DocumentRefusal(Code, Status, Message)
{
    internal sealed record None() : PreviewRefusal("no-preview", 404, new(
        "There is no preview of this: it is no picture or PDF that can be read, or it has no such page. The document itself can be downloaded.",
        "Il n'y a pas d'aperçu : ce n'est ni une image ni un PDF lisible, ou cette page n'existe pas. Le document lui-même peut être téléchargé.",
        "No hay vista previa: no es una imagen ni un PDF legible, o no tiene esa página. El documento en sí se puede descargar."));
}
