using Federation.Node.Contributions;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

/// <summary>The moment between a table's figures and its proposal, in which a test lets something happen; once.</summary>
internal sealed class SomebodyWithdrawsWhileRowsAreRead
{
    /// <summary>What happens.</summary>
    public Func<Task>? Then { get; set; }

    public bool Happened { get; private set; }

    /// <summary>Stands before the node's own contributions.</summary>
    public void ComeBetween(IServiceCollection services)
    {
        var real = services.Last(each => each.ServiceType == typeof(IContributions));
        services.AddSingleton<IContributions>(provider => new Between(this, (IContributions)Make(real, provider)));
    }

    private static object Make(ServiceDescriptor real, IServiceProvider provider) =>
        real.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!); // registered one way or the other

    private async Task Happen()
    {
        if (Then is { } happening)
        {
            Then = null;
            await happening();
            Happened = true;
        }
    }

    private sealed class Between(SomebodyWithdrawsWhileRowsAreRead moment, IContributions real) : IContributions
    {
        public Task<ContributionRows> Rows(Guid campaignId, CancellationToken cancel) => real.Rows(campaignId, cancel);

        public async Task<IReadOnlyList<ContributionRows>> RowsAsOf(Guid campaignId, IReadOnlyList<DateTimeOffset> moments, CancellationToken cancel)
        {
            var rows = await real.RowsAsOf(campaignId, moments, cancel);
            await moment.Happen();
            return rows;
        }
    }
}
