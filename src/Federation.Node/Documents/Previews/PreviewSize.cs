namespace Federation.Node.Documents.Previews;

/// <summary>How large a preview is. The numbers are kept.</summary>
internal enum PreviewSize
{
    /// <summary>For lists.</summary>
    Small = 1,

    /// <summary>To look at.</summary>
    Large = 2,
}
