using System.Security.Cryptography;
using System.Text;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Json;
using Marten;
using Marten.Exceptions;

namespace Federation.Node.Campaigns;

/// <summary>Signs a definition as a template and announces it to those who follow our templates.</summary>
internal sealed class TemplatePress(
    IDocumentStore store, TemplateShelf shelf, INodeIdentity identity, IActivities activities, NodeOptions options, TimeProvider time)
{
    /// <summary>The catalogue that peers follow.</summary>
    public const string Catalogue = "templates";

    /// <summary>Publishes; the same definition a second time changes nothing.</summary>
    public async Task<CampaignRefusal?> Publish(string definition, Guid by, CancellationToken cancel)
    {
        var (read, refusal) = CampaignDefinitions.Read(definition);
        if (read is null)
        {
            return refusal;
        }

        var strict = StrictJson.ReadObject(Encoding.UTF8.GetBytes(definition));
        if (!strict.IsRead)
        {
            return new CampaignRefusal.BrokenDefinition(strict.Reason);
        }

        // Named by its content: two officers who publish the same thing publish one template.
        var name = new Guid(SHA256.HashData(CanonicalJson.Bytes(strict.Document)).AsSpan(0, 16));
        var url = UrlOf(options, name);
        if (await shelf.Load(url.AbsoluteUri, cancel) is not null)
        {
            return null;
        }

        var signed = identity.SignObject(TemplateAnnouncement.Document(url, identity.ActorOf(Catalogue), strict.Document));
        var bytes = CanonicalJson.Bytes(signed);
        if (bytes.Length > TemplateAnnouncement.MaxBytes)
        {
            return new CampaignRefusal.BrokenDefinition($"signed, it is larger than {TemplateAnnouncement.MaxBytes} bytes.");
        }

        var id = Template.IdOf(url.AbsoluteUri);
        await using var session = store.LightweightSession();
        session.Events.StartStream<Template>(id, new TemplatePublished(
            id, url.AbsoluteUri, read, Encoding.UTF8.GetString(bytes), CanonicalJson.Sha256(signed), by, time.GetUtcNow()));
        activities.Publish(session, TemplateAnnouncement.Of(signed, read.Title.En), new Audience.Followers(Catalogue));
        try
        {
            await session.SaveChangesAsync(cancel);
        }
        catch (ExistingStreamIdCollisionException) when (!cancel.IsCancellationRequested)
        {
            return null; // somebody published the same definition at the same moment, and announced it
        }

        return null;
    }

    /// <summary>Where a template of ours is served.</summary>
    public static Uri UrlOf(NodeOptions options, Guid name) => new(options.Origin, $"/templates/{name}.json");
}
