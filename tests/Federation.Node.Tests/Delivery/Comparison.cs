using Federation.Node.Delivery;
using Federation.Node.Delivery.CatchUp;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

/// <summary>What the node does with each followed catalogue once a day.</summary>
internal static class Comparison
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Compares the one catalogue that is followed with what its publisher states, and reads what is missing.</summary>
    public static async Task<CatchUpCard> Compare(this RunningNode node)
    {
        var catalogues = node.Services.GetRequiredService<FollowedCatalogues>();
        await catalogues.Claim(Cancel); // takes up what is followed now
        var (host, catalogue) = Assert.Single(await node.Services.GetRequiredService<IFollowing>().Followed(Cancel));
        var cursor = (long)(await node.Scalar("select cursor from node.catch_up"))!; // just taken up

        await node.Services.GetRequiredService<CatchUpTurn>().Run(new FollowedCatalogue(host, catalogue, cursor), Cancel);

        return Assert.Single(await catalogues.All(Cancel));
    }
}
