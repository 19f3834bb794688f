using Federation.Node.Consents;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

/// <summary>Members who change their minds.</summary>
internal static class Withdrawing
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A member takes their one consent back.</summary>
    /// <returns>The consent.</returns>
    public static async Task<Guid> Of(RunningNode node, Guid member)
    {
        var desk = node.Services.GetRequiredService<ConsentDesk>();
        var consent = Assert.Single(await desk.Of(member, Cancel));
        Assert.Null(await desk.Withdraw(consent.Id, member, Cancel));
        return consent.Id;
    }
}
