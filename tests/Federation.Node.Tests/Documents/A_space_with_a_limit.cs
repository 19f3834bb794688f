using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

public sealed class A_space_with_a_limit(PostgresFixture postgres)
{
    private const string Limits = "/documents/limits";

    /// <summary>1,000 bytes, as an administrator types them.</summary>
    private const string Thousand = "0.000001";

    private static readonly XNamespace Dav = "DAV:";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Takes_at_every_door_what_fits_and_nothing_more()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ines = await Drive.Of(node, "ines", Roles.Administrator);
        using var ana = await Drive.Of(node);
        var branch = await ana.OpenSpace("Branch");
        Assert.Equal(201, await ana.Device.Status("PUT", "/dav/Branch/b.txt", Bytes(500)));
        Assert.Equal(204, (await ines.Post(Limits, ("limit", Thousand))).Status);
        Assert.Equal(201, await ana.Device.Status("PUT", "/dav/a.txt", Bytes(600)));
        var blobs = node.Blobs().Count;

        using (var refused = await ana.Device.Send("PUT", "/dav/c.txt", Bytes(401)))
        {
            Assert.Equal(507, (int)refused.StatusCode);
            Assert.Equal("quota-not-exceeded", XDocument.Parse(await refused.Content.ReadAsStringAsync(Cancel)).Root!.Elements().Single().Name.LocalName);
        }

        using (var unannounced = new StreamContent(new Unannounced(new string('x', 401))))
        {
            Assert.Equal(507, await ana.Device.Status("PUT", "/dav/c.txt", unannounced, ("Transfer-Encoding", "chunked")));
        }

        Assert.Equal(507, await ana.Device.Status("PUT", "/dav/a.txt", Bytes(401))); // the version before it would be kept
        Assert.Equal(507, await ana.Device.Status("COPY", "/dav/a.txt", null, ("Destination", "/dav/copy.txt")));
        Assert.Equal(507, await ana.Device.Status("COPY", "/dav/Branch/b.txt", null, ("Destination", "/dav/copy.txt")));
        Assert.Equal(507, await ana.Device.Status("MOVE", "/dav/a.txt", null, ("Destination", "/dav/Branch/a.txt")));

        using (var page = await node.SignedIn("ana"))
        {
            var home = await page.Open("/documents");
            Assert.Contains("600 B of 1.0 KB used", page.Text, StringComparison.Ordinal);
            await page.Upload(home.QuerySelector("form[enctype]")!.GetAttribute("action")!, "file", "c.txt", new byte[401]);
            Assert.Equal(507, (int)page.Status);
            Assert.Contains("400 B are free in this space", page.Text, StringComparison.Ordinal);
        }

        // tus: where it is said how long it will be, at once; else when it is.
        var uploader = new Uploader(ana.Device);
        var folder = ("Upload-Metadata", "filename " + Uploader.Base64("c.txt"));
        Assert.Equal(507, await uploader.Status("POST", Uploader.Root, ("Upload-Length", "401"), folder));
        using (var begun = await uploader.Send("POST", Uploader.Root, null, ("Upload-Defer-Length", "1"), folder))
        {
            var address = begun.Headers.Location!.ToString();
            Assert.Equal(507, (await uploader.GoOn(address, 0, new string('x', 401))).Status);
            Assert.Equal(507, (await uploader.GoOn(address, 0, "x", ("Upload-Length", "401"))).Status);
            Assert.Equal(204, (await uploader.GoOn(address, 0, new string('x', 200))).Status);
            Assert.Equal(507, (await uploader.GoOn(address, 200, new string('x', 201))).Status);
            Assert.Equal(204, await uploader.Status("DELETE", address));
        }

        var parts = new[] { await uploader.BeginPart(300), await uploader.BeginPart(101) };
        await uploader.GoOn(parts[0], 0, new string('x', 300));
        await uploader.GoOn(parts[1], 0, new string('x', 101));
        Assert.Equal(507, await uploader.Status("POST", Uploader.Root, ("Upload-Concat", "final;" + string.Join(' ', parts)), folder));
        Assert.Equal(300, (await uploader.Look(parts[0])).Offset);
        foreach (var part in parts)
        {
            Assert.Equal(204, await uploader.Status("DELETE", part));
        }

