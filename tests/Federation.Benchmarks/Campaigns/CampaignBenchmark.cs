using System.Diagnostics;
using System.Globalization;
using Federation.Node.CommandLine;
using Federation.Node.Consents;
using Federation.Node.Contributions;
using Federation.Node.Datasets;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Benchmarks.Campaigns;

/// <summary>
/// How long the pages of a campaign take that a large union runs, each opened again and again by one person over HTTP. No peer: how long is told in
/// milliseconds.
/// </summary>
internal sealed class CampaignBenchmark : IBenchmark
{
    private const int Members = 20_000, Agreeing = Members * 6 / 10, Refusing = Members / 10, Opened = 200, WarmUp = 10;
    private const double Target = 100;
    private const string Accounts = "/members"; // told beside the campaign's own pages, which the target is for: a search opens the names
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20); // for one page, if it is as slow as that

    public string Name => "campaign";

    public string What => $"pages of a campaign of {Members} members of whom 60 % agreed, over HTTP; no peer";

    public async Task<bool> Run(IReadOnlyList<string> arguments, TextWriter to, CancellationToken cancel)
    {
        var folder = Directory.CreateDirectory(Path.Combine("/var/tmp", "federation-campaign-" + Environment.ProcessId)).FullName;
        try
        {
            var listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Ports.Free()}");
            var options = new NodeOptions { DataFolder = Path.Combine(folder, "node"), Name = "Campaign", Listen = listen, Origin = new Uri("http://" + listen) };
            Directory.CreateDirectory(options.DataFolder);
            var began = Stopwatch.GetTimestamp();
            var (campaign, dataset) = await SetUp(options, cancel);
            await to.WriteLineAsync(Text($"set-up {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s: {Members} members, of whom {Agreeing} agreed and gave a week, {Refusing} refused, and a release; each page {Opened} times"));
            var start = new ProcessStartInfo(await PublishedProgram.Make(cancel),
                ["serve", "--data", options.DataFolder, "--name", options.Name, "--listen", listen, "--origin", options.Origin.AbsoluteUri]);
            await using var program = await RunningProgram.Start(start, options.Origin, "/readyz", cancel);
            var met = true;
            foreach (var (name, pages) in Pages(campaign, dataset))
            {
                using var browser = await Browser.SignIn(options.Origin, name, cancel);
                foreach (var page in pages)
                {
                    var (first, p50, p95, bytes) = await Measure(browser, page, cancel);
                    met &= p95 < Target || page.StartsWith(Accounts, StringComparison.Ordinal);
                    await to.WriteLineAsync(Text($"{name,-5} {page.Replace(campaign.ToString(), "…", StringComparison.Ordinal).Replace(dataset.ToString(), "…", StringComparison.Ordinal),-34} first {first,6:0.0} ms   p50 {p50,6:0.0}   p95 {p95,6:0.0}   {bytes / 1024.0,6:0.0} KiB"));
                }
            }

            await to.WriteLineAsync(Text($"target: p95 of every page of the campaign below {Target} ms; memory {program.PeakMemory():0} MB at most"));
            return met;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (string Name, string[] Pages)[] Pages(Guid campaign, Guid dataset) =>
    [
        ("olga", ["/campaigns", $"/campaigns/{campaign}", $"/campaigns/{campaign}/impact-assessment", "/processing", "/retention", "/releases", $"/releases/{dataset}"]),
        ("stan", [$"/campaigns/{campaign}", $"/releases/{dataset}"]),
        ("ana", ["/", "/campaigns", $"/campaigns/{campaign}", $"/campaigns/{campaign}/consent", "/consents", $"/campaigns/{campaign}/contribute", "/contributions", "/releases", $"/releases/{dataset}"]),
        ("ada", [Accounts, Accounts + "?page=200", Accounts + "?search=ada"]),
    ];

    private static async Task<(double First, double P50, double P95, int Bytes)> Measure(Browser browser, string page, CancellationToken cancel)
    {
        var first = await browser.Open(page, cancel);
        var all = new List<double>();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < WarmUp + Opened && (all.Count < 5 || Stopwatch.GetElapsedTime(began) < AtMost); i++)
        {
            var (milliseconds, _) = await browser.Open(page, cancel);
            if (i >= WarmUp)
            {
                all.Add(milliseconds);
            }
        }

        all.Sort();
        return (first.Milliseconds, all[all.Count / 2], all[all.Count * 95 / 100], first.Bytes);
    }

    private static async Task<(Guid Campaign, Guid Dataset)> SetUp(NodeOptions options, CancellationToken cancel)
    {
        await using var node = await OpenNode.OpenOrCreate(options, cancel);
        var services = node.Services;
        await CrowdedCampaign.WaitForDisk(services, false, cancel);
        var campaign = await CrowdedCampaign.Open(services, null, cancel);
        await CrowdedCampaign.Add(services, "ada", Roles.Administrator, cancel);
        var members = new Guid[Members];
        members[0] = await CrowdedCampaign.Add(services, "ana", null, cancel);
        var accounts = services.GetRequiredService<MemberDesk>();
        await CrowdedCampaign.ForEach(Enumerable.Range(1, Members - 1), async (number, stop) =>
        {
            (members[number], var refusal) = await accounts.Add(Text($"member{number}"), [], null, "benchmark", stop);
            CrowdedCampaign.Require(refusal);
        }, cancel);
        await campaign.Give(members[..Agreeing], Given, cancel);
        var consents = services.GetRequiredService<ConsentDesk>();
        await CrowdedCampaign.ForEach(members[Agreeing..(Agreeing + Refusing)], async (member, stop) =>
            CrowdedCampaign.Require(await consents.Answer(campaign.Card, member, 0, campaign.Card.Notices["en"].Sha256, false, stop)), cancel);
        var desk = services.GetRequiredService<DatasetDesk>();
        var (dataset, unproposed) = await desk.Propose((await desk.OfCampaign(campaign.Card.Id, cancel))!, campaign.Officer, cancel); // it is there
        CrowdedCampaign.Require(unproposed);
        CrowdedCampaign.Require(await desk.Sign(dataset, (await desk.Load(dataset, cancel))!.Candidate!.TableSha256, campaign.Steward, cancel)); // just proposed
        await services.GetRequiredService<NpgsqlDataSource>().Run("vacuum analyze", cancel);
        await CrowdedCampaign.WaitForDisk(services, true, cancel);
        return (campaign.Card.Id, dataset);
    }

    private static List<ContributedRows> Given(int member)
    {
        var chance = new Random(member);
        string[] sectors = ["care", "hospitality", "logistics", "retail"], regions = ["north", "east", "south", "west"];
        return [new ContributedRows([new ContributedRow(
            new Dictionary<string, string> { ["sector"] = sectors[chance.Next(4)], ["region"] = regions[chance.Next(4)], ["week"] = Text($"2026-W{chance.Next(40, 48):00}") },
            new Dictionary<string, long>
            {
                ["workedMinutes"] = chance.Next(600, 3600), ["missedBreaks"] = chance.Next(0, 6), ["eveningMinutes"] = chance.Next(0, 600), ["weekendMinutes"] = chance.Next(0, 900),
            })])];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
