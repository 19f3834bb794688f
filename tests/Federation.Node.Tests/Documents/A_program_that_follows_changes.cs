using System.Xml.Linq;
using Federation.Node.Documents;
using Federation.Node.Documents.Changes;
using Federation.Node.Documents.Spaces;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Documents;

public sealed class A_program_that_follows_changes(NodeOfAClass shared) : IClassFixture<NodeOfAClass>
{
    private static readonly XNamespace Dav = "DAV:";

    private static int people;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<Drive> Person(RunningNode node) => Drive.Of(node, $"person {Interlocked.Increment(ref people)}");

    [Fact]
    public async Task Is_told_what_is_new_what_changed_and_what_is_gone_and_nothing_else()
    {
        using var ana = await Person(shared.Node);
        var (device, follower) = (ana.Device, new Follower(ana.Device));
        await device.Status("MKCOL", "/dav/a");
        await device.Put("/dav/a/b%20c.txt", "1");
        await device.Put("/dav/d.txt", "1");
        await device.Put("/dav/e.txt", "1");
        await follower.Sync();
        Assert.Equal(["/dav/a/", "/dav/a/b%20c.txt", "/dav/d.txt", "/dav/e.txt"], follower.Told.Order(StringComparer.Ordinal));

        await follower.Rest();
        var token = follower.Token;
        await follower.Sync();
        Assert.Empty(follower.Told);
        Assert.Equal(token, follower.Token); // nothing happened

        await device.Put("/dav/a/b%20c.txt", "2");
        await device.Status("DELETE", "/dav/d.txt");
        await device.Status("MOVE", "/dav/e.txt", null, ("Destination", "/dav/a/f.txt"));
        await follower.Sync();
        Assert.Equal(["-/dav/d.txt", "-/dav/e.txt", "/dav/a/", "/dav/a/b%20c.txt", "/dav/a/f.txt"], follower.Told.Order(StringComparer.Ordinal));
        await follower.AgreesWithTheNode();
    }

    [Fact]
    public async Task Begins_at_the_same_moment_as_others_on_a_node_that_nobody_followed_yet()
    {
        using var ana = await Person(shared.Node);
        var (views, space) = (shared.Node.Services.GetRequiredService<ChangeViews>(), Space.PersonalIdOf(ana.Member));
        for (var round = 0; round < 20; round++)
        {
            await shared.Node.Run("delete from node.change_era");
            var marks = await Task.WhenAll(Enumerable.Range(0, 12).Select(async at => at % 2 == 0
                ? await views.Now([space], Cancel)
                : (await views.Since([new ChangeTop(space, space, 0, [])], true, Cancel))!.Value.Mark));
            Assert.Single(marks.Select(mark => mark.Era).Distinct());
        }
    }

    [Fact]
    public async Task Learns_of_all_that_lies_in_a_folder_that_moved_or_took_the_name_of_another()
    {
        using var ana = await Person(shared.Node);
        var (device, follower) = (ana.Device, new Follower(ana.Device));
        foreach (var path in new[] { "/dav/x", "/dav/x/deep", "/dav/y" })
        {
            await device.Status("MKCOL", path);
        }

        await device.Put("/dav/x/deep/old.txt", "1");
        await device.Put("/dav/x/stays.txt", "1");
        await device.Put("/dav/y/new.txt", "1");
        await follower.Sync();

        await device.Status("MOVE", "/dav/x", null, ("Destination", "/dav/z"));
        await device.Status("MOVE", "/dav/z/stays.txt", null, ("Destination", "/dav/elsewhere.txt"));
        await device.Status("MOVE", "/dav/y", null, ("Destination", "/dav/x"));
        await follower.Sync();
        Assert.Contains("-/dav/x/deep/", follower.Told); // the folder called x is another: what the first held is not in it
        Assert.Contains("-/dav/x/stays.txt", follower.Told);
        await follower.AgreesWithTheNode();

        await device.Status("DELETE", "/dav/x");
        await device.Status("MKCOL", "/dav/x");
        await follower.Sync();
        Assert.Contains("-/dav/x/new.txt", follower.Told);
        await follower.AgreesWithTheNode();

        Assert.Equal(200, (await ana.Restore((Guid)(await ana.Trash())[0]!["id"]!)).Status);
        await follower.Sync();
        await follower.AgreesWithTheNode();
    }

