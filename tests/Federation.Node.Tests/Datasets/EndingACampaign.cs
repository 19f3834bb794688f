using Federation.Node.Consents;
using Federation.Node.Consents.Retention;
using Federation.Node.Members;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

/// <summary>The last day of a campaign.</summary>
internal static class EndingACampaign
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Its officer closes a campaign, and its date comes: nothing is left of what was given.</summary>
    /// <param name="node">The union's node.</param>
    /// <param name="campaign">The path of its page.</param>
    /// <param name="others">For whom time passes as well.</param>
    public static async Task DateComes(this RunningNode node, string campaign, params RunningNode[] others)
    {
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open(campaign);
        await officer.Submit(campaign + "/close");
        var pass = (await node.Card(campaign)).KeptUntil!.Value - node.Clock.GetUtcNow() + TimeSpan.FromMinutes(2); // it is closed
        foreach (var each in others.Append(node))
        {
            each.Clock.Advance(pass);
        }

        await Neighbours.Eventually(async () =>
        {
            await node.Services.GetRequiredService<RetentionDesk>().Run(Cancel);
            return (await node.Services.GetRequiredService<IConsents>().AllActive(DatasetSteps.IdOf(campaign), Cancel)).Count == 0;
        }, "what was given is destroyed", [node, .. others]);
    }
}