        // Sync programs: when they say how much it will be, or at the end.
        var root = $"/remote.php/dav/uploads/{ana.Member}/";
        (string, string) to = ("Destination", $"/remote.php/dav/files/{ana.Member}/c.txt");
        Assert.Equal(507, await ana.Device.Status("MKCOL", root + "1", null, to, ("OC-Total-Length", "401")));
        Assert.Equal(201, await ana.Device.Status("MKCOL", root + "1", null, to));
        Assert.Equal(201, await ana.Device.Status("PUT", root + "1/1", Bytes(300), to));
        Assert.Equal(507, await ana.Device.Status("PUT", root + "1/2", Bytes(101), to));
        Assert.Equal(201, await ana.Device.Status("PUT", root + "1/2", Bytes(101)));
        Assert.Equal(507, await ana.Device.Status("MOVE", root + "1/.file", null, to));
        Assert.Equal(204, await ana.Device.Status("DELETE", root + "1"));

        // What it says of itself. The group's space has its own.
        Assert.Equal(("600", "400"), await Shown(ana, "/dav/"));
        Assert.Equal(("500", "500"), await Shown(ana, "/dav/Branch/"));
        var all = await ana.Device.Find("/dav/", "1", "<propfind xmlns='DAV:'><prop><quota-used-bytes/><quota-available-bytes/></prop></propfind>");
        Assert.Equal(["400", "500"], all.Descendants(Dav + "quota-available-bytes").Select(each => each.Value).Where(value => value.Length > 0));
        var quota = (await ana.Device.Http.GetFromJsonAsync<JsonNode>("/ocs/v2.php/cloud/user?format=json", Cancel))!["ocs"]!["data"]!["quota"]!;
        Assert.Equal("""{"quota":1000,"total":1000,"used":600,"free":400,"relative":60}""", quota.ToJsonString());

        await ana.Upkeep();
        Assert.Equal(blobs, node.Blobs().Count); // nothing half written stayed

