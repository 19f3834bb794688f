namespace Federation.Node.Documents.Previews;

/// <summary>What a page shows of a document.</summary>
/// <param name="Kind">As what.</param>
/// <param name="Address">Of its picture; null: it was found that none can be made.</param>
/// <param name="Pages">Of the page that shows all pages; null: there is none.</param>
/// <param name="Words">The beginning of a text.</param>
/// <param name="IsWhole">Whether that is all of it.</param>
internal sealed record Look(PreviewKind Kind, string? Address, string? Pages = null, string? Words = null, bool IsWhole = true);
