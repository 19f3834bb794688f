using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Keys;
using Federation.Protocol.Json;
using Marten;

namespace Federation.Node.Campaigns;

/// <summary>Our templates, when a key of ours goes.</summary>
internal sealed class KeptTemplates : IKeptDocuments
{
    public async Task Replace(IReadOnlyDictionary<string, JsonObject> signedAgain, IDocumentSession session, DateTimeOffset now, CancellationToken cancel)
    {
        var ours = signedAgain.Keys.ToDictionary(Template.IdOf);
        foreach (var template in await session.Query<Template>().Where(each => each.IsOurs && each.Id.IsOneOf(ours.Keys.ToArray())).ToListAsync(cancel))
        {
            var stream = await session.Events.FetchForWriting<Template>(template.Id, cancel);
            var document = signedAgain[ours[template.Id]];
            stream.AppendOne(new TemplateSignedAgain(template.Id, SignedCopy.Text(document), CanonicalJson.Sha256(document), now));
        }
    }
}
