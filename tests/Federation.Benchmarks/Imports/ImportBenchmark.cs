using System.Diagnostics;
using System.Globalization;
using System.Text;
using Federation.Node.CommandLine;
using Federation.Node.Consents;
using Federation.Node.Contributions;
using Federation.Node.Contributions.WeClock;
using Federation.Node.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sylvan.Data.Csv;

namespace Federation.Benchmarks.Imports;

/// <summary>
/// A WeClock export from its file to the preview that a member confirms, and on to sealed weekly figures, against bare CSV parsing of the same file by Sylvan,
/// which understands no time, finds no place and keeps nothing.
/// </summary>
internal sealed class ImportBenchmark : IBenchmark
{
    private const int Rows = 100_000, Rounds = 5;
    private const double Target = 3;

    public string Name => "import";

    public string What => $"{Rows} rows of WeClock from the file to the preview and to sealed figures, against bare CSV parsing by Sylvan";

    public async Task<bool> Run(IReadOnlyList<string> arguments, TextWriter to, CancellationToken cancel)
    {
        var folder = Directory.CreateDirectory(Path.Combine("/var/tmp", "federation-import-" + Environment.ProcessId)).FullName;
        try
        {
            var file = Path.Combine(folder, "data.csv");
            await File.WriteAllTextAsync(file, Export(), cancel);
            await using var node = await OpenNode.OpenOrCreate(new NodeOptions { DataFolder = folder, Name = "Import", Origin = new Uri("http://127.0.0.1") }, cancel);
            var services = node.Services;
            var campaign = await CrowdedCampaign.Open(services, null, cancel);
            var member = await CrowdedCampaign.Add(services, "ana", null, cancel);
            CrowdedCampaign.Require(await services.GetRequiredService<ConsentDesk>().Answer(campaign.Card, member, 0, campaign.Card.Notices["en"].Sha256, true, cancel));
            var consent = (await services.GetRequiredService<IConsents>().Active(campaign.Card.Id, member, cancel))!; // just given

            var parsed = await Seconds(() => Task.FromResult(Parse(file)));
            var read = await Seconds(() => Task.FromResult(Read(file).Places.Count));
            var whole = await Seconds(() => Import(services, campaign, consent, file, cancel));
            await to.WriteLineAsync(Text($"{Rows} rows, {new FileInfo(file).Length >> 10} KiB; the first of {Rounds} and the best"));
            await to.WriteLineAsync(Text($"Sylvan              {parsed.First,6:0.000}   {parsed.Best,6:0.000} s"));
            await to.WriteLineAsync(Text($"file to preview     {read.First,6:0.000}   {read.Best,6:0.000} s   {read.Best / parsed.Best:0.0} times Sylvan   target {Target} s"));
            await to.WriteLineAsync(Text($"to sealed figures   {whole.First,6:0.000}   {whole.Best,6:0.000} s   {whole.Best / parsed.Best:0.0} times Sylvan: read, upload sealed and kept, opened, read again, weeks sealed"));
            return read.First <= Target && whole.First <= Target;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // What the endpoints of the upload and of its confirmation do, one after the other.
    private static async Task<int> Import(IServiceProvider services, CrowdedCampaign campaign, ActiveConsent consent, string file, CancellationToken cancel)
    {
        var drafts = services.GetRequiredService<ImportDrafts>();
        _ = Read(file);
        var draft = await drafts.Keep(consent.ConsentId, "data.csv", await File.ReadAllBytesAsync(file, cancel), cancel);
        var (name, upload) = (await drafts.Find(draft, consent.ConsentId, cancel))!.Value; // just kept
        using var bytes = new MemoryStream(upload);
        var (rows, refusal) = ContributionRules.FromWeClock(
            campaign.Card.Schema, new Dictionary<string, string> { ["sector"] = "care", ["region"] = "north" }, WeClockImport.Read(bytes, name).Export!.Weeks([1]), Today);
        CrowdedCampaign.Require(refusal);
        await services.GetRequiredService<ContributionDesk>().Keep(consent, rows!, "weclock", cancel); // not refused
        await drafts.Forget(draft, cancel);
        return rows!.Rows.Count;
    }

    private static WeClockExport Read(string file)
    {
        using var stream = File.OpenRead(file);
        var reading = WeClockImport.Read(stream, "data.csv");
        CrowdedCampaign.Require(reading.Refusal);
        return reading.Export!; // not refused
    }

    private static long Parse(string file)
    {
        using var csv = CsvDataReader.Create(file, new CsvDataReaderOptions { HasHeaders = false });
        var characters = 0L;
        while (csv.Read())
        {
            for (var field = 0; field < csv.RowFieldCount; field++)
            {
                characters += csv.GetFieldSpan(field).Length;
            }
        }

        return characters;
    }

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);

    // A phone that writes its place every four minutes up to today: at work from 8 to 16, at two places besides, each fix off by a few metres.
    private static string Export()
    {
        var chance = new Random(1);
        var begin = Today.ToDateTime(TimeOnly.MinValue).AddMinutes(-4 * Rows);
        var text = new StringBuilder();
        for (var index = 0; index < Rows; index++)
        {
            var moment = begin.AddMinutes(4 * index);
            var place = moment.Hour is >= 8 and < 16 && moment.DayOfWeek != DayOfWeek.Sunday ? -48.9 : moment.Hour is >= 16 and < 18 ? -48.8 : -48.7;
            text.Append(CultureInfo.InvariantCulture,
                $"{index},geo_logging,{moment:yyyy-MM-dd HH':'mm':'ss},\"{place + (chance.NextDouble() / 4000):F6},{-123 + (chance.NextDouble() / 4000):F6}\",,,,,\n");
        }

        return text.ToString();
    }

    private static async Task<(double First, double Best)> Seconds<T>(Func<Task<T>> deed)
    {
        var all = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await deed();
            all.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return (all[0], all.Min());
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
