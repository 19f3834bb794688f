using Federation.Node.CommandLine.Demo.Chapters;
using Federation.Node.CommandLine.Demo.Nodes;

namespace Federation.Node.CommandLine.Demo;

/// <summary>The main story of PRODUCT.md, chapter by chapter.</summary>
internal static class DemoStory
{
    public static async Task Play(DemoStage stage, IReadOnlyList<DemoNode> nodes)
    {
        await Founding.Play(stage, nodes);
        await Acquaintance.Play(stage);
        await Campaigning.Play(stage);
        await Membership.Play(stage);
        await Contributing.Play(stage);
        await Receipts.Play(stage);
        await Filing.Play(stage);
        await Releasing.Play(stage);
        await RollingUp.Play(stage);
        await Withdrawing.Play(stage);
        await Tampering.Play(stage);
        await Bargaining.Play(stage);
        await Stranger.Play(stage);
    }
}
