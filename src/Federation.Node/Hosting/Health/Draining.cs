using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Hosting.Health;

/// <summary>
/// A node behind a gateway says that it is going before it goes: <c>/readyz</c> answers 503 while everything else is still served, until
/// the gateway sends its work elsewhere. Without a proxy in front there is nobody to tell, and it goes at once.
/// </summary>
internal sealed class Draining(NodeOptions options) : IHostedLifecycleService
{
    // The gateway looks every second and believes the second refusal; one second more for the requests already on their way.
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(3);

    /// <summary>True once the node was asked to stop.</summary>
    public bool HasBegun { get; private set; }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        HasBegun = true;
        return options.TrustedProxies.Count == 0 ? Task.CompletedTask : Task.Delay(Notice, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
