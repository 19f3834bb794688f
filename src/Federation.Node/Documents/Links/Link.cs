using Federation.Storage.Keys;

namespace Federation.Node.Documents.Links;

/// <summary>A link as its own events tell it. How often it was used is a row beside them: when somebody downloaded what is nobody's history.</summary>
/// <param name="Id">The link.</param>
/// <param name="SpaceId">The space it leads into.</param>
/// <param name="EntryId">The folder or document.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Inside">Its name and password, sealed.</param>
/// <param name="HasEnded">True once it was ended; nothing brings it back.</param>
public sealed record Link(Guid Id, Guid SpaceId, Guid EntryId, LinkKind Kind, Sealed<LinkInside> Inside, bool HasEnded)
{
    /// <summary>The first event.</summary>
    public static Link Create(LinkMade made) => new(made.LinkId, made.SpaceId, made.EntryId, made.Kind, made.Inside, false);

    /// <summary>Another name or password.</summary>
    public Link Apply(LinkChanged changed) => this with { Inside = changed.Inside };

    /// <summary>Over.</summary>
    public Link Apply(LinkEnded _) => this with { HasEnded = true };
}
