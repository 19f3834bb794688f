using Federation.Node.Delivery;
using Federation.Node.Delivery.Wire;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

/// <summary>What an activity names was not fetched because it had made this node fetch enough.</summary>
public sealed class A_fetch_over_its_budget(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_tried_again_later_when_the_peer_was_slow_and_never_taken_for_a_file_that_is_gone()
    {
        await using var node = await RunningNode.Start(postgres);
        using var budget = FetchBudget.Begin();
        budget.Spend(0, FetchBudget.MaxTime);

        var refused = await Assert.ThrowsAsync<FetchException>(() => Fetch(node));

        Assert.False(refused.IsGone); // a mirror would believe that the release was taken back, and say that it applied it
        Assert.False(refused.IsFinal);
    }

    [Fact]
    public async Task Is_final_when_the_activity_names_too_much_but_nothing_is_gone()
    {
        await using var node = await RunningNode.Start(postgres);
        using var budget = FetchBudget.Begin();
        for (var i = 0; i < FetchBudget.MaxRequests; i++)
        {
            Assert.Null(budget.Take());
        }

        var refused = await Assert.ThrowsAsync<FetchException>(() => Fetch(node));

        Assert.False(refused.IsGone);
        Assert.True(refused.IsFinal);
    }

    private static Task<byte[]> Fetch(RunningNode node) =>
        node.Services.GetRequiredService<ISignedFetch>().File(new Uri(node.Origin, "/files/" + new string('0', 64)), 1024, Cancel);
}