        // Full, it is read, emptied, and saved to by programs that write beside and move over.
        Assert.Equal(201, await ana.Device.Status("PUT", "/dav/a.txt~", Bytes(400)));
        Assert.Equal(204, await ana.Device.Status("MOVE", "/dav/a.txt~", null, ("Destination", "/dav/a.txt")));
        Assert.Equal(("1000", "0"), await Shown(ana, "/dav/"));
        Assert.Equal(201, await ana.Device.Status("PUT", "/dav/empty.txt", Bytes(0)));
        Assert.Equal(201, await ana.Device.Status("MKCOL", "/dav/f"));
        Assert.Equal(400, (await ana.Device.Read("/dav/a.txt"))!.Length);
        var id = await ana.Id("a.txt");
        Assert.Equal("documents.no-room", (string?)(await ana.Post($"/documents/{id}/versions/1/restore")).Answer["code"]);
        Assert.Equal(204, await ana.Device.Status("DELETE", "/dav/a.txt"));
        Assert.Equal(("1000", "0"), await Shown(ana, "/dav/"));
        Assert.Equal(200, (await ana.Restore(id)).Status); // from the trash: it counted there
        await ana.Destroy("/dav/a.txt");
        Assert.Equal(("0", "1000"), await Shown(ana, "/dav/"));
        Assert.Equal(201, await ana.Device.Status("PUT", "/dav/c.txt", Bytes(1000)));
        Assert.Empty((await ana.Check()).Faults);
        Assert.NotEqual(Guid.Empty, branch);
    }

    [Theory]
    [InlineData(Thousand, 300, 3)] // nearly full: one after another
    [InlineData("0.21", 100, 12)] // far from it: at once
    public async Task Is_never_overfilled_by_several_at_once(string limit, int bytes, int fitting)
    {
        const int Devices = 12;
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        using var ines = await Drive.Of(node, "ines", Roles.Administrator);
        using var ana = await Drive.Of(node);
        using var there = await ana.At(replica);
        await ines.Post(Limits + "/members", ("person", "ana"), ("limit", limit));
        var statuses = await Task.WhenAll(Enumerable.Range(0, Devices).Select(index =>
            (index % 2 == 0 ? ana : there).Device.Status("PUT", $"/dav/{index}.txt", Bytes(bytes))));
        Assert.Equal(fitting, statuses.Count(status => status == 201));
        Assert.Equal(Devices - fitting, statuses.Count(status => status == 507));
        Assert.Equal(fitting, node.Blobs().Count);
        Assert.Equal($"{fitting * bytes}", (await Shown(ana, "/dav/")).Used);
        Assert.Empty((await ana.Check()).Faults);
    }

    [Fact]
    public async Task Counts_what_is_kept_whatever_happens_to_it()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ines = await Drive.Of(node, "ines", Roles.Administrator);
        using var ana = await Drive.Of(node);
        Assert.Equal(204, (await ines.Post(Limits, ("limit", "1"))).Status);
        var branch = await ana.OpenSpace("Branch");
        await ana.Device.Status("MKCOL", "/dav/f");
        for (var version = 1; version <= 4; version++)
        {
            await ana.Device.Status("PUT", "/dav/f/plan.txt", Bytes(version * 100));
        }

        await Holds(ana, branch, own: 1000, group: 0);
        await ana.Device.Status("COPY", "/dav/f", null, ("Destination", "/dav/g"));
        await ana.Device.Status("MOVE", "/dav/g/plan.txt", null, ("Destination", "/dav/g/renamed.txt"));
        await Holds(ana, branch, own: 1400, group: 0);
        await ana.Device.Status("MOVE", "/dav/g", null, ("Destination", "/dav/Branch/g"));
        await Holds(ana, branch, own: 1400, group: 400); // the original is in the trash
        await ana.Device.Status("COPY", "/dav/Branch/g/renamed.txt", null, ("Destination", "/dav/f/plan.txt"));
        await Holds(ana, branch, own: 1800, group: 400);
        Assert.Equal(200, (await ana.Post($"/documents/{await ana.Id("plan.txt")}/versions/2/restore")).Status);
        await Holds(ana, branch, own: 2000, group: 400);
        await node.Run("alter table node.document_version drop column length; delete from node.space_use"); // as a node had it before this was counted
        await node.Run(Federation.Node.Documents.Versions.VersionTable.Script.Sql);
        await node.Run(QuotaTable.Script.Sql);
        await Holds(ana, branch, own: 2000, group: 400);
        Assert.Equal(200, (await ana.Post("/documents/trash/empty")).Status);
        await Holds(ana, branch, own: 1600, group: 400);
        node.Clock.Advance(TimeSpan.FromDays(2)); // of one hour the last stays
        await ana.Upkeep();
        await Holds(ana, branch, own: 200, group: 400);
        await ana.Device.Status("PUT", "/dav/f/plan.txt~", Bytes(50));
        await ana.Device.Status("MOVE", "/dav/f/plan.txt~", null, ("Destination", "/dav/f/plan.txt"));
        await Holds(ana, branch, own: 250, group: 400);
        await ana.Device.Status("DELETE", "/dav/f");
        await Holds(ana, branch, own: 250, group: 400);
        using var daemon = await node.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync("EntryTable", Cancel);
        await Holds(ana, branch, own: 250, group: 400);
        Assert.Equal(1_000_000_000, (await Use(node, branch)).Most);
        node.Clock.Advance(TimeSpan.FromDays(31)); // over in the trash
        await ana.Upkeep();
        await Holds(ana, branch, own: 0, group: 400);
        await ana.Device.Status("PUT", "/dav/last.txt", Bytes(10));
        await node.Services.GetRequiredService<Federation.Node.Documents.Erasures.SpaceErasure>().Of(ana.Member, Cancel);
        Assert.Equal(new SpaceUse(0, null), await Use(node, Space.PersonalIdOf(ana.Member)));
        Assert.Equal(0, await node.Count($"node.space_use where space_id = '{Space.PersonalIdOf(ana.Member)}'"));
        Assert.Empty((await ana.Check()).Faults);
    }

    [Fact]
    public async Task Has_it_from_an_administrator_and_from_nobody_else()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ines = await Drive.Of(node, "ines", Roles.Administrator);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        var branch = await ana.OpenSpace("Branch Lyon");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, await ana.Get(Limits));
        Assert.Equal(403, (await ana.Post($"{Limits}/spaces/{branch}", ("limit", "1000"))).Status);
        foreach (var slip in new[] { "-1", "ten", "1000001", "1e3", "1.000,5" })
        {
            Assert.Equal(422, (await ines.Post(Limits, ("limit", slip))).Status);
        }

        Assert.Equal(204, (await ines.Post(Limits, ("limit", "2"))).Status);
        Assert.Equal(204, (await ines.Post(Limits, ("limit", "2,0"))).Status); // said already
        Assert.Equal(204, (await ines.Post($"{Limits}/spaces/{branch}", ("limit", "0,5"))).Status);
        Assert.Equal(204, (await ines.Post(Limits + "/members", ("person", "ben"), ("limit", "3"))).Status); // who never came yet
        Assert.Equal(422, (await ines.Post(Limits + "/members", ("person", "nobody"), ("limit", "3"))).Status);
        Assert.Equal(404, (await ines.Post($"{Limits}/spaces/{Guid.CreateVersion7()}", ("limit", "3"))).Status);
        Assert.Equal((500_000_000L, 2_000_000_000L, 3_000_000_000L), (
            (await Use(node, branch)).Most, (await Use(node, Space.PersonalIdOf(ana.Member))).Most, (await Use(node, Space.PersonalIdOf(ben.Member))).Most));
        Assert.Equal(3, await node.Count($"node.mt_events where type in ('space.limited.v1', 'spaces.limited.v1') and data ->> 'by' = '{ines.Member}'"));

        using var page = await node.SignedIn("ines");
        await page.Open(Limits);
        Assert.Contains("Branch Lyon group space 0 B of 500 MB used", page.Text, StringComparison.Ordinal);
        Assert.Contains("ben 0 B of 3.0 GB used", page.Text, StringComparison.Ordinal);
        await page.Submit($"{Limits}/spaces/{branch}", ("limit", ""));
        await page.Submit(Limits, ("limit", ""));
        Assert.Null((await Use(node, branch)).Most);
        Assert.Equal(3_000_000_000, (await Use(node, Space.PersonalIdOf(ben.Member))).Most);
        Assert.Equal("404", (await Shown(ana, "/dav/")).Available); // no limit, no value
    }

    [Fact]
    public async Task Tells_those_who_see_a_part_of_it_only_what_they_need()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ines = await Drive.Of(node, "ines", Roles.Administrator);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        using var cem = await Drive.Of(node, "cem");
        Assert.Equal(204, (await ines.Post(Limits, ("limit", Thousand))).Status);
        await ana.Device.Status("MKCOL", "/dav/shared");
        await ana.Device.Status("PUT", "/dav/mine.txt", Bytes(500));
        await ana.Device.Status("PUT", "/dav/shared/a.txt", Bytes(100));
        await ana.Share("shared", "ben", "editor");
        await ana.Share("shared", "cem", "viewer");
        Assert.Equal(("100", "400"), await Shown(ben, "/dav/shared/"));
        Assert.Equal(("100", "404"), await Shown(cem, "/dav/shared/"));
        Assert.Equal(507, await ben.Device.Status("PUT", "/dav/shared/b.txt", Bytes(401)));
        Assert.Equal(201, await ben.Device.Status("PUT", "/dav/shared/b.txt", Bytes(400)));
        Assert.Equal(("0", "1000"), await Shown(ben, "/dav/"));
    }

    private static ByteArrayContent Bytes(int count) => new(Encoding.ASCII.GetBytes(new string('x', count)));

    private static Task<SpaceUse> Use(RunningNode node, Guid space) => node.Services.GetRequiredService<QuotaViews>().Of(space, Cancel);

    private static async Task Holds(Drive drive, Guid branch, long own, long group)
    {
        Assert.Equal((own, group), ((await Use(drive.Node, Space.PersonalIdOf(drive.Member))).Used, (await Use(drive.Node, branch)).Used));
        Assert.Empty((await drive.Check(read: 0)).Faults);
    }

    private static async Task<(string Used, string Available)> Shown(Drive drive, string path)
    {
        var found = await drive.Device.Find(path, "0", "<propfind xmlns='DAV:'><prop><quota-used-bytes/><quota-available-bytes/></prop></propfind>");
        string Of(string name) => found.Descendants(Dav + name).Single() is var property && property.Parent!.Parent!.Element(Dav + "status")!.Value.Contains("404", StringComparison.Ordinal)
            ? "404" : property.Value;
        return (Of("quota-used-bytes"), Of("quota-available-bytes"));
    }

    /// <summary>A body of which the sender does not say how long it is.</summary>
    private sealed class Unannounced(string text) : MemoryStream(Encoding.ASCII.GetBytes(text))
    {
        public override bool CanSeek => false;
    }
}
