using System.Diagnostics;
using System.Globalization;
using System.Net;
using Federation.Benchmarks.Fedify;
using Npgsql;

namespace Federation.Benchmarks.Inbox;

/// <summary>Verified, durably stored activities a second, keep-alive, 16 connections, Create of about 1 kB; beside Fedify with its store in memory.</summary>
internal sealed class InboxBenchmark : IBenchmark
{
    private const int Connections = 16;
    private const int WarmUp = 10_000;
    private const double Target = 2000;
    private const double TargetRatio = 8;

    public string Name => "inbox";

    public string What => "verified, durably stored activities a second, against Fedify (in memory)";

    public async Task<bool> Run(IReadOnlyList<string> arguments, TextWriter to, CancellationToken cancel)
    {
        var count = arguments is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 20_000;
        await using var node = await ServingNode.Start(cancel);
        var letters = Enumerable.Range(0, WarmUp + count).AsParallel().AsOrdered()
            .Select(i => Letter.Write(node.Identity, node.Sender, node.Origin, i.ToString(CultureInfo.InvariantCulture))).ToList();
        var endpoint = IPEndPoint.Parse(node.Origin.Authority);
        await LoadDriver.Send(endpoint, letters[..WarmUp], Connections, cancel);
        await Settled(node, to, cancel);

        var (before, databaseBefore) = (CpuTime.Of(node.ProcessId), CpuTime.OfFamily(node.Database.ProcessId!.Value)); // it runs
        var began = Stopwatch.GetTimestamp();
        var (times, refused) = await LoadDriver.Send(endpoint, letters[WarmUp..], Connections, cancel);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var (after, databaseAfter) = (CpuTime.Of(node.ProcessId), CpuTime.OfFamily(node.Database.ProcessId!.Value)); // it runs
        Array.Sort(times);
        var rate = count / seconds;
        await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"federation   {rate,8:0}/s   p50 {times[count / 2]:0.0} ms   p99 {times[count * 99 / 100]:0.0} ms   CPU each: node {(after - before) * 1000 / count:0.000} ms, PostgreSQL {(databaseAfter - databaseBefore) * 1000 / count:0.000} ms   {count} of {letters[^1].Length} bytes on {Connections} connections, not stored: {refused}"));
        await Settled(node, to, cancel);
        return refused == 0 & rate >= Target & await Compare(rate, to, cancel);
    }

    private static async Task<bool> Compare(double rate, TextWriter to, CancellationToken cancel)
    {
        if (await FedifyScript.Run("bench-inbox.mjs", ["--connections", $"{Connections}"], cancel) is not { } other)
        {
            await to.WriteLineAsync("Fedify is not installed (ops/prepare does it): nothing to compare with.");
            return false;
        }

        var theirs = other["perSecond"]!.GetValue<double>(); // its benchmark prints it
        await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"fedify       {theirs,8:0}/s   p50 {other["p50Ms"]} ms   p99 {other["p99Ms"]} ms   CPU each: {other["serverCpuMsPerRequest"]} ms"));
        await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ratio        {rate / theirs,8:0.0}x   target {TargetRatio}x and {Target}/s"));
        return rate / theirs >= TargetRatio;
    }

    // What was stored is applied in the background; how fast, is a figure of its own.
    private static async Task Settled(ServingNode node, TextWriter to, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(node.Database.ConnectionString);
        var began = Stopwatch.GetTimestamp();
        var first = await Waiting(source, cancel);
        long left;
        while ((left = await Waiting(source, cancel)) > 0 && Stopwatch.GetElapsedTime(began).TotalSeconds < 120)
        {
            await Task.Delay(200, cancel);
        }

        await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"settled      {(first - left) / Stopwatch.GetElapsedTime(began).TotalSeconds,8:0}/s   of {first} that waited after it, {left} left"));
    }

    private static async Task<long> Waiting(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select count(*) from node.received where state = 'waiting'");
        return (long)(await command.ExecuteScalarAsync(cancel))!; // a count
    }
}
