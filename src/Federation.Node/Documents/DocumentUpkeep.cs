using Federation.Node.Documents.Changes;
using Federation.Node.Documents.Erasures;
using Federation.Node.Documents.Retention;
using Federation.Node.Documents.Previews;
using Federation.Node.Documents.Scanning;
using Federation.Node.Documents.Search;
using Federation.Node.Documents.Trash;
using Federation.Node.Documents.Uploads;
using Federation.Node.Documents.Versions;
using Federation.Node.Hosting;
using Federation.Node.Hosting.Database;
using Federation.Storage.Blobs;
using Npgsql;

namespace Federation.Node.Documents;

/// <summary>
/// Every minute on every replica: gives up uploads of which nothing comes any more, removes the bytes that are doomed, and shortens what folders' tags are made of.
/// Every hour on one: moves to the trash what the rule of its space no longer keeps, destroys closed group spaces whose date has come, empties the trash of what is old, thins versions, and removes what a crash left of
/// documents that came whole; old previews go too. Twice does no harm, so a replica that dies in the middle leaves nothing but work for the next.
/// </summary>
internal sealed partial class DocumentUpkeep(
    NpgsqlDataSource source, RetentionDesk retention, GroupErasure groups, TrashDesk trash, VersionDesk versions, UploadDesk uploads, SearchTable search, PreviewTable previews, ScanTable scans, Doomed doomed, FolderTags tags, ChangeTable changes, IBlobStore blobs,
    TimeProvider time, ILogger<DocumentUpkeep> log)
    : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Turn = TimeSpan.FromHours(1);

    public static SchemaScript Script { get; } = new("Documents", """
        create table if not exists node.document_upkeep (id integer primary key check (id = 1), due_at timestamptz not null);
        insert into node.document_upkeep (id, due_at) values (1, '-infinity') on conflict do nothing;
        """);

    /// <summary>What the hour asks for.</summary>
    public async Task Run(CancellationToken cancel)
    {
        await retention.Apply(cancel);
        await groups.Run(cancel);
        await trash.EraseOld(cancel);
        await versions.Thin(cancel);
        await changes.Forget(time.GetUtcNow() - DocumentLimits.ChangeLife, cancel);
        await search.RemoveStrays(cancel);
        await search.AskForUnread(cancel);
        await previews.RemoveOld(cancel);
        await scans.RemoveStrays(cancel);
        await uploads.RemoveOld(cancel);
        await doomed.Remove(int.MaxValue, cancel);
        await blobs.RemoveLeftovers(cancel);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Every(Round, time, EveryMinute, e => Interrupted(log, e.Message), stoppingToken);

    private async Task EveryMinute(CancellationToken cancel)
    {
        if (await IsOurs(cancel))
        {
            await Run(cancel);
        }

        await uploads.RemoveOld(cancel);
        await doomed.Remove(int.MaxValue, cancel);
        await tags.Compact(cancel);
    }

    private async Task<bool> IsOurs(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("update node.document_upkeep set due_at = $1 where due_at <= $2");
        command.Parameters.Add(new() { Value = time.GetUtcNow() + Turn });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    [LoggerMessage(EventId = 4202, Level = LogLevel.Warning, Message = "The upkeep of documents was interrupted and goes on in a minute: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);
}
