using System.IO.Compression;
using System.Net;
using AngleSharp.Dom;
using Federation.Node.Documents;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Hosting.Security;
using Federation.Node.Members;
using Federation.Storage.Keys;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Documents;

public sealed class A_group_space_that_is_closed(PostgresFixture postgres)
{
    private static readonly (int, string?) Closed = (403, "documents.space-closed");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_read_only_at_once_at_every_door_and_open_again_when_a_manager_says_so()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        using var there = await ben.At(replica, "ben");
        using var cem = await Drive.Of(node, "cem");
        var branch = await Branch(ana);
        await ana.Device.Put("/dav/Branch/trashed.txt", "t");
        await ana.Device.Status("DELETE", "/dav/Branch/trashed.txt");
        await ana.Device.Status("MKCOL", "/dav/Branch/inbox");
        await ana.Share("inbox", "cem", "editor");
        var (minutes, trashed, inbox) = (await ana.Id("minutes.txt"), Guid.Parse((string)(await ana.Trash(branch)).Single()!["id"]!), await ana.Id("inbox"));
        using var box = new Passerby(replica, await Link(ana, inbox, "drop-box"));
        using var reader = new Passerby(replica, await Link(ana, minutes, "download"));
        await box.Open();
        Assert.Equal(HttpStatusCode.OK, await box.Drop("first.txt", "first"));
        var upload = await new Uploader(there.Device).Begin(4, headers: ("Upload-Metadata", $"filename {Uploader.Base64("late.txt")},folder {Uploader.Base64($"{branch}")}"));

        Assert.Equal(403, (await ben.Post($"/documents/spaces/{branch}/close")).Status);
        Assert.Equal(404, (await cem.Post($"/documents/spaces/{branch}/close")).Status);
        Assert.Equal(204, (await ana.Post($"/documents/spaces/{branch}/close")).Status);
        foreach (var (method, path) in new[] { ("PUT", "minutes.txt"), ("PUT", "new.txt"), ("MKCOL", "f"), ("DELETE", "minutes.txt"), ("LOCK", "minutes.txt") })
        {
            foreach (var (device, root) in new[] { (ana.Device, "/dav/"), (there.Device, "/remote.php/dav/files/ben/") })
            {
                Assert.Equal(403, await device.Status(method, $"{root}Branch/{path}", method switch { "PUT" => new StringContent("no"), "LOCK" => Device.LockInfo(), _ => null }));
            }
        }

        Assert.Equal(403, await cem.Device.Status("PUT", "/dav/inbox/new.txt", new StringContent("no")));
        Assert.Equal((403, null), await new Uploader(there.Device).GoOn(upload, 0, "late"));
        Assert.Equal(403, await there.Device.Status("MOVE", "/dav/Branch/minutes.txt", null, ("Destination", "/dav/taken.txt")));
        Assert.Equal(403, (await there.Post($"/documents/{branch}/folders", ("name", "f"))).Status);
        Assert.Equal(403, (await ana.Post($"/documents/{minutes}/versions/1/restore")).Status);
        Assert.Equal((403, 403), ((await ana.Restore(trashed)).Status, (await ana.Erase(trashed)).Status));
        Assert.Equal((403, 403), (await ana.Share("inbox", "ben", "viewer"), (await ana.Post($"/documents/{inbox}/links", ("kind", "drop-box"))).Status));
        Assert.NotEqual(HttpStatusCode.OK, await box.Drop("second.txt", "second"));
        Assert.Equal(HttpStatusCode.NotFound, await box.Open());
        Assert.Equal(HttpStatusCode.OK, await reader.Open());
        Assert.Equal("we met again", await there.Device.Read("/dav/Branch/minutes.txt"));
        Assert.Equal(201, await there.Device.Status("COPY", "/dav/Branch/minutes.txt", null, ("Destination", "/dav/mine.txt")));

        using var page = await replica.SignedIn("ben");
        foreach (var path in new[] { "/documents", $"/documents/{branch}", $"/documents/{minutes}" })
        {
            await page.Open(path);
            Assert.Contains("24 December 2026", page.Text, StringComparison.Ordinal);
        }

