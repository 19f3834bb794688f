using System.Security.Cryptography;
using System.Text;

namespace Federation.Node.Campaigns;

/// <summary>A published template, ours or a peer's: what it says is never changed, it may be signed again.</summary>
/// <param name="Id">Derived from the URL, so that an announcement received twice meets itself.</param>
/// <param name="Url">Where its publisher serves it.</param>
/// <param name="PublisherHost">Whose it is.</param>
/// <param name="IsOurs">Published here.</param>
/// <param name="Definition">What it says.</param>
/// <param name="Document">The signed document in canonical form (RFC 8785): the bytes of the file.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of the document.</param>
public sealed record Template(
    Guid Id, string Url, string PublisherHost, bool IsOurs, CampaignDefinition Definition, string Document, string Sha256)
{
    /// <summary>Ours.</summary>
    public static Template Create(TemplatePublished published)
    {
        ArgumentNullException.ThrowIfNull(published);
        return new(
            published.TemplateId, published.Url, new Uri(published.Url).Authority, true, published.Definition, published.Document, published.Sha256);
    }

    /// <summary>A peer's.</summary>
    public static Template Create(TemplateReceived received)
    {
        ArgumentNullException.ThrowIfNull(received);
        return new(received.TemplateId, received.Url, received.PeerHost, false, received.Definition, received.Document, received.Sha256);
    }

    /// <summary>By another key.</summary>
    public Template Apply(TemplateSignedAgain again)
    {
        ArgumentNullException.ThrowIfNull(again);
        return this with { Document = again.Document, Sha256 = again.Sha256 };
    }

    /// <summary>The stream of a URL.</summary>
    internal static Guid IdOf(string url) => new(SHA256.HashData(Encoding.UTF8.GetBytes("template " + url)).AsSpan(0, 16));
}
