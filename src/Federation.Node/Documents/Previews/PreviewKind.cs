namespace Federation.Node.Documents.Previews;

/// <summary>As what a document is shown.</summary>
internal enum PreviewKind
{
    /// <summary>Nothing of it is shown.</summary>
    None,

    /// <summary>As one picture.</summary>
    Picture,

    /// <summary>As a picture of each page.</summary>
    Pages,

    /// <summary>As its beginning, letter for letter.</summary>
    Text,
}