        Assert.Null(page.Page.QuerySelector("form[action$=reopen]"));
        Assert.Equal(403, (await ben.Post($"/documents/spaces/{branch}/reopen")).Status);
        Assert.Equal(204, (await ana.Post($"/documents/spaces/{branch}/reopen")).Status);
        Assert.Equal(204, await there.Device.Status("PUT", "/dav/Branch/minutes.txt", new StringContent("and on")));
        Assert.Equal(HttpStatusCode.OK, await box.Open());
        node.Clock.Advance(DocumentLimits.ClosedSpaceLife + TimeSpan.FromDays(1));
        await ana.Upkeep();
        Assert.Equal("and on", await ana.Device.Read("/dav/Branch/minutes.txt"));
    }

    [Fact]
    public async Task Is_taken_along_as_a_zip()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        using var cem = await Drive.Of(node, "cem");
        var branch = await Branch(ana);
        await ana.Device.Status("MKCOL", "/dav/Branch/2026");
        await ana.Device.Status("MKCOL", "/dav/Branch/empty");
        await ana.Device.Put("/dav/Branch/2026/pay.txt", "pay");
        await ana.Post($"/documents/spaces/{branch}/close");
        Assert.Equal(HttpStatusCode.NotFound, await cem.Get($"/documents/{branch}/zip"));
        Assert.Equal(HttpStatusCode.OK, await ben.Get("/documents")); // signed in
        using var answer = await ben.Browser.GetAsync($"/documents/{branch}/zip", Cancel);
        Assert.Equal("Branch.zip", answer.Content.Headers.ContentDisposition!.FileNameStar);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Cancel));
        Assert.Equal(["2026/", "2026/pay.txt", "empty/", "minutes.txt"], zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        using var text = new StreamReader(zip.GetEntry("minutes.txt")!.Open());
        Assert.Equal("we met again", await text.ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task Is_destroyed_after_its_date_with_a_record_and_in_backups_too()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        var branch = await Branch(ana);
        await ana.Device.Put("/dav/Branch/trashed.txt", "t");
        await ana.Device.Status("DELETE", "/dav/Branch/trashed.txt");
        await ana.Device.Put("/dav/own.txt", "own");
        await ben.Device.Put("/dav/his.txt", "his");
        await ana.LetIn(branch, "ben", "editor");
        Assert.Equal(204, (await ben.Post($"/documents/{await ben.Id("his.txt")}/share", ("group", $"{branch}"), ("role", "viewer"))).Status);
        Assert.Equal(1, await node.Count($"node.share where group_id = '{branch}'"));
        var older = await postgres.CreateDatabase();
        var dump = Path.Combine(Directory.CreateTempSubdirectory("federation-copy").FullName, "all");
        await DatabaseDump.Write(node.Services.GetRequiredService<DatabaseConnection>(), dump, [], Cancel);
        await DatabaseDump.Read(new(older), dump, Cancel);

        await ana.Post($"/documents/spaces/{branch}/close");
        node.Clock.Advance(DocumentLimits.ClosedSpaceLife - TimeSpan.FromHours(1));
        await ana.Upkeep();
        Assert.Equal("we met again", await ben.Device.Read("/dav/Branch/minutes.txt"));
        node.Clock.Advance(TimeSpan.FromHours(2));
        await ana.Upkeep();
        await ana.Upkeep();
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (await ana.Get($"/documents/{branch}"), await ben.Get($"/documents/{branch}")));
        Assert.DoesNotContain("/dav/Branch/", await ben.Device.List("/dav/"));
        Assert.Equal(404, (await ana.Post($"/documents/spaces/{branch}/reopen")).Status);
        Assert.Equal(("own", "his"), (await ana.Device.Read("/dav/own.txt"), await ben.Device.Read("/dav/his.txt")));
        Assert.Equal(KeyState.Erased, await node.Services.GetRequiredService<KeyVault>().StateOf(new SubjectId(branch), Cancel));
        foreach (var table in new[] { "entry", "trashed_entry", "document_version", "space_person", "share", "entry_change" })
        {
            Assert.Equal(0, await node.Count($"node.{table} where space_id = '{branch}'"));
        }

        Assert.Equal(2, node.Blobs().Count);
        Assert.Equal(0, await node.Count($"node.share where group_id = '{branch}'"));
        Assert.Equal(1, await node.Count($"node.mt_events where type = 'space.destroyed.v1' and data ->> 'documents' = '2' and stream_id = '{branch}'"));
        Assert.Empty((await ana.Check()).Faults);

        await Rebuild(node);
        Assert.Equal((0, 0), (await node.Count($"node.entry where space_id = '{branch}'"), await node.Count($"node.space where id = '{branch}'")));

        // A backup of before does not bring it back.
        await using var restored = await node.StartOn(older);
        Assert.Equal(KeyState.Erased, await restored.Services.GetRequiredService<KeyVault>().StateOf(new SubjectId(branch), Cancel));
        Assert.Equal((0, 0), (await restored.Count("node.entry where name = 'minutes.txt'"), await restored.Count($"node.space where id = '{branch}'")));
    }

    [Fact]
    public async Task Is_kept_as_long_as_something_in_it_is_held()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ines = await Drive.Of(node, "ines", Roles.Officer);
        var branch = await Branch(ana);
        await ana.Post($"/documents/spaces/{branch}/close");
        var (_, hold) = await ines.Post($"/documents/{await ana.Id("minutes.txt")}/holds", ("why", "case 7/26"));
        node.Clock.Advance(DocumentLimits.ClosedSpaceLife + TimeSpan.FromDays(1));
        await ana.Upkeep();
        Assert.Equal("we met again", await ana.Device.Read("/dav/Branch/minutes.txt"));
        Assert.Equal(403, await ana.Device.Status("PUT", "/dav/Branch/minutes.txt", new StringContent("no")));
        await Rebuild(node);
        Assert.Equal(403, await ana.Device.Status("PUT", "/dav/Branch/minutes.txt", new StringContent("no")));
        Assert.Equal(204, (await ines.Post($"/documents/holds/{(string?)hold["id"]}/release", ("why", "over"))).Status);
        await ana.Upkeep();
        Assert.Null(await ana.Device.Read("/dav/Branch/minutes.txt"));
        Assert.Empty(node.Blobs());
    }

    [Fact]
    public async Task Keeps_its_name_and_lets_nobody_in_but_everybody_go()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        using var cem = await Drive.Of(node, "cem");
        using var dora = await Drive.Of(node, "dora");
        var branch = await Branch(ana);
        await ana.LetIn(branch, "dora", "editor");
        await ana.Device.Put("/dav/Branch/letter.txt", "dear");
        await ana.Share("letter.txt", "cem", "viewer");
        var minutes = await ana.Id("minutes.txt");
        using var reader = new Passerby(node, await Link(ana, minutes, "download"));
        var link = (await ana.Json("/documents/links")).AsArray().Single()!["id"];
        await ana.Post($"/documents/spaces/{branch}/close");
        var people = $"/documents/spaces/{branch}/people";

        Assert.Equal(Closed, await Answer(ana, $"/documents/spaces/{branch}/rename", ("name", "Other")));
        Assert.Equal(Closed, await Answer(ana, people, ("person", "cem"), ("role", "viewer")));
        Assert.Equal(Closed, await Answer(ana, people, ("person", "ben"), ("role", "manager")));
        Assert.Equal(Closed, await Answer(ana, $"{people}/{ben.Member}/role", ("role", "manager")));
        Assert.Equal(Closed, await Answer(ana, $"/documents/{minutes}/links/{link}/change", ("label", "longer")));
        Assert.Equal(403, (await ben.Post($"/documents/spaces/{branch}/rename", ("name", "Other"))).Status);
        Assert.Equal(404, (await cem.Post($"/documents/spaces/{branch}/rename", ("name", "Other"))).Status);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (await ben.Get($"/documents/{branch}"), await cem.Get($"/documents/{branch}")));

        using var page = await node.SignedIn("ana");
        await page.Open($"/documents/{branch}");
        var forms = page.Page.QuerySelectorAll("#people form").Select(form => form.GetAttribute("action")).ToList();
        Assert.Equal(["role", "remove"], forms.Where(form => form!.Contains($"{ben.Member}", StringComparison.Ordinal)).Select(form => form!.Split('/')[^1]));
        Assert.DoesNotContain(people, forms);
        Assert.DoesNotContain($"/documents/spaces/{branch}/rename", forms);
        await page.Open($"/documents/{minutes}");
        Assert.Equal([$"/documents/{minutes}/links/{link}/end"], page.Page.QuerySelectorAll("#sharing form").Select(form => form.GetAttribute("action")));
        await page.Open($"/documents/{branch}");
        Assert.Equal(["viewer", "editor"], page.Page.QuerySelectorAll($"form[action*='{ben.Member}/role'] option").Select(option => option.GetAttribute("value")));

        // What was given is taken back as ever.
        Assert.Equal(204, (await ana.Post($"{people}/{ben.Member}/role", ("role", "viewer"))).Status);
        Assert.Equal(204, (await ana.Post($"{people}/{dora.Member}/remove")).Status);
        Assert.Equal(204, (await ben.Post($"{people}/{ben.Member}/remove")).Status);
        await ana.Unshare("letter.txt");
        Assert.Equal(HttpStatusCode.OK, await reader.Open());
        Assert.Equal(204, (await ana.Post($"/documents/{minutes}/links/{link}/end")).Status);
        Assert.Equal(HttpStatusCode.NotFound, await reader.Open());
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (await ben.Get($"/documents/{branch}"), await dora.Get($"/documents/{branch}")));
        Assert.DoesNotContain("/dav/letter.txt", await cem.Device.List("/dav/"));
        await ana.Post($"/documents/spaces/{branch}/reopen");
        Assert.Equal(204, await ana.LetIn(branch, "cem", "editor"));
        Assert.Equal(204, (await ana.Post($"/documents/spaces/{branch}/rename", ("name", "Other"))).Status);
    }

    [Fact]
    public async Task Is_opened_again_as_long_as_it_is_there_though_its_date_has_come()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ines = await Drive.Of(node, "ines", Roles.Officer);
        var branch = await Branch(ana);
        await ana.Post($"/documents/spaces/{branch}/close");
        var (_, hold) = await ines.Post($"/documents/{await ana.Id("minutes.txt")}/holds", ("why", "case 7/26"));
        node.Clock.Advance(DocumentLimits.ClosedSpaceLife + TimeSpan.FromDays(1));
        await ana.Upkeep();
        Assert.Equal(204, (await ana.Post($"/documents/spaces/{branch}/reopen")).Status);
        Assert.Equal(204, (await ines.Post($"/documents/holds/{(string?)hold["id"]}/release", ("why", "over"))).Status);
        await ana.Upkeep();
        Assert.Equal(204, await ana.Device.Status("PUT", "/dav/Branch/minutes.txt", new StringContent("and on")));

        // Closed anew, it has its thirty days anew.
        await ana.Post($"/documents/spaces/{branch}/close");
        node.Clock.Advance(DocumentLimits.ClosedSpaceLife - TimeSpan.FromHours(1));
        await ana.Upkeep();
        Assert.Equal("and on", await ana.Device.Read("/dav/Branch/minutes.txt"));
    }

    [Fact]
    public async Task Is_told_of_on_the_first_page_of_everybody_in_it_until_its_date()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        using var cem = await Drive.Of(node, "cem");
        var branch = await Branch(ana);
        Assert.Null(await Note(node, "ben"));
        await ana.Post($"/documents/spaces/{branch}/close");
        var note = await Note(node, "ben");
        Assert.Equal($"/documents/{branch}", note?.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("Branch", note!.TextContent, StringComparison.Ordinal);
        Assert.Contains("24 December 2026", note.TextContent, StringComparison.Ordinal);
        Assert.Null(await Note(node, "cem"));
        await ana.Post($"/documents/spaces/{branch}/reopen");
        Assert.Null(await Note(node, "ben"));
    }

    [Fact]
    public async Task Takes_nothing_any_more_once_it_was_answered_that_it_is_closed()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        var branch = await Branch(ana);

        // A write that was allowed waits a moment before its commit: its folder is locked.
        await using var other = await node.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(Cancel);
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await other.Run("select from node.entry where id = $1 for update", Cancel, branch);
        var writing = ana.Device.Status("PUT", "/dav/Branch/late.txt", new StringContent("late"));
        for (var waits = 0L; waits == 0; waits = await node.Count("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))
        {
            await Task.Delay(20, Cancel);
        }

        var closing = ana.Post($"/documents/spaces/{branch}/close");
        var wasClosedFirst = await Task.WhenAny(closing, Task.Delay(1000, Cancel)) == closing;
        await transaction.RollbackAsync(Cancel);
        Assert.Equal(204, (await closing).Status);
        Assert.Equal(wasClosedFirst ? 403 : 201, await writing);
        Assert.Equal(403, await ana.Device.Status("PUT", "/dav/Branch/later.txt", new StringContent("later")));
    }

    [Fact]
    public async Task Stands_still_until_it_is_opened_again_whatever_its_rule_says()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        var branch = await Branch(ana);
        await ana.Device.Put("/dav/Branch/trashed.txt", "t");
        await ana.Device.Status("DELETE", "/dav/Branch/trashed.txt");
        Assert.Equal(204, (await ana.Post($"/documents/{branch}/retention", ("delete", "15"), ("trash", "2"))).Status);
        await ana.Post($"/documents/spaces/{branch}/close");
        Assert.Equal(Closed, await Answer(ana, $"/documents/{branch}/retention", ("delete", "1")));
        Assert.Equal(Closed, await Answer(ana, $"/documents/{branch}/retention"));
        node.Clock.Advance(DocumentLimits.ClosedSpaceLife - TimeSpan.FromDays(1)); // over for the document, for the trash and for the older version
        await ana.Upkeep();
        var minutes = await ana.Id("minutes.txt");
        Assert.Equal("we met again", await ana.Device.Read("/dav/Branch/minutes.txt"));
        Assert.Equal(2, (await ana.Versions(minutes)).Count);
        Assert.Equal("trashed.txt", (string?)(await ana.Trash(branch)).Single()!["name"]);
        using (var page = await node.SignedIn("ana"))
        {
            await page.Open($"/documents/{minutes}");
            Assert.DoesNotContain("goes to the trash", page.Text, StringComparison.Ordinal);
        }

        // Open again, its rule holds again.
        Assert.Equal(204, (await ana.Post($"/documents/spaces/{branch}/reopen")).Status);
        await ana.Upkeep();
        Assert.Null(await ana.Device.Read("/dav/Branch/minutes.txt"));
        Assert.Equal("minutes.txt", (string?)(await ana.Trash(branch)).Single()!["name"]);
    }

    [Fact]
    public async Task Stands_still_without_a_rule_too()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        var branch = await Branch(ana);
        await ana.Device.Put("/dav/Branch/trashed.txt", "t");
        await ana.Device.Status("DELETE", "/dav/Branch/trashed.txt");
        node.Clock.Advance(TimeSpan.FromDays(20));
        await ana.Device.Put("/dav/Branch/minutes.txt", "we met once more");
        await ana.Device.Put("/dav/Branch/minutes.txt", "we met at last"); // of one hour the last would stay
        var minutes = await ana.Id("minutes.txt");
        var versions = (await ana.Versions(minutes)).Count;
        await ana.Post($"/documents/spaces/{branch}/close");
        node.Clock.Advance(TimeSpan.FromDays(20));
        await ana.Upkeep();
        Assert.Equal("trashed.txt", (string?)(await ana.Trash(branch)).Single()!["name"]);
        Assert.Equal(versions, (await ana.Versions(minutes)).Count);
        await ana.Post($"/documents/spaces/{branch}/reopen");
        await ana.Upkeep();
        Assert.Empty(await ana.Trash(branch));
        Assert.True((await ana.Versions(minutes)).Count < versions);
    }

    private static async Task<Guid> Branch(Drive ana)
    {
        var branch = await ana.OpenSpace("Branch");
        await ana.LetIn(branch, "ben", "editor");
        await ana.Device.Put("/dav/Branch/minutes.txt", "we met");
        await ana.Device.Put("/dav/Branch/minutes.txt", "we met again");
        return branch;
    }

    private static async Task Rebuild(RunningNode node)
    {
        using var daemon = await node.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync("EntryTable", Cancel);
    }

    private static async Task<(int, string?)> Answer(Drive drive, string path, params (string Name, string Value)[] fields)
    {
        var (status, answer) = await drive.Post(path, fields);
        return (status, (string?)answer["code"]);
    }

    private static async Task<IElement?> Note(RunningNode node, string person)
    {
        using var page = await node.SignedIn(person);
        await page.Open("/");
        return page.Page.QuerySelector("[role=note]");
    }

    private static async Task<string> Link(Drive drive, Guid entry, string kind)
    {
        var (status, answer) = await drive.Post($"/documents/{entry}/links", ("kind", kind));
        Assert.Equal(200, status);
        return (string)answer["address"]!;
    }
}
