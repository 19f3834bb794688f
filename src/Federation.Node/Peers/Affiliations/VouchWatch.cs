namespace Federation.Node.Peers.Affiliations;

/// <summary>Every minute: ends what is over, welcomes whom federations vouch for. Every hour: reads the trusted federations' lists. On every replica; it is safe to do twice.</summary>
internal sealed partial class VouchWatch(Vouching vouching, PeerRegister register, TimeProvider time, ILogger<VouchWatch> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);
    private const int RoundsBetweenPulls = 60;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        for (var round = 1; await timer.WaitForNextTickAsync(stoppingToken); round++)
        {
            try
            {
                if (round % RoundsBetweenPulls == 0)
                {
                    foreach (var issuer in (await register.Accepted(stoppingToken)).Where(PeerRules.MayVouch))
                    {
                        await vouching.Pull(issuer, stoppingToken);
                    }
                }

                await vouching.Settle(stoppingToken);
            }
            catch (Exception e) when (e is Npgsql.NpgsqlException or Marten.Exceptions.MartenException)
            {
                Failed(log, e.Message); // the database is away; the next round tries again
            }
        }
    }

    [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "Affiliations could not be looked after just now: {Reason}")]
    private static partial void Failed(ILogger log, string reason);
}