    [Fact]
    public async Task Asks_of_one_folder_by_its_own_address_and_of_one_level()
    {
        using var ana = await Person(shared.Node);
        await ana.Device.Status("MKCOL", "/dav/a");
        await ana.Device.Status("MKCOL", "/dav/a/b");
        var (flat, deep) = (new Follower(ana.Device, "/remote.php/webdav/a/", "1"), new Follower(ana.Device, "/dav/a/b/"));
        await flat.Rest();
        await deep.Rest();
        await ana.Device.Put("/dav/a/b/c.txt", "1");
        await ana.Device.Put("/dav/outside.txt", "1");
        await flat.Sync();
        await deep.Sync();
        Assert.Equal(["/remote.php/webdav/a/b/"], flat.Told);
        Assert.Equal(["/dav/a/b/c.txt"], deep.Told);
        await flat.AgreesWithTheNode();
        await deep.Rest();
        await ana.Device.Status("MOVE", "/dav/a/b/c.txt", null, ("Destination", "/dav/a/c.txt"));
        await flat.Sync();
        await deep.Sync();
        Assert.Equal(["-/dav/a/b/c.txt"], deep.Told);
        await flat.AgreesWithTheNode();
    }

    [Fact]
    public async Task Goes_on_where_a_long_answer_was_cut_off_though_others_write_meanwhile()
    {
        using var ana = await Person(shared.Node);
        var follower = new Follower(ana.Device);
        for (var index = 0; index < 7; index++)
        {
            await ana.Device.Put($"/dav/{index}.txt", "1");
        }

        var (_, first) = await follower.Ask("", 3);
        Assert.Equal(4, first.Root!.Elements(Dav + "response").Count());
        Assert.Single(first.Descendants(Dav + "number-of-matches-within-limits"));
        await follower.Sync(3);
        Assert.Equal(3, follower.Answers);
        Assert.Equal(7, follower.Known.Count);

        for (var index = 0; index < 7; index++)
        {
            await ana.Device.Put($"/dav/{index}.txt", "2");
        }

        var cut = (await follower.Ask(follower.Token, 4)).Body;
        follower.Token = cut.Root!.Element(Dav + "sync-token")!.Value;
        foreach (var response in cut.Root.Elements(Dav + "response").Where(each => each.Element(Dav + "propstat") is not null))
        {
            follower.Known[response.Element(Dav + "href")!.Value] = response.Descendants(Dav + "getetag").Single().Value;
        }

        await ana.Device.Put("/dav/0.txt", "3"); // told already
        await ana.Device.Status("DELETE", "/dav/1.txt");
        await ana.Device.Put("/dav/new.txt", "1");
        await follower.Sync(2);
        await follower.Sync(2);
        await follower.AgreesWithTheNode();
    }

    // The transaction of the document began before that of the folder and ends after it, and after the program was told of the folder.
    [Fact]
    public async Task Misses_nothing_that_is_kept_late()
    {
        using var ana = await Person(shared.Node);
        await ana.Device.Put("/dav/first.txt", "1");
        var follower = new Follower(ana.Device);
        await follower.Rest();
        var source = shared.Node.Services.GetRequiredService<NpgsqlDataSource>();
        Task<int> late;
        await using (var connection = await source.OpenConnectionAsync(Cancel))
        await using (var holding = await connection.BeginTransactionAsync(Cancel))
        {
            await using var hold = new NpgsqlCommand("lock table node.document_version in exclusive mode", connection);
            await hold.ExecuteNonQueryAsync(Cancel);
            late = ana.Device.Status("PUT", "/dav/late.txt", new StringContent("late"));
            await using var waits = new NpgsqlCommand("select count(*) from pg_locks where relation = 'node.document_version'::regclass and not granted", connection);
            while ((long)(await waits.ExecuteScalarAsync(Cancel))! == 0)
            {
                await Task.Delay(10, Cancel);
            }

            Assert.Equal(201, await ana.Device.Status("MKCOL", "/dav/early"));
            await follower.Sync();
            Assert.Equal(["/dav/early/"], follower.Told);
        }

        Assert.Equal(201, await late);
        await follower.Sync();
        Assert.Contains("/dav/late.txt", follower.Told);
        await follower.AgreesWithTheNode();
    }

    [Fact]
    public async Task Ends_with_what_is_there_after_several_devices_wrote_at_once()
    {
        using var ana = await Person(shared.Node);
        var follower = new Follower(ana.Device);
        foreach (var folder in "abc")
        {
            await ana.Device.Status("MKCOL", $"/dav/{folder}");
        }

        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var follows = Task.Run(async () =>
        {
            var rounds = 0;
            for (; !done.IsCancellationRequested; rounds++)
            {
                await follower.Sync(rounds % 3 == 0 ? 5 : null);
            }

            return rounds;
        }, Cancel);
        await Task.WhenAll(Enumerable.Range(1, 6).Select(seed => Play(ana.Device, new Random(seed), 40)));
        await done.CancelAsync();
        Assert.True(await follows > 1);
        await follower.Sync();
        await follower.AgreesWithTheNode(tagsOfFolders: false);
        Assert.NotEmpty(follower.Known);
    }

