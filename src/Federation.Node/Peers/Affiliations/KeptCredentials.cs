using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Keys;
using Marten;

namespace Federation.Node.Peers.Affiliations;

/// <summary>Our credentials, when a key of ours goes.</summary>
internal sealed class KeptCredentials : IKeptDocuments
{
    public async Task Replace(IReadOnlyDictionary<string, JsonObject> signedAgain, IDocumentSession session, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var (id, document) in signedAgain.Where(each => AffiliationCredential.IsOne(each.Value)))
        {
            var stream = await session.Events.FetchForWriting<Affiliation>(Affiliation.IdOf(id), cancel);
            if (stream.Aggregate is { Document: not null, Issuer: "" })
            {
                stream.AppendOne(new AffiliationSignedAgain(stream.Id, SignedCopy.Text(document), now));
            }
        }
    }
}
