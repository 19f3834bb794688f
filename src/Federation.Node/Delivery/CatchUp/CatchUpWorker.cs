namespace Federation.Node.Delivery.CatchUp;

/// <summary>Compares followed catalogues when they are due; on every replica, each catalogue by one at a time.</summary>
internal sealed partial class CatchUpWorker(FollowedCatalogues catalogues, CatchUpTurn turn, ILogger<CatchUpWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isNew = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (isNew)
                {
                    await catalogues.CompareSoon(stoppingToken);
                    isNew = false;
                }

                while (await catalogues.Claim(stoppingToken) is { } due)
                {
                    await turn.Run(due, stoppingToken);
                }

                await Task.Delay(CatchUpLimits.LookEvery, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Interrupted(log, e.Message); // the database may restart under us; a claim ends by itself
                await Task.Delay(CatchUpLimits.LookEvery, CancellationToken.None);
            }
        }
    }

    [LoggerMessage(EventId = 3030, Level = LogLevel.Warning, Message = "Comparing catalogues was interrupted and goes on in a moment: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);
}