    // Whatever is done to own documents, those of a group and what others share: who follows has what who looks at everything has.
    [Theory]
    [InlineData("infinite")]
    [InlineData("1")]
    public async Task Has_the_same_as_who_walks_through_everything(string level)
    {
        using var ana = await Person(shared.Node);
        using var ben = await Person(shared.Node);
        var name = $"person {people}";
        var group = await ana.OpenSpace("Group");
        await ben.Device.Status("MKCOL", "/dav/a");
        await ben.Device.Status("MKCOL", "/dav/b");
        await ben.Device.Put("/dav/a/1", "x");
        var follower = new Follower(ana.Device, "/dav/", level);
        var random = new Random(level.Length);
        for (var round = 0; round < 14; round++)
        {
            await Play(ana.Device, random, 5);
            await Play(ana.Device, random, 2, "/dav/Group");
            await Play(ben.Device, random, 3);
            if (random.Next(2) == 0 && await ana.Device.Status("PROPFIND", "/dav/Group", null, ("Depth", "0")) == 207)
            {
                var shares = random.Next(2) == 0;
                foreach (var folder in "ab")
                {
                    await Toggle(ben, ana, $"/dav/{folder}", shares);
                }
            }

            await follower.Sync(round % 2 == 0 ? 3 : null);
            await follower.Sync();
            await follower.AgreesWithTheNode();
        }

        Assert.NotEqual(Guid.Empty, group);
        Assert.NotEmpty(name);
    }

    [Fact]
    public async Task Sees_what_is_shared_with_it_come_and_go()
    {
        using var ana = await Person(shared.Node);
        using var ben = await Person(shared.Node);
        await ana.Device.Put("/dav/own.txt", "1");
        await ben.Device.Status("MKCOL", "/dav/Roster");
        await ben.Device.Put("/dav/Roster/week.txt", "1");
        var follower = new Follower(ana.Device);
        await follower.Rest();
        await Toggle(ben, ana, "/dav/Roster", true);
        await follower.Sync();
        Assert.Equal(["/dav/Roster/", "/dav/Roster/week.txt"], follower.Told.Order(StringComparer.Ordinal));
        await follower.Rest();
        await ben.Device.Put("/dav/Roster/week.txt", "2");
        await follower.Sync();
        Assert.Equal(["/dav/Roster/", "/dav/Roster/week.txt"], follower.Told.Order(StringComparer.Ordinal));
        await follower.Rest();
        await Toggle(ben, ana, "/dav/Roster", false);
        await follower.Sync();
        Assert.Equal(["-/dav/Roster/"], follower.Told);
        await follower.AgreesWithTheNode();
    }

    [Fact]
    public async Task Begins_anew_when_names_it_would_be_told_were_erased_or_a_month_has_passed()
    {
        await using var node = await RunningNode.Start(shared.Postgres);
        using var ana = await Person(node);
        var follower = new Follower(ana.Device);
        await ana.Device.Put("/dav/secret.txt", "1");
        await ana.Device.Put("/dav/plain.txt", "1");
        await follower.Sync();
        var token = follower.Token;
        await ana.Device.Put("/dav/plain.tmp", "2");
        await ana.Device.Status("MOVE", "/dav/plain.tmp", null, ("Destination", "/dav/plain.txt")); // as programs save
        Assert.Equal(207, (await follower.Ask(token)).Status);
        await ana.Destroy("/dav/secret.txt");
        var (status, answer) = await follower.Ask(token);
        Assert.Equal((403, Dav + "error"), (status, answer.Root!.Name));
        Assert.Single(answer.Descendants(Dav + "valid-sync-token"));
        await using var names = node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select count(*) from node.entry_change where name = 'secret.txt'");
        Assert.Equal(0L, await names.ExecuteScalarAsync(Cancel));

        await follower.Sync();
        await follower.AgreesWithTheNode();
        token = follower.Token;
        await ana.Device.Put("/dav/more.txt", "1");
        node.Clock.Advance(DocumentLimits.ChangeLife + TimeSpan.FromMinutes(1));
        await ana.Upkeep();
        Assert.Equal(403, (await follower.Ask(token)).Status);
        // A transaction of any database of the server that began before keeps the token low, and all is told again until it ends.
        await Neighbours.Eventually(async () => { await follower.Sync(); return (await follower.Ask(follower.Token)).Status == 207; }, "it goes on from where it began anew");
    }

