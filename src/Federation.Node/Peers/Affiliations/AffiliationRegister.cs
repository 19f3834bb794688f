using Federation.Node.Hosting.Configuration;
using Marten;

namespace Federation.Node.Peers.Affiliations;

/// <summary>Answers other rooms who belongs to whom; only peers count.</summary>
internal sealed class AffiliationRegister(IDocumentStore store, PeerRegister register, NodeOptions options, TimeProvider time) : IAffiliations
{
    public Task<IReadOnlyList<string>> Federations(CancellationToken cancel) =>
        Good(each => each.Issuer.Length > 0 && each.Host == options.Origin.Authority, each => each.Issuer, cancel);

    public Task<IReadOnlyList<string>> Affiliates(CancellationToken cancel) => Good(each => each.Issuer.Length == 0, each => each.Host, cancel);

    private async Task<IReadOnlyList<string>> Good(Func<Affiliation, bool> counts, Func<Affiliation, string> host, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var session = store.QuerySession();
        var signed = await session.Query<Affiliation>().Where(each => each.State == AffiliationState.Signed).ToListAsync(cancel);
        var peers = (await register.Accepted(cancel)).Select(peer => peer.Host).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. signed.Where(each => each.IsGood(now) && counts(each)).Select(host).Where(peers.Contains).Distinct().Order(StringComparer.Ordinal)];
    }
}
