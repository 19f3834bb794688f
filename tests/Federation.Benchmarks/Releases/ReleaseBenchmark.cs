using System.Diagnostics;
using System.Globalization;
using Federation.Node.CommandLine;
using Federation.Node.Contributions;
using Federation.Node.Datasets;
using Federation.Node.Datasets.Tables;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Federation.Benchmarks.Releases;

/// <summary>
/// A release of many contributions, each week of a member sealed by itself under their consent's key, against PostgreSQL's bare GROUP BY of the same rows in a
/// plain table, which opens nothing, tells no persons apart, adds no margins and hides nothing.
/// </summary>
internal sealed class ReleaseBenchmark : IBenchmark
{
    private const int Rows = 1_000_000, Sectors = 8, Regions = 10, Weeks = 25, Rounds = 3, WarmUp = 400;
    private const double Target = 3;

    public string Name => "release";

    public string What => $"contributions (--rows N, otherwise {Rows}) to a signed release of {Sectors} x {Regions} x {Weeks}, against PostgreSQL's GROUP BY in clear";

    public async Task<bool> Run(IReadOnlyList<string> arguments, TextWriter to, CancellationToken cancel)
    {
        var rows = arguments is ["--rows", var number] ? int.Parse(number, CultureInfo.InvariantCulture) : Rows;
        var folder = Directory.CreateDirectory(Path.Combine("/var/tmp", "federation-release-" + Environment.ProcessId)).FullName;
        try
        {
            await using var node = await OpenNode.OpenOrCreate(new NodeOptions { DataFolder = folder, Name = "Release", Origin = new Uri("http://127.0.0.1") }, cancel);
            return await Measure(node.Services, rows / Weeks, to, cancel);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Measure(IServiceProvider services, int members, TextWriter to, CancellationToken cancel)
    {
        var (campaign, setUp) = await Timed(() => SetUp(services, members, cancel));
        var desk = services.GetRequiredService<DatasetDesk>();
        await to.WriteLineAsync(Text($"set-up       {setUp,8:0.0} s   {members * Weeks} contributions of {members} members, each sealed by itself"));

        var contributions = services.GetRequiredService<IContributions>();
        var (read, reading) = await Timed(() => Contributions(services, campaign, cancel));
        await to.WriteLineAsync(Text($"reading      {reading,8:0.00} s   {read} documents out of PostgreSQL, still sealed"));
        var (rows, opening) = await Timed(() => contributions.Rows(campaign.Card.Id, cancel));
        await to.WriteLineAsync(Text($"opening      {opening,8:0.00} s   of which reading is a part; {rows.Count / opening:0} rows a second"));

        var warmer = await campaign.Another((Sectors, Regions), cancel);
        await warmer.Give(await Members(services, WarmUp, cancel), Given, cancel);
        var (_, first) = await Timed(() => Release(desk, warmer, cancel));
        await to.WriteLineAsync(Text($"warm-up      {first,8:0.00} s   the first release of the process, of {WarmUp * Weeks} contributions"));

        var rule = await services.GetRequiredService<GateParameters>().Rule(campaign.Card.MinimumGroup, cancel);
        var (table, cold) = await Timed(Tabled);
        var gating = cold;
        for (var round = 1; round < Rounds; round++)
        {
            gating = Math.Min(gating, (await Timed(Tabled)).Seconds);
        }

        await to.WriteLineAsync(Text($"table, gate  {gating,8:0.00} s   best of {Rounds}, the first {cold:0.00} s; {table.Cells.Count} cells shown, {table.Hidden.Count} hidden"));

        var source = services.GetRequiredService<NpgsqlDataSource>();
        await Clear(source, rows, cancel);
        rows = new ContributionRows(campaign.Card.Schema.Table); // what follows is measured without it in memory
        var bare = await Best(source, "select sector, region, week, count(*), sum(worked), sum(breaks), sum(evening), sum(weekend) from node.benchmark_clear group by 1, 2, 3", cancel);
        await to.WriteLineAsync(Text($"GROUP BY     {bare,8:0.00} s   in clear, best of {Rounds}"));
        var cube = await Best(source, "select sector, region, week, count(distinct consent), count(*), sum(worked), sum(breaks), sum(evening), sum(weekend) from node.benchmark_clear group by cube (1, 2, 3)", cancel);
        await to.WriteLineAsync(Text($"GROUP BY     {cube,8:0.00} s   with margins and distinct persons, as a table has them"));

        var (proposing, signing) = await Release(desk, campaign, cancel);
        await to.WriteLineAsync(Text($"proposing    {proposing,8:0.00} s   as an officer does: opening, table, gate, kept"));
        await to.WriteLineAsync(Text($"signing      {signing,8:0.00} s   as a steward does: signed, announced, durable"));
        await to.WriteLineAsync(Text($"without decryption  {(gating + signing) / bare,6:0.0} times GROUP BY ({(gating + signing) / cube:0.0} times with margins and persons)   target {Target}"));
        await to.WriteLineAsync(Text($"with decryption     {(opening + gating + signing) / bare,6:0.0} times GROUP BY ({(opening + gating + signing) / cube:0.0} times with margins and persons)"));
        await to.WriteLineAsync(Text($"memory       {Process.GetCurrentProcess().PeakWorkingSet64 >> 20,8} MB at most, set-up included"));
        return (gating + signing) / bare <= Target;

        Task<TableFile> Tabled() => Task.FromResult(CampaignTable.Of(campaign.Card, rows, rule, null, [])!.Value.File); // somebody gave something
    }

    private static async Task<(double Proposing, double Signing)> Release(DatasetDesk desk, CrowdedCampaign campaign, CancellationToken cancel)
    {
        var ((dataset, refusal), proposing) = await Timed(async () => await desk.Propose((await desk.OfCampaign(campaign.Card.Id, cancel))!, campaign.Officer, cancel)); // it is there
        CrowdedCampaign.Require(refusal);
        var seen = (await desk.Load(dataset, cancel))!.Candidate!.TableSha256; // just proposed
        var (unsigned, signing) = await Timed(() => desk.Sign(dataset, seen, campaign.Steward, cancel));
        CrowdedCampaign.Require(unsigned);
        return (proposing, signing);
    }

    private static async Task<IReadOnlyList<Guid>> Members(IServiceProvider services, int count, CancellationToken cancel)
    {
        var (all, vault) = (Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToList(), services.GetRequiredService<KeyVault>());
        await CrowdedCampaign.ForEach(all, (member, stop) => vault.CreateKey(new SubjectId(member), null, stop), cancel);
        return all;
    }

    private static async Task<CrowdedCampaign> SetUp(IServiceProvider services, int members, CancellationToken cancel)
    {
        await CrowdedCampaign.WaitForDisk(services, false, cancel);
        var campaign = await CrowdedCampaign.Open(services, (Sectors, Regions), cancel);
        await campaign.Give(await Members(services, members, cancel), Given, cancel);
        var source = services.GetRequiredService<NpgsqlDataSource>();
        await source.Run("vacuum analyze", cancel);
        await CrowdedCampaign.WaitForDisk(services, true, cancel);
        return campaign;
    }

    // Few people in the last sectors and regions, so that the gate has something to hide.
    private static List<ContributedRows> Given(int member)
    {
        var chance = new Random(member);
        var (sector, region) = (Text($"s{(int)(Sectors * Math.Pow(chance.NextDouble(), 8))}"), Text($"r{(int)(Regions * Math.Pow(chance.NextDouble(), 8))}"));
        return [.. Enumerable.Range(1, Weeks).Select(week => new ContributedRows([new ContributedRow(
            new Dictionary<string, string> { ["sector"] = sector, ["region"] = region, ["week"] = Text($"2026-W{week:00}") },
            new Dictionary<string, long>
            {
                ["workedMinutes"] = chance.Next(600, 3600), ["missedBreaks"] = chance.Next(0, 6), ["eveningMinutes"] = chance.Next(0, 600), ["weekendMinutes"] = chance.Next(0, 900),
            })]))];
    }

    private static async Task<int> Contributions(IServiceProvider services, CrowdedCampaign campaign, CancellationToken cancel)
    {
        await using var session = services.GetRequiredService<IDocumentStore>().QuerySession();
        return (await session.Query<Contribution>().Where(contribution => contribution.CampaignId == campaign.Card.Id).ToListAsync(cancel)).Count;
    }

    private static async Task Clear(NpgsqlDataSource source, ContributionRows rows, CancellationToken cancel)
    {
        await source.Run("create table node.benchmark_clear (consent uuid, sector text, region text, week text, worked bigint, breaks bigint, evening bigint, weekend bigint)", cancel);
        await using (var connection = await source.OpenConnectionAsync(cancel))
        {
            await using var copy = await connection.BeginBinaryImportAsync("copy node.benchmark_clear from stdin (format binary)", cancel);
            foreach (var row in rows)
            {
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(row.ConsentId, NpgsqlDbType.Uuid, cancel);
                foreach (var name in new[] { "sector", "region", "week" })
                {
                    await copy.WriteAsync(row.Dimensions[name], NpgsqlDbType.Text, cancel);
                }

                foreach (var name in new[] { "workedMinutes", "missedBreaks", "eveningMinutes", "weekendMinutes" })
                {
                    await copy.WriteAsync(row.Measures[name], NpgsqlDbType.Bigint, cancel);
                }
            }

            await copy.CompleteAsync(cancel);
        }

        await source.Run("vacuum analyze node.benchmark_clear", cancel);
    }

    private static async Task<double> Best(NpgsqlDataSource source, string question, CancellationToken cancel)
    {
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var (_, seconds) = await Timed(async () =>
            {
                await using var command = source.CreateCommand(question);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                var cells = 0;
                while (await reader.ReadAsync(cancel))
                {
                    cells++;
                }

                return cells;
            });
            best = Math.Min(best, seconds);
        }

        return best;
    }

    private static async Task<(T Value, double Seconds)> Timed<T>(Func<Task<T>> deed)
    {
        var began = Stopwatch.GetTimestamp();
        var value = await deed();
        return (value, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
