using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using Federation.Network.Tests.Hostile;
using Federation.Node.Tests;

namespace Federation.Network.Tests;

/// <summary>200 MiB between two nodes: no process holds more of it than a few blocks, and whoever dies in the middle begins anew.</summary>
[Collection(nameof(Measured))]
public sealed class A_tool_as_large_as_may_be(PostgresFixture postgres)
{
    private const int MiB = 1024 * 1024;
    private const int Largest = 200 * MiB; // ToolLimits.MaxArchiveBytes
    private const double MostGrowth = 64; // MB

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)] // minutes; run by hand with -explicit only
    public async Task Is_published_mirrored_and_downloaded_in_bounded_memory_whoever_is_killed_meanwhile()
    {
        await using var fnt = await NodeProcess.SetUp("FNT", await postgres.CreateDatabase());
        await using var union = await NodeProcess.SetUp("Union A", await postgres.CreateDatabase());
        await Task.WhenAll(fnt.Start(), union.Start());
        await Task.WhenAll(fnt.AddPeople(), union.AddPeople());
        await fnt.Befriend(union);
        await union.Befriend(fnt);
        await union.Follow(fnt, "tools");

        // The first requests compile, and the collector learns how much it may keep: measured is what size adds.
        await Publish(fnt, "0.1.0", Make(2 * MiB));
        await Mirrored(union, 1);
        await Download(union, "0.1.0");

        var archive = Make(Largest - 256 * 1024);
        Assert.InRange(archive.Length, Largest - MiB, Largest);
        await Bounded("publishing", fnt, union, () => Publish(fnt, "1.0.0", archive, approve: false));
        await Bounded("mirroring", fnt, union, async () =>
        {
            await Approve(fnt);
            await Mirrored(union, 2);
        });
        await Bounded("downloading", fnt, union, async () => Assert.Equal(SHA256.HashData(archive), await Download(union, "1.0.0")));

        await Publish(fnt, "2.0.0", Make(Largest - 256 * 1024));
        await Halfway(union, []);
        Assert.Equal(2, await union.Count("select count(*) from node.tool_archive"));
        await union.Restart();
        await IsNotGiven(union, "2.0.0");
        await Mirrored(union, 3);

        var left = Fetched(union); // what was cut off lies there for an hour at most
        await Publish(fnt, "3.0.0", Make(Largest - 256 * 1024));
        await Halfway(union, left);
        await fnt.Kill();
        await Patiently.Until(
            async () => Assert.Equal(1, await union.Count("select count(*) from node.tool_fetch where failures > 0")), "the fetch that broke off is seen");
        await IsNotGiven(union, "3.0.0");
        await fnt.Start();
        await Mirrored(union, 4);
    }

    private static async Task Bounded(string what, NodeProcess fnt, NodeProcess union, Func<Task> work)
    {
        var (publisher, mirror) = (ProcessMemory.Resident(fnt.ProcessId), ProcessMemory.Resident(union.ProcessId));
        var clock = Stopwatch.StartNew();
        var peak = 0.0;
        var publisherPeak = await ProcessMemory.Peak(fnt.ProcessId, async () => peak = await ProcessMemory.Peak(union.ProcessId, work));
        var said = $"{what} took {clock.Elapsed.TotalSeconds:0.0} s; the publisher held {publisher:0} MB before and {publisherPeak:0} MB at most, the mirror {mirror:0} and {peak:0} MB.";
        TestContext.Current.SendDiagnosticMessage(said);
        Assert.True(publisherPeak - publisher < MostGrowth && peak - mirror < MostGrowth, said);
    }

    private static async Task Publish(NodeProcess node, string version, byte[] archive, bool approve = true)
    {
        using var olga = await node.SignedIn("olga");
        await olga.Open("/tools/new");
        await olga.Upload(
            "/tools", "archive", "tool.tar.gz", archive, ("name", "payslip-parser"), ("version", version), ("license", "AGPL-3.0-or-later"),
            ("source", "https://git.union.example/payslip-parser"), ("runsOn", "officerComputer"), ("summary-en", "Reads payslips."),
            ("summary-fr", "Lit les fiches de paie."), ("summary-es", "Lee las nóminas."), ("reviewBy", "Tools working group"), ("reviewOn", "2026-11-20"),
            ("findings", "No network access."));
        Assert.True(olga.Status == HttpStatusCode.OK, olga.Text);
        if (approve)
        {
            await Approve(node);
        }
    }

    private static async Task Approve(NodeProcess node)
    {
        using var sam = await node.SignedIn("sam");
        await sam.Open("/tools");
        await sam.Submit(sam.Page.QuerySelector("form[action$='/approve']")!.GetAttribute("action")!); // somebody has just proposed it
        Assert.True(sam.Status == HttpStatusCode.OK, sam.Text);
    }

    private static Task Mirrored(NodeProcess union, int count) => Patiently.Until(
        async () => Assert.Equal(count, await union.Count("select count(*) from node.mt_events where type = 'tool-copy.mirrored.v1'")), Patience,
        () => $"{count} archives are mirrored. {union.Name} printed:\n{union.Printed}");

    private static async Task<byte[]> Download(NodeProcess union, string version)
    {
        using var ines = await union.SignedIn("ines");
        await ines.Open("/tools");
        await ines.Submit(ines.Page.QuerySelector("form[action$='/install']")!.GetAttribute("action")!); // it is mirrored
        await ines.Open("/tools");
        Assert.Contains($"Newest version: {version}", ines.Text, StringComparison.Ordinal);
        var link = ines.Page.QuerySelector("a.button[href$='/archive']")!.GetAttribute("href")!; // just installed
        await using var archive = await ines.Http.GetStreamAsync(link, Cancel);
        return await SHA256.HashDataAsync(archive, Cancel);
    }

    private static async Task IsNotGiven(NodeProcess union, string version)
    {
        using var ines = await union.SignedIn("ines");
        await ines.Open("/tools");
        var item = ines.Page.QuerySelectorAll("main li").Single(each => each.TextContent.Contains(version, StringComparison.Ordinal));
        Assert.Contains("announced, archive not here yet", item.TextContent, StringComparison.Ordinal);
    }

    // A writer's temporary file has grown to a quarter.
    private static async Task Halfway(NodeProcess union, IReadOnlyCollection<string> left)
    {
        var clock = Stopwatch.StartNew();
        while (!Fetched(union).Except(left).Any(file => new FileInfo(file) is { Exists: true, Length: > Largest / 4 }))
        {
            Assert.True(clock.Elapsed < Patience, "Nothing is being fetched.");
            await Task.Delay(5, Cancel);
        }
    }

    private static IReadOnlyCollection<string> Fetched(NodeProcess union) =>
        [.. Directory.EnumerateFiles(Path.Combine(union.Folder, "blobs"), "*", SearchOption.AllDirectories).Where(file => file.Contains("/tmp/", StringComparison.Ordinal))];

    // What does not compress, as programs do not.
    private static byte[] Make(int size)
    {
        using var bytes = new MemoryStream(size + MiB);
        using (var gzip = new GZipStream(bytes, CompressionLevel.NoCompression, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "payslip-parser/bin/parse") { DataStream = new MemoryStream(RandomNumberGenerator.GetBytes(size)) });
        }

        return bytes.ToArray();
    }
}