    [Fact]
    public async Task Is_refused_with_the_reason_when_its_question_makes_no_sense()
    {
        using var ana = await Person(shared.Node);
        await ana.Device.Status("MKCOL", "/dav/a");
        await ana.Device.Put("/dav/b.txt", "1");
        var (root, folder) = (new Follower(ana.Device), new Follower(ana.Device, "/dav/a/"));
        await root.Sync();
        await folder.Sync();
        foreach (var token in new[] { folder.Token, "urn:x-federation:sync:", "urn:x-federation:sync:AAAA", "http://example.org/1", root.Token + "A" })
        {
            Assert.Equal(403, (await root.Ask(token)).Status);
        }

        Assert.Equal(400, (await root.Ask("", depth: "1")).Status);
        Assert.Equal(400, (await root.Ask("", body: "<sync-collection xmlns='DAV:'><sync-token/><sync-level>2</sync-level><prop/></sync-collection>")).Status);
        Assert.Equal(400, (await root.Ask("", body: "<sync-collection xmlns='DAV:'><sync-level>1</sync-level><prop/></sync-collection>")).Status);
        Assert.Equal(400, (await root.Ask("", body: "<sync-collection xmlns='DAV:'><sync-token/><sync-level>1</sync-level><limit><nresults>0</nresults></limit><prop/></sync-collection>")).Status);
        Assert.Single((await root.Ask("", body: "<expand-property xmlns='DAV:'/>")).Body.Descendants(Dav + "supported-report"));
        Assert.Equal(403, (await new Follower(ana.Device, "/dav/b.txt").Ask("")).Status);
        Assert.Equal(404, (await new Follower(ana.Device, "/dav/nowhere/").Ask("")).Status);
    }

    [Fact]
    public async Task Finds_the_report_and_a_token_among_the_properties_of_a_folder()
    {
        using var ana = await Person(shared.Node);
        await ana.Device.Put("/dav/a.txt", "1");
        var found = await ana.Device.Find("/dav/", "0", "<propfind xmlns='DAV:'><prop><supported-report-set/><sync-token/></prop></propfind>");
        Assert.Single(found.Descendants(Dav + "supported-report").Elements(Dav + "report").Elements(Dav + "sync-collection"));
        var follower = new Follower(ana.Device) { Token = found.Descendants(Dav + "sync-token").Single().Value };
        await follower.Rest();
        await ana.Device.Put("/dav/b.txt", "1");
        await follower.Sync();
        Assert.Equal(["/dav/b.txt"], follower.Told);
        Assert.Empty((await ana.Device.Find("/dav/", "0")).Descendants(Dav + "sync-token")); // not to who asks for all (§4)
    }

    private static async Task Toggle(Drive owner, Drive other, string path, bool shares)
    {
        using var answer = await owner.Device.Send("PROPFIND", path, new StringContent("<propfind xmlns='DAV:'><prop><x xmlns='http://owncloud.org/ns'/></prop></propfind>"), ("Depth", "0"));
        if ((int)answer.StatusCode != 207)
        {
            return;
        }

        var source = owner.Node.Services.GetRequiredService<NpgsqlDataSource>();
        await using var command = source.CreateCommand("""
            select entry.id from node.entry join node.space on space.id = entry.space_id where owner_id = $1 and parent_id = space.id and entry.name = $2
            """);
        command.Parameters.Add(new() { Value = owner.Member });
        command.Parameters.Add(new() { Value = path["/dav/".Length..] });
        var id = (Guid)(await command.ExecuteScalarAsync(Cancel))!; // it was found
        if (shares)
        {
            await owner.Post($"/documents/{id}/share", ("person", other.Name), ("role", "editor"));
            return;
        }

        foreach (var share in (await owner.Json($"/documents/{id}/sharing"))["shares"]!.AsArray())
        {
            await owner.Post($"/documents/{id}/shares/{(string?)share!["id"]}/end");
        }
    }

    // Few names, so that they are taken, left and taken again.
    private static async Task Play(Device device, Random random, int steps, string root = "/dav")
    {
        string Folder() => root + (random.Next(3) == 0 ? "" : $"/{"abc"[random.Next(3)]}") + (random.Next(4) == 0 ? $"/{"abc"[random.Next(3)]}" : "");
        string Any() => random.Next(3) == 0 ? Folder() : $"{Folder()}/{random.Next(4)}";
        for (var step = 0; step < steps; step++)
        {
            var (from, to) = (Any(), Any());
            if (from == root || to == root)
            {
                continue;
            }

            await (random.Next(8) switch
            {
                0 => device.Status("DELETE", from),
                1 or 2 => device.Status("MOVE", from, null, ("Destination", to), ("Overwrite", random.Next(2) == 0 ? "T" : "F")),
                3 => device.Status("COPY", from, null, ("Destination", to), ("Overwrite", random.Next(2) == 0 ? "T" : "F")),
                4 => device.Status("MKCOL", Folder()),
                _ => device.Status("PUT", $"{Folder()}/{random.Next(4)}", new StringContent(random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture))),
            });
        }
    }
}
