using Marten;
using Npgsql;

namespace Federation.Node.Delivery.Receipts;

/// <summary>Turns the receipts that we owe into activities, on every replica: taken and queued for sending in one transaction.</summary>
internal sealed partial class ReceiptSender(
    ReceiptTable table, IActivities activities, IDocumentStore store, NpgsqlDataSource source, ILogger<ReceiptSender> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var peer in await table.Creditors(stoppingToken))
                {
                    while (await Send(peer, stoppingToken) == ReceiptLimits.MaxItems)
                    {
                        // More than one activity holds: the next follows at once.
                    }
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Interrupted(log, e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(ReceiptLimits.Gather, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default); // stopping ends the loop, not the host
        }
    }

    private async Task<int> Send(string peer, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var receipts = await ReceiptTable.Take(transaction, peer, cancel);
        if (receipts.Count > 0)
        {
            await using var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
            activities.Publish(session, ReceiptWire.Write(receipts), new Audience.Peer(peer));
            await session.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        return receipts.Count;
    }

    [LoggerMessage(EventId = 3020, Level = LogLevel.Warning, Message = "Receipts were not sent and are sent in a moment: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);
}
