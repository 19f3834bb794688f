using System.Globalization;
using System.Text.Json;
using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Contributions;
using Federation.Node.Contributions.Daily;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Contributions.Daily;

/// <summary>36 people of two sites answer on some days of two weeks; what the table says is worked out once more here, from the days.</summary>
public sealed class Strain_of_a_warehouse(PostgresFixture postgres)
{
    private const double Normal = 1.959964; // quantiles of 97.5 %, from a table
    private static readonly Dictionary<int, double> Student = new() { [15] = 2.131450, [19] = 2.093024, [35] = 2.030108 };

    private static readonly DateOnly Monday = new(2026, 11, 16);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Becomes_a_table_with_intervals_week_by_week_and_site_by_site()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.DailyStrain);
        var workers = Enumerable.Range(0, 36).ToList();
        foreach (var worker in workers)
        {
            await Answers(node, await node.Card(campaign), worker);
        }

        node.Clock.Advance(TimeSpan.FromDays(9)); // both weeks are over
        await node.Services.GetRequiredService<DailyRound>().Run(Cancel);
        var path = await node.Release();
        using var reader = await node.SignedIn("olga");
        await reader.Open(path);
        Assert.Contains("each member counts once in every week in which they answered, with the mean of the days", reader.Text, StringComparison.Ordinal);
        foreach (var week in new[] { 0, 1 })
        {
            foreach (var (site, label) in new[] { ("", "All"), ("north", "North site"), ("south", "South site") })
            {
                Assert.Equal(Expected(workers.Where(worker => site.Length == 0 || Site(worker) == site), week), Line(reader, $"2026-W{47 + week} {label} "));
            }
        }

        Assert.StartsWith("36 3.24 (2.78 – 3.70) ", Line(reader, "2026-W48 All "), StringComparison.Ordinal); // as docs/users/officer.md quotes it
        Assert.EndsWith(" 38.9 % (24.8 % – 55.1 %)", Line(reader, "2026-W48 All "), StringComparison.Ordinal);

        // Over both weeks everybody stands twice: the mean, and no interval.
        Assert.Matches(@"^36 \d\.\d\d \d+\.\d % 0 h \d\d \d+\.\d %$", Line(reader, "All All "));
        Assert.DoesNotContain("squared", reader.Text, StringComparison.Ordinal);

        using var stat = JsonDocument.Parse(await reader.Http.GetStringAsync(path.Replace("releases", "datasets", StringComparison.Ordinal) + "/v1/jsonstat.en.json", Cancel));
        var intervals = stat.RootElement.GetProperty("extension").GetProperty("intervals95").EnumerateArray().Where(each => each.GetProperty("measure").GetString() == "Stress of 4 or more in the mean").ToList();
        Assert.Equal(6, intervals.Count);
        var strained = workers.Count(worker => Mean(worker, 1, Stress, 100) >= 400);
        var (low, high) = Wilson(strained, 36);
        var told = intervals.Single(each => each.GetProperty("of").GetString() == "2026-W48 / All");
        Assert.Equal((strained / 36.0, low, high), (told.GetProperty("value").GetDouble(), told.GetProperty("low").GetDouble(), told.GetProperty("high").GetDouble()), Near);

        await AddsUpAndIsInEveryForm(node, await node.Card(campaign), path, reader);

        // Who took part reads their own week beside that of all.
        using var ana = await node.SignedIn("ana");
        await ana.Open("/contributions");
        var all = Line(reader, "2026-W48 All ").Split(' ')[1];
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{Days(0, 1).Count()} {Mean(0, 1, Stress, 100) / 100:N2} (all: {all}) "), Line(ana, "2026-W48 "), StringComparison.Ordinal);
    }

    // A federation's sum of two such unions is as sure of a week as of twice the people, and every form of the table can be had.
    private static async Task AddsUpAndIsInEveryForm(RunningNode node, CampaignCard card, string path, Visitor reader)
    {
        var table = (await node.Services.GetRequiredService<ReleaseFiles>().Table(ReleaseFiles.Ours, (await node.Dataset(path))!.Current!.TableSha256, Cancel))!;
        Assert.Null(TemplateForm.Refute(card.Schema, table));
        var (sum, _) = RollUpTable.Of(card.Title, card.Schema, [table, table], 20, null, []);
        var (one, both) = (new TableReading(table).Interval(table.Find(["2026-W48", null])!, 0)!.Value, new TableReading(sum).Interval(sum.Find(["2026-W48", null])!, 0)!.Value);
        Assert.Equal(72, sum.Find(["2026-W48", null])!.Persons);
        Assert.InRange((double)((both.High - both.Low) / (one.High - one.Low)), 0.65, 0.71); // one over the root of two, and a smaller quantile
        var files = reader.Page.QuerySelectorAll("a[href*='/v1/']").Select(link => link.GetAttribute("href")!).ToList();
        Assert.True(files.Count > 6);
        foreach (var file in files)
        {
            using var answer = await reader.Http.GetAsync(file, Cancel);
            Assert.True(answer.IsSuccessStatusCode, file);
        }
    }

    // Everybody answers on one to five days.
    private static IEnumerable<int> Days(int worker, int week) => Enumerable.Range(0, 1 + (((worker / 5) + week) % 5));

    private static string Site(int worker) => worker < 20 ? "north" : "south";

    private static int Stress(int worker, int day) => Math.Min(5, 1 + (worker % 5) + (day % 2));

    private static int Missed(int worker, int day) => (worker + day) % 3 == 0 ? 1 : 0;

    private static int Overtime(int worker, int day) => 10 + ((worker * 7) + (day * 11)) % 40;

    private static decimal Mean(int worker, int week, Func<int, int, int> answer, int scale) =>
        decimal.Round((decimal)Days(worker, week).Sum(day => answer(worker, day)) * scale / Days(worker, week).Count(), 0, MidpointRounding.AwayFromZero);

    // A line of the table as it is read, from the days alone.
    private static string Expected(IEnumerable<int> who, int week)
    {
        List<int> people = [.. who];
        var strained = people.Count(worker => Mean(worker, week, Stress, 100) >= 400);
        var (low, high) = Wilson(strained, people.Count);
        return string.Create(CultureInfo.InvariantCulture,
            $"{people.Count} {OfMean(Stress, 100, each => $"{each / 100:N2}")} {OfMean(Missed, 10000, each => $"{each / 100:N1} %")} {OfMean(Overtime, 1, Clock)} {100.0 * strained / people.Count:N1} % ({100 * low:N1} % – {100 * high:N1} %)");

        string OfMean(Func<int, int, int> answer, int scale, Func<double, string> said)
        {
            var means = people.Select(worker => (double)Mean(worker, week, answer, scale)).ToList();
            var mean = means.Average();
            var half = Student[people.Count - 1] * Math.Sqrt(means.Sum(each => (each - mean) * (each - mean)) / (people.Count - 1) / people.Count);
            return FormattableString.Invariant($"{said(mean)} ({said(Math.Max(0, mean - half))} – {said(mean + half)})");
        }

        static string Clock(double minutes) => string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Round(minutes) / 60} h {(long)Math.Round(minutes) % 60:00}");
    }

    private static (double Low, double High) Wilson(int part, int whole)
    {
        var (share, square) = ((double)part / whole, Normal * Normal);
        var middle = (share + square / (2 * whole)) / (1 + square / whole);
        var half = Normal / (1 + square / whole) * Math.Sqrt(share * (1 - share) / whole + square / (4.0 * whole * whole));
        return (middle - half, middle + half);
    }

    private static bool Near((double, double, double) one, (double, double, double) other) =>
        Math.Abs(one.Item1 - other.Item1) < 0.0001 && Math.Abs(one.Item2 - other.Item2) < 0.0001 && Math.Abs(one.Item3 - other.Item3) < 0.0001;

    private static string Line(Visitor reader, string start) => reader.Page.QuerySelectorAll("tr")
        .Select(row => string.Join(' ', row.QuerySelectorAll("th, td").SelectMany(cell => cell.TextContent.Replace(' ', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))
        .Single(row => row.StartsWith(start, StringComparison.Ordinal))[start.Length..];

    private static async Task Answers(RunningNode node, CampaignCard card, int worker)
    {
        var (services, member) = (node.Services, await node.Add(worker == 0 ? "ana" : $"worker {worker}"));
        Assert.Null(await services.GetRequiredService<ConsentDesk>().Answer(card, member, 0, card.Notices["en"].Sha256, true, Cancel));
        var consent = (await services.GetRequiredService<IConsents>().Active(card.Id, member, Cancel))!;
        foreach (var (week, day) in new[] { 0, 1 }.SelectMany(week => Days(worker, week).Select(day => (week, day))))
        {
            await services.GetRequiredService<DayAnswers>().Keep(consent.ConsentId, card.Id, Monday.AddDays((7 * week) + day), new(new Dictionary<string, string> { ["site"] = Site(worker) },
                new Dictionary<string, long> { ["stress"] = Stress(worker, day), ["missedBreak"] = Missed(worker, day), ["overtime"] = Overtime(worker, day) }), Cancel);
        }
    }
}
