using Federation.Node.Documents.Search;

namespace Federation.Node.Documents.Previews;

/// <summary>
/// Tells by the name's ending as what a document is shown; what it really is, the program sees that reads it. Drawings in SVG are programs in the name of
/// a picture and are never shown.
/// </summary>
internal static class PreviewKinds
{
    private static readonly Dictionary<string, PreviewKind> Kinds = new[]
    {
        (Kind: PreviewKind.Picture, Endings: (string[])[".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp", ".bmp"]),
        (PreviewKind.Pages, [".pdf"]),
        (Kind: PreviewKind.Text, Endings: PlainText.Endings),
    }.SelectMany(kind => kind.Endings, (kind, ending) => (ending, kind.Kind)).ToDictionary(StringComparer.OrdinalIgnoreCase);

    public static PreviewKind Of(EntryCard card) => card.IsFolder ? PreviewKind.None : Kinds.GetValueOrDefault(Path.GetExtension(card.Name));

    /// <summary>Whether there may be a picture of it; that it can be made is seen when somebody asks.</summary>
    public static bool IsDrawn(EntryCard card) => Of(card) is PreviewKind.Picture or PreviewKind.Pages && card.Length is > 0 and <= PreviewLimits.MaxBytes;
}
