using Federation.Node.Campaigns;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Members;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

/// <summary>A federation and the unions that it follows, as far as tests of its sums need it.</summary>
internal static class FederationSteps
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Publishes "Working hours 2026", or another definition.</summary>
    public static async Task PublishTemplate(this RunningNode federation, string definition = "")
    {
        using var officer = await federation.SignedIn("fleur", Roles.Officer);
        await officer.Open("/templates");
        await officer.Submit("/templates", ("definition", definition));
        Assert.Single(await federation.Services.GetRequiredService<ITemplates>().All(Cancel));
    }

    /// <summary>The two follow each other: tables go one way, templates the other.</summary>
    public static async Task Affiliate(this RunningNode federation, RunningNode union)
    {
        await federation.Befriend(union);
        await union.Befriend(federation);
        await federation.Follow(union, "statistics");
        await union.Follow(federation, "templates");
    }

    /// <summary>The same, and waits until the federation's template is there to adopt.</summary>
    public static async Task AffiliateWithTemplate(this RunningNode federation, RunningNode union, RunningNode[] all)
    {
        await federation.Affiliate(union);
        await Neighbours.Eventually(async () => (await union.Services.GetRequiredService<ITemplates>().All(Cancel)).Count == 1, "the template arrives", all);
    }

    public static Task<IReadOnlyList<Mirror>> Mirrors(this RunningNode node) => node.Services.GetRequiredService<MirrorShelf>().All(Cancel);

    /// <summary>The table that a dataset's newest version publishes.</summary>
    public static async Task<TableFile> Table(this RunningNode node, string path) =>
        (await node.Services.GetRequiredService<ReleaseFiles>().Table(ReleaseFiles.Ours, (await node.Dataset(path))!.Current!.TableSha256, Cancel))!;
}
