using Federation.Node.Shell;

namespace Federation.Node.Datasets.Formats;

/// <summary>One form in which a release can be downloaded. It is made of the signed description and the table and of nothing else, so it is not stored: the same release gives the same bytes.</summary>
internal interface IReleaseFormat
{
    /// <summary>The last part of its address under the version, like <c>table.fr.xlsx</c>.</summary>
    string FileName { get; }

    /// <summary>Its media type.</summary>
    string MediaType { get; }

    /// <summary>URL of what specifies it.</summary>
    string Standard { get; }

    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Who it is for.</summary>
    Text For { get; }

    /// <summary>The language of its words, like <c>fr</c>; null when it holds all three, or none.</summary>
    string? Language { get; }

    /// <summary>The file.</summary>
    Task<byte[]> Write(PublishedTable release, CancellationToken cancel);
}
