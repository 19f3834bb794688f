using Federation.Node.Documents;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Members.SignIn;
using Federation.Node.Tests.Documents;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Federation.Node.Tests.Members;

public sealed class What_is_left_of_an_erased_member(PostgresFixture postgres)
{
    /// <summary>What a node keeps of a member.</summary>
    private static readonly string[] Kept =
    [
        "qzcanary-signin", "qzcanary-display", "qzcanary-device", "qzcanary-revoked-device", "qzcanary-folder", "qzcanary-file", "qzcanary-oldname", "qzcanary-copy",
        "qzcanary-trashed", "qzcanary-first-content", "qzcanary-second-content", "qzcanary-trashed-content", "qzcanary-browser-file", "qzcanary-browser-content",
        "qzcanary-property", "qzcanary-namespace", "qzcanary-lock-note", "qzcanary-link", "qzcanary-read", "qzcanary-searched",
    ];

    /// <summary>What a node never keeps, whoever sends it.</summary>
    private static readonly string[] Passing =
    [
        "qzcanary-agent", "qzcanary-address", "qzcanary-query", "qzcanary-referrer", "qzcanary@mail.example", "qzcanary-mistyped", "qzcanary-refused-name",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_not_a_word_in_any_table_file_log_or_restored_backup()
    {
        var canaries = new Canaries([.. Kept, .. Passing]);
        await using var node = await RunningNode.Start(postgres, parts: parts => parts.AddSingleton<ILoggerProvider>(canaries));
        using var bea = await Drive.Of(node, "bea");
        await bea.Device.Put("/dav/b.txt", "stays");
        var (member, device) = await Plant(node);
        using (device)
        {
            // What was read of it for search stands in the clear as long as the document does.
            await A_member_to_be_erased.Until(async () => await node.Count("node.search_text where body like '%qzcanary-searched%'") == 1);
            await node.Run("analyze");
            var database = node.Services.GetRequiredService<DatabaseConnection>().ConnectionString;
            var folder = Directory.CreateTempSubdirectory("federation-backup").FullName;
            var dump = Path.Combine(folder, "federation.dump");
            await DatabaseDump.Write(new(database), dump, node.Services.GetRequiredService<ReadModels>().LeftOut, Cancel);
            var copy = await Copied(database); // a backup made in another way: of everything
            var blobs = node.Blobs().ToDictionary(blob => blob, blob => blob.Read());

            // What the look finds before: it can fail.
            var before = await canaries.Find(node);
            Assert.Equal(Kept.Order(), before.Select(each => each.Key).Order());
            Assert.Contains("node.entry_property", before["qzcanary-property"]);
            Assert.Contains("node.search_text", before["qzcanary-searched"]);
            await Probe(node, canaries);
            Assert.Empty(canaries.In(dump)); // the documented backup has nothing in the clear
            Assert.Equal("qzcanary-second-content", await device.Read("/dav/qzcanary-folder/qzcanary-file")); // export: all of it can be fetched until the day

            await A_member_to_be_erased.Erase(node, member);
            await A_member_to_be_erased.Until(async () => await node.Count("node.entry where name <> ''") == 1);
            await bea.Upkeep();
            await A_member_to_be_erased.Until(async () => (await canaries.Find(node)).Count == 0);
            Assert.Single(node.Blobs());

            // The backups come back, and the files of then with them; the master key and the list of destroyed keys are today's.
            foreach (var (blob, bytes) in blobs)
            {
                blob.Write(bytes);
            }

            var restored = await postgres.CreateDatabase();
            await DatabaseDump.Read(new(restored), dump, Cancel);
            await Nothing(node, restored, canaries);
            await Nothing(node, copy, canaries);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Is_what_a_node_without_the_list_would_bring_back()
    {
        var canaries = new Canaries(Kept);
        await using var node = await RunningNode.Start(postgres);
        var (member, device) = await Plant(node);
        device.Dispose();
        var copy = await Copied(node.Services.GetRequiredService<DatabaseConnection>().ConnectionString);
        await A_member_to_be_erased.Erase(node, member);
        await A_member_to_be_erased.Until(async () => await node.Count("node.entry where name <> ''") == 0); // what destroys more keys than the member's, and lists them
        File.Delete(node.Services.GetRequiredService<NodeOptions>().DestroyedKeysFile);
        await using var restored = await node.StartOn(copy);
        Assert.True((await canaries.Find(restored)).Count > 10);
    }

    /// <summary>Starts a node on a restored database and finds nothing.</summary>
    private static async Task Nothing(RunningNode node, string database, Canaries canaries)
    {
        await node.Idle(database, async services =>
        {
            var models = services.GetRequiredService<ReadModels>();
            if (await services.GetRequiredService<NpgsqlDataSource>().List($"select projection from node.{ReadModel.Whole}", row => row.GetString(0), Cancel) is [])
            {
                await Assert.ThrowsAsync<OperatorException>(() => models.RequireWhole(Cancel));
                await models.Rebuild(Cancel);
            }
        });
        await using var restored = await node.StartOn(database);
        await restored.Services.GetRequiredService<ReadModels>().RequireWhole(Cancel);
        await A_member_to_be_erased.Until(async () => await restored.Count("node.entry where name <> ''") == 1);
        await restored.Services.GetRequiredService<DocumentUpkeep>().Run(Cancel);
        var left = await canaries.Find(restored);
        for (var round = 0; left.Count > 0 && round < 30; round++)
        {
            await Task.Delay(300, Cancel); // what rooms do about another room's event
            left = await canaries.Find(restored);
        }

        Assert.Empty(left.SelectMany(word => word.Select(place => $"{word.Key} in {place}")));
        using var bea = new Device(restored, "bea", await restored.AppPassword((await restored.Services.GetRequiredService<MemberDesk>().FindByName("bea", Cancel))!.Value)); // is there
        Assert.Equal("stays", await bea.Read("/dav/b.txt"));
    }

    private static async Task<(Guid Member, Device Device)> Plant(RunningNode node)
    {
        var desk = node.Services.GetRequiredService<MemberDesk>();
        var (member, _) = await desk.Add("qzcanary-signin", [], null, "test", Cancel);
        Assert.Null(await desk.Join(await desk.Invite(member, Cancel), "qzcanary-display", RunningNode.Password, Cancel));
        var passwords = node.Services.GetRequiredService<AppPasswords>();
        await passwords.Create(member, AppPasswordScheme.DocumentsScope, "qzcanary-revoked-device", Cancel);
        var device = new Device(node, "qzcanary-signin", await passwords.Create(member, AppPasswordScheme.DocumentsScope, "qzcanary-device", Cancel));
        device.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "qzcanary-agent/1.0");
        device.Http.DefaultRequestHeaders.TryAddWithoutValidation("Referer", "https://example.org/qzcanary-referrer");
        device.Http.DefaultRequestHeaders.TryAddWithoutValidation("From", "qzcanary@mail.example");

        await device.Status("MKCOL", "/dav/qzcanary-folder");
        await device.Put("/dav/qzcanary-oldname", "qzcanary-first-content");
        await device.Status("MOVE", "/dav/qzcanary-oldname", null, ("Destination", "/dav/qzcanary-folder/qzcanary-file"));
        await device.Put("/dav/qzcanary-folder/qzcanary-file", "qzcanary-second-content");
        await device.Status("COPY", "/dav/qzcanary-folder/qzcanary-file", null, ("Destination", "/dav/qzcanary-copy"));
        await device.Put("/dav/qzcanary-read.txt", "minutes: qzcanary-searched");
        await device.Put("/dav/qzcanary-trashed", "qzcanary-trashed-content");
        await device.Status("DELETE", "/dav/qzcanary-trashed");
        await device.Status("PROPPATCH", "/dav/qzcanary-copy", Documents.Properties.Set("<c xmlns='urn:qzcanary-namespace'>qzcanary-property</c>"));
        using (var locked = await device.Send("LOCK", "/dav/qzcanary-copy", new StringContent(
            "<lockinfo xmlns='DAV:'><lockscope><exclusive/></lockscope><locktype><write/></locktype><owner>qzcanary-lock-note</owner></lockinfo>")))
        {
            Assert.True(locked.IsSuccessStatusCode);
        }

        Assert.Equal(404, await device.Status("GET", "/dav/qzcanary-address?find=qzcanary-query"));
        Assert.Equal(409, await device.Status("PUT", "/dav/not-there/qzcanary-refused-name", new StringContent("x")));
        using var visitor = node.Visitor();
        await visitor.SignIn("qzcanary-mistyped", RunningNode.Password);
        await visitor.SignIn("qzcanary-signin", RunningNode.Password);
        await visitor.Open("/documents");
        var upload = visitor.Page.QuerySelector("form[enctype]")!.GetAttribute("action")!; // the folder's form
        await visitor.Upload(upload, "file", "qzcanary-browser-file", "qzcanary-browser-content"u8.ToArray());
        var folder = visitor.Page.QuerySelectorAll("td a").Single(link => link.TextContent == "qzcanary-folder").GetAttribute("href")!; // it is listed
        await visitor.Open(folder);
        await visitor.Submit($"{folder}/links", ("kind", "download"), ("label", "qzcanary-link"), ("expires", "2026-12-24"));
        return (member, device);
    }

    /// <summary>Shows that the look sees every kind of place: by a word planted there for a moment.</summary>
    private static async Task Probe(RunningNode node, Canaries canaries)
    {
        var (word, spelled) = ("qzcanary-agent", Convert.ToBase64String("xqzcanary-agentx"u8.ToArray()));
        await node.Run($$"""
            create schema elsewhere; create table elsewhere.probe_text (a text); insert into elsewhere.probe_text values ('x{{word}}x');
            create table elsewhere.probe_bytes (a bytea); insert into elsewhere.probe_bytes values (convert_to('x{{word}}x', 'UTF8'));
            create table elsewhere.probe_json (a jsonb); insert into elsewhere.probe_json values ('{"a":["{{spelled}}"]}');
            """);
        var file = Path.Combine(node.Services.GetRequiredService<NodeOptions>().DataFolder, "probe");
        await File.WriteAllTextAsync(file, word, Cancel);
        Assert.Equal([file, "elsewhere.probe_bytes", "elsewhere.probe_json", "elsewhere.probe_text"], (await canaries.Find(node))[word].Order());
        File.Delete(file);
        await node.Run("drop schema elsewhere cascade");
        var another = new Canaries(["qzcanary-probe"]);
        node.Services.GetRequiredService<ILoggerFactory>().AddProvider(another);
        node.Services.GetRequiredService<ILogger<Canaries>>().LogWarning("a line with {Word}", "qzcanary-probe");
        Assert.Equal("log", Assert.Single((await another.Find(node))["qzcanary-probe"]));
    }

    /// <summary>A copy of a whole database as it is now.</summary>
    private async Task<string> Copied(string database)
    {
        var copy = await postgres.CreateDatabase();
        var folder = Directory.CreateTempSubdirectory("federation-copy").FullName;
        await DatabaseDump.Write(new(database), Path.Combine(folder, "all"), [], Cancel);
        await DatabaseDump.Read(new(copy), Path.Combine(folder, "all"), Cancel);
        Directory.Delete(folder, recursive: true);
        return copy;
    }
}
