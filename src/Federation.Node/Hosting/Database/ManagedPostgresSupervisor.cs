using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Hosting.Database;

/// <summary>Starts the private PostgreSQL again when it was killed, while the node stays up and answers 503 on <c>/readyz</c>.</summary>
internal sealed partial class ManagedPostgresSupervisor(
    DatabaseConnection connection, TimeProvider time, ILogger<ManagedPostgresSupervisor> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (connection.Managed is not { } server)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await server.Revive(stoppingToken))
                {
                    LogRevived();
                }
            }
            catch (OperatorException e)
            {
                LogStillDown(e.Message, e.Hint);
            }
        }
    }

    [LoggerMessage(1001, LogLevel.Warning, "PostgreSQL had died and was started again.")]
    private partial void LogRevived();

    [LoggerMessage(1002, LogLevel.Error, "PostgreSQL is down and does not start: {Reason} {Hint}")]
    private partial void LogStillDown(string reason, string hint);
}
