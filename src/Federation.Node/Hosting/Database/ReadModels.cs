using Federation.Node.Hosting.Configuration;
using JasperFx.Events.Daemon;
using Marten;
using Npgsql;

namespace Federation.Node.Hosting.Database;

/// <summary>Makes read models again from the history.</summary>
internal sealed class ReadModels(IDocumentStore store, NpgsqlDataSource source, IEnumerable<ReadModel> all) : IStartStep
{
    /// <summary>For one read model to be made again: a large history takes its time, and who is in a hurry stops the command.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>Tables whose content backups leave out; those who served when it was made do not serve what is restored.</summary>
    public IReadOnlyList<string> LeftOut => [ReadModel.Whole, "master_key_holder", .. all.SelectMany(each => each.Tables)];

    /// <summary>Has PostgreSQL take no samples of what is in the clear.</summary>
    public Task Run(CancellationToken cancel) => source.Run(string.Concat(all.SelectMany(each => each.Clear).Select(ReadModel.NoSamples)), cancel);

    /// <summary>Refuses to serve with tables that are not whole: members would see an empty drive.</summary>
    /// <exception cref="OperatorException">Some are not.</exception>
    public async Task RequireWhole(CancellationToken cancel)
    {
        var whole = await source.List($"select projection from node.{ReadModel.Whole}", row => row.GetString(0), cancel);
        if (all.FirstOrDefault(each => !whole.Contains(each.Projection)) is { } missing)
        {
            throw new OperatorException(
                $"The read model {missing.Projection} is not whole: the database was restored from a backup, or a rebuild was stopped.", "Run `federation rebuild`, then serve.");
        }
    }

    /// <summary>Empties each and fills it from the first event on. Nobody may serve meanwhile.</summary>
    /// <returns>Names of what was made again.</returns>
    public async Task<IReadOnlyList<string>> Rebuild(CancellationToken cancel)
    {
        using var daemon = await store.BuildProjectionDaemonAsync();
        foreach (var model in all)
        {
            await source.Run($"delete from node.{ReadModel.Whole} where projection = $1", cancel, model.Projection);
            await daemon.RebuildProjectionAsync(model.Projection, Patience, cancel);
            await source.Run($"insert into node.{ReadModel.Whole} values ($1)", cancel, model.Projection);
        }

        return [.. all.Select(each => each.Projection)];
    }
}
