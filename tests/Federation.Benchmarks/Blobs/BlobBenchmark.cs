using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Federation.Node.CommandLine;
using Federation.Node.Documents;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Benchmarks.Blobs;

/// <summary>
/// What a small content costs until it and the row that names it are durable, eight at once: in a file of its own, appended to one file whose syncs
/// are shared, and in a row of the same transaction. What docs/decisions/0035 rests on.
/// </summary>
internal sealed class BlobBenchmark : IBenchmark
{
    private const int Contents = 2000, AtOnce = 8, Rounds = 3;

    public string Name => "blobs";

    public string What => "small contents made durable with the row that names them: in files, in one file, in rows";

    public async Task<bool> Run(IReadOnlyList<string> arguments, TextWriter to, CancellationToken cancel)
    {
        var folder = Directory.CreateDirectory(Path.Combine("/var/tmp", "federation-blobs-" + Environment.ProcessId)).FullName;
        try
        {
            await using var node = await OpenNode.OpenOrCreate(new NodeOptions { DataFolder = folder, Name = "Blobs", Origin = new Uri("http://127.0.0.1") }, cancel);
            var source = node.Services.GetRequiredService<NpgsqlDataSource>();
            await source.Run("create table node.benchmark_named (id bytea primary key, by text not null)", cancel);
            await using var pack = new Pack(Path.Combine(folder, "pack"));
            var files = node.Services.GetRequiredService<IBlobStore>();
            var met = true;
            foreach (var length in new[] { 1 << 10, 16 << 10, DocumentLimits.RowBytes, 64 << 10 })
            {
                var content = RandomNumberGenerator.GetBytes(length);
                (string Name, Func<Task> Keep)[] ways =
                [
                    ("file", async () => await Named(source, (await files.Write(new MemoryStream(content), null, length, length, cancel)).Id, null, cancel)),
                    ("pack", async () =>
                    {
                        var (blob, stored) = await SmallBlob.Write(new MemoryStream(content), null, length, length, cancel);
                        await pack.Append(stored);
                        await Named(source, blob.Id, null, cancel);
                    }),
                    ("row", async () =>
                    {
                        var (blob, stored) = await SmallBlob.Write(new MemoryStream(content), null, length, length, cancel);
                        await Named(source, blob.Id, stored, cancel);
                    }),
                ];
                var best = ways.Select(_ => double.MaxValue).ToArray();
                for (var round = 0; round < Rounds; round++)
                {
                    for (var way = 0; way < ways.Length; way++)
                    {
                        best[way] = Math.Min(best[way], await Seconds(ways[way].Keep, cancel));
                    }
                }

                var rates = best.Select(seconds => Contents / seconds).ToList();
                met &= length > DocumentLimits.RowBytes || rates[2] >= rates[0];
                await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{length >> 10,3} KiB   file {rates[0],6:0}/s   pack {rates[1],6:0}/s   row {rates[2],6:0}/s   row {rates[2] / rates[0]:0.00}x file, {rates[2] / rates[1]:0.00}x pack"));
            }

            return met;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> Seconds(Func<Task> keep, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, Contents), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (_, _) => await keep());
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task Named(NpgsqlDataSource source, BlobId id, byte[]? small, CancellationToken cancel)
    {
        var key = Convert.FromHexString(id.ToString());
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new("insert into node.benchmark_named (id, by) values ($1, $2)") { Parameters = { new() { Value = key }, new() { Value = "a member" } } });
        if (small is not null)
        {
            batch.BatchCommands.Add(new("insert into node.small_blob (id, bytes) values ($1, $2)") { Parameters = { new() { Value = key }, new() { Value = small } } });
        }

        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>One file that contents are appended to; whoever waits shares a sync. Only what the measurement needs: nothing is found again or removed.</summary>
    private sealed class Pack(string path) : IAsyncDisposable
    {
        private readonly FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        private readonly Lock gate = new();
        private List<(byte[] Bytes, TaskCompletionSource Done)> waiting = [];
        private bool isAtWork;

        public Task Append(byte[] bytes)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (gate)
            {
                waiting.Add((bytes, done));
                if (!isAtWork)
                {
                    isAtWork = true;
                    _ = Task.Run(Work);
                }
            }

            return done.Task;
        }

        public ValueTask DisposeAsync() => file.DisposeAsync();

        private void Work()
        {
            while (true)
            {
                List<(byte[] Bytes, TaskCompletionSource Done)> now;
                lock (gate)
                {
                    if (waiting is [])
                    {
                        isAtWork = false;
                        return;
                    }

                    (now, waiting) = (waiting, []);
                }

                now.ForEach(each => file.Write(each.Bytes));
                file.Flush(flushToDisk: true);
                now.ForEach(each => each.Done.SetResult());
            }
        }
    }
}
