using System.Security.Cryptography;
using Federation.Node.Documents;
using Federation.Node.Documents.Erasures;
using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Documents;

public sealed class What_is_erased_of_documents(PostgresFixture postgres)
{
    private const string Name = "strike-fund-2026.txt";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_its_bytes_its_key_and_its_name_and_nothing_before_that()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Status("MKCOL", "/dav/secret-folder");
        await ana.Device.Put("/dav/secret-folder/" + Name, "one");
        await ana.Device.Put("/dav/secret-folder/" + Name, "two");
        await ana.Device.Put("/dav/other.txt", "stays");
        await ana.Device.Status("PROPPATCH", "/dav/secret-folder/" + Name, Properties.Set("<c xmlns='urn:x'>crimson-label</c>"));
        var keys = new[] { await ana.Id("secret-folder"), await ana.Id(Name) };
        await ana.Device.Status("DELETE", "/dav/secret-folder");
        Assert.Equal(3, node.Blobs().Count);
        Assert.True(await Found(node, Name) > 0);
        Assert.True(await Found(node, "crimson-label") > 0);
        var events = await node.Count("node.mt_events");
        await ana.Erase(await ana.InTrash("secret-folder"));
        Assert.Single(node.Blobs());
        Assert.Equal((0, 0, 0), (await Found(node, Name), await Found(node, "secret-folder"), await Found(node, "crimson-label")));
        var vault = node.Services.GetRequiredService<KeyVault>();
        Assert.All(keys, key => Assert.Equal(KeyState.Erased, vault.StateOf(new SubjectId(key), Cancel).Result));
        Assert.Equal(KeyState.Live, await vault.StateOf(new SubjectId(ana.Member), Cancel));
        Assert.Equal("stays", await ana.Device.Read("/dav/other.txt"));
        Assert.Equal(events + 1, await node.Count("node.mt_events"));
        Assert.Equal((0, 0, 0), await Look(ana));
    }

    [Fact]
    public async Task Is_not_what_a_copy_still_needs()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", "shared");
        var key = new SubjectId(await ana.Id("a.txt"));
        await ana.Device.Status("COPY", "/dav/a.txt", null, ("Destination", "/dav/b.txt"));
        await ana.Destroy("/dav/a.txt");
        Assert.Equal("shared", await ana.Device.Read("/dav/b.txt"));
        Assert.Single(node.Blobs());
        await ana.Device.Status("DELETE", "/dav/b.txt");
        await ana.Upkeep();
        Assert.Single(node.Blobs());
        await ana.Erase(await ana.InTrash("b.txt"));
        Assert.Empty(node.Blobs());
        Assert.Equal(KeyState.Erased, await node.Services.GetRequiredService<KeyVault>().StateOf(key, Cancel));
    }

    [Fact]
    public async Task Is_never_the_key_of_a_member_whose_older_documents_have_no_other()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/new.txt", "new");
        await PutAsBefore(node, ana.Member, "old.txt", "old");
        Assert.Equal("old", await ana.Device.Read("/dav/old.txt"));
        await ana.Device.Put("/dav/old.txt", "older");
        await ana.Destroy("/dav/old.txt");
        Assert.Single(node.Blobs());
        Assert.Equal(KeyState.Live, await node.Services.GetRequiredService<KeyVault>().StateOf(new SubjectId(ana.Member), Cancel));
        Assert.Equal("new", await ana.Device.Read("/dav/new.txt"));
        Assert.Equal(0, await node.Count("node.doomed_key"));
    }

    [Fact]
    public async Task Is_known_of_documents_kept_before_versions_had_a_table()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", "one");
        await ana.Device.Put("/dav/a.txt", "two");
        await node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("""
            delete from node.document_version;
            update node.mt_doc_entry set data = jsonb_set(data, '{versions}', (select jsonb_agg(version - 'number' - 'isKept') from jsonb_array_elements(data -> 'versions') as version));
            """).ExecuteNonQueryAsync(Cancel);
        await using var replica = await node.StartReplica();
        Assert.Equal(2, await node.Count("node.document_version"));
        await ana.Device.Put("/dav/a.txt", "three");
        Assert.Equal([3, 2, 1], (await ana.Versions(await ana.Id("a.txt"))).Select(version => (int)version!["number"]!));
        Assert.Equal((0, 0, 0), await Look(ana));
        await ana.Destroy("/dav/a.txt");
        Assert.Empty(node.Blobs());
    }

    [Fact]
    public async Task Reaches_its_end_with_who_reads_it_just_then()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        var bytes = RandomNumberGenerator.GetBytes(24_000_000);
        await ana.Device.Status("PUT", "/dav/film.mp4", new ByteArrayContent(bytes));
        using var download = await ana.Device.Http.GetAsync("/dav/film.mp4", HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var stream = await download.Content.ReadAsStreamAsync(Cancel);
        var read = new byte[bytes.Length];
        await stream.ReadExactlyAsync(read.AsMemory(0, 1000), Cancel);
        await ana.Destroy("/dav/film.mp4");
        Assert.Empty(node.Blobs());
        await stream.ReadExactlyAsync(read.AsMemory(1000), Cancel);
        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(read));
        Assert.Equal(404, await ana.Device.Status("GET", "/dav/film.mp4"));
    }

    [Fact]
    public async Task Goes_later_when_the_disk_refuses_and_is_lost_to_readers_at_once()
    {
        StubbornBlobs? disk = null;
        await using var node = await RunningNode.Start(postgres, parts: services => services.AddSingleton<IBlobStore>(provider => disk = new StubbornBlobs(
            new DiskBlobStore(provider.GetRequiredService<NodeOptions>().BlobFolder, provider.GetRequiredService<TimeProvider>()))));
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", new string('a', DocumentLimits.RowBytes + 1)); // in a file
        await ana.Device.Put("/dav/b.txt", "b");
        disk!.Refuses = true;
        await ana.Destroy("/dav/a.txt");
        Assert.Equal(2, node.Blobs().Count);
        Assert.Empty(await ana.Trash());
        Assert.Equal((0, 1, 0), await Look(ana));
        disk.Refuses = false;
        await ana.Upkeep();
        Assert.Single(node.Blobs());
        Assert.Equal((0, 0, 0), await Look(ana));
    }

    [Fact]
    public async Task Is_named_by_verify_when_it_is_missing_changed_or_of_nobody()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", "a");
        await ana.Device.Put("/dav/b.txt", "b");
        Assert.Equal((0, 0, 0), await Look(ana));
        var (first, second) = (node.Blobs()[0], node.Blobs()[1]);
        first.Damage();
        (second with { At = new string('a', 64) }).Write(second.Read());
        second.Lose();
        var check = await ana.Check();
        Assert.Collection(check.Faults.Order(StringComparer.Ordinal),
            _ => { }, _ => { });
        Assert.Single(check.Faults, fault => fault.Contains(first.Name, StringComparison.Ordinal) && fault.EndsWith("were changed.", StringComparison.Ordinal));
        Assert.Single(check.Faults, fault => fault.Contains(second.Name, StringComparison.Ordinal) && fault.EndsWith("are missing.", StringComparison.Ordinal));
        Assert.Equal(new string('a', 64), Assert.Single(check.Unnamed));
    }

    [Fact]
    public async Task Is_never_what_somebody_copies_at_that_moment()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        using var ana = await Drive.Of(node);
        using var there = await ana.At(replica);
        for (var round = 0; round < 12; round++)
        {
            await ana.Device.Put("/dav/a.txt", $"content {round}");
            var copy = there.Device.Status("COPY", "/dav/a.txt", null, ("Destination", $"/dav/{round}.txt"));
            await ana.Destroy("/dav/a.txt");
            Assert.Equal(await copy == 201 ? $"content {round}" : null, await ana.Device.Read($"/dav/{round}.txt"));
            Assert.Contains(await copy, new[] { 201, 404 });
        }

        Assert.Equal((0, 0, 0), await Look(ana));
        Assert.Equal(await node.Count("node.entry where not is_folder"), node.Blobs().Count);
    }

    // The end of the space waits, after it looked at the documents, for somebody who holds a table that it comes to later.
    [Fact]
    public async Task Is_what_somebody_puts_into_a_space_that_ends_at_that_moment()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Status("MKCOL", "/dav/f");
        await ana.Device.Put("/dav/f/a.txt", "a");
        await using var connection = await node.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(Cancel);
        await using var holding = await connection.BeginTransactionAsync(Cancel);
        await connection.Run("lock table node.entry_property in share mode", Cancel);
        var end = node.Services.GetRequiredService<SpaceErasure>().Of(ana.Member, Cancel);
        while (await node.Count("pg_locks where relation = 'node.entry_property'::regclass and not granted") == 0)
        {
            await Task.Delay(20, Cancel);
        }

        var put = ana.Device.Status("PUT", "/dav/f/b.txt", new StringContent("b"));
        while (!put.IsCompleted && await node.Count("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") < 2)
        {
            await Task.Delay(20, Cancel);
        }

        await holding.CommitAsync(Cancel);
        await end;
        await put;
        await ana.Upkeep();
        Assert.Empty(node.Blobs());
        Assert.Equal(0, await node.Count("node.document_version"));
        Assert.Equal((0, 0, 0), await Look(ana));
    }

    [Fact]
    public async Task Is_not_copied_when_it_goes_while_the_copy_waits_for_its_turn()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", "a");
        var id = await ana.Id("a.txt");
        await using var connection = await node.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(Cancel);
        await using var turn = await connection.BeginTransactionAsync(Cancel);
        await Execute($"select from node.entry where id = '{Space.PersonalIdOf(ana.Member)}' for no key update");
        var copy = ana.Device.Status("COPY", "/dav/a.txt", null, ("Destination", "/dav/b.txt"));
        while (!copy.IsCompleted && await node.Count("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0)
        {
            await Task.Delay(20, Cancel);
        }

        Assert.False(copy.IsCompleted, "It does not wait for its turn.");
        await Execute($"delete from node.document_version where document_id = '{id}'; delete from node.entry where id = '{id}'"); // what an erasure comes to
        await turn.CommitAsync(Cancel);
        Assert.Equal(404, await copy);
        Assert.Equal(0, await node.Count("node.document_version"));

        async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(Cancel);
        }
    }

    [Fact]
    public async Task Stays_erased_and_the_rest_as_it_is_when_all_is_built_anew_from_the_history()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", "a");
        await ana.Device.Status("COPY", "/dav/a.txt", null, ("Destination", "/dav/b.txt"));
        await ana.Device.Put("/dav/a.txt", "a2");
        await ana.Device.Status("MKCOL", "/dav/f");
        await ana.Device.Put("/dav/f/c.txt", "c");
        await ana.Device.Put("/dav/f/c.txt", "c2");
        await ana.Device.Put("/dav/f/gone.txt", "gone");
        await ana.Destroy("/dav/f/gone.txt");
        await ana.Destroy("/dav/a.txt");
        var id = await ana.Id("c.txt");
        await ana.Post($"/documents/{id}/versions/1/restore");
        await ana.Device.Status("DELETE", "/dav/f");
        var before = await Picture(node);
        using var daemon = await node.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync("EntryTable", Cancel);
        await ana.Upkeep();
        Assert.Equal(before, await Picture(node));
        Assert.Equal("a", await ana.Device.Read("/dav/b.txt"));
        Assert.Equal(200, (await ana.Restore(await ana.InTrash("f"))).Status);
        Assert.Equal("c", await ana.Device.Read("/dav/f/c.txt"));
        Assert.Equal((0, 0, 0), await Look(ana));
    }

    private static async Task<string> Picture(RunningNode node)
    {
        await using var command = node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("""
            select string_agg(line, chr(10) order by line) from (
                select 'entry ' || entry::text as line from node.entry
                union all select 'trash ' || trash::text from node.trash
                union all select 'trashed ' || trashed_entry::text from node.trashed_entry
                union all select 'version ' || document_version::text from node.document_version
                union all select 'doomed ' || blob from node.doomed_blob) as lines
            """);
        return (string)(await command.ExecuteScalarAsync(Cancel))! + $"\n{node.Blobs().Count} blobs"; // there is an entry
    }

    private static async Task<(int Faults, int Doomed, int Unnamed)> Look(Drive drive)
    {
        var check = await drive.Check();
        return (check.Faults.Count, check.Doomed, check.Unnamed.Count);
    }

    // In how many rows of all tables a text stands.
    private static async Task<long> Found(RunningNode node, string text)
    {
        var source = node.Services.GetRequiredService<NpgsqlDataSource>();
        await using var tables = source.CreateCommand("select quote_ident(table_name) from information_schema.tables where table_schema = 'node' and table_type = 'BASE TABLE'");
        await using var reader = await tables.ExecuteReaderAsync(Cancel);
        var found = 0L;
        while (await reader.ReadAsync(Cancel))
        {
            found += await node.Count($"node.{reader.GetString(0)} as anything where anything::text like '%{text}%'");
        }

        return found;
    }

    // As a node did that had one key for a whole space.
    private static async Task PutAsBefore(RunningNode node, Guid member, string name, string content)
    {
        var (space, key, now) = (Space.PersonalIdOf(member), new SubjectId(member), node.Clock.GetUtcNow());
        var bytes = node.Services.GetRequiredService<DocumentBytes>();
        var (stored, _) = await bytes.Keep(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), null, null, null, Cancel);
        var id = Guid.CreateVersion7(now);
        await using var session = node.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Events.StartStream<Entry>(id, new DocumentAdded(id, space, space,
            await node.Services.GetRequiredService<KeyVault>().Seal(key, new EntryName(name), Cancel), await bytes.Seal(stored!, key, null), member, now));
        await session.SaveChangesAsync(Cancel);
    }

    /// <summary>A disk that at times will not delete.</summary>
    private sealed class StubbornBlobs(IBlobStore inner) : IBlobStore
    {
        public bool Refuses { get; set; }

        public Task<StoredBlob> Write(Stream plain, BlobKey? contentKey, long? expectedLength, long maxLength, CancellationToken cancellation) =>
            inner.Write(plain, contentKey, expectedLength, maxLength, cancellation);

        public Task<Stream> OpenRead(BlobId id, BlobKey contentKey, CancellationToken cancellation) => inner.OpenRead(id, contentKey, cancellation);

        public Task<BlobCondition> Verify(BlobId id, CancellationToken cancellation) => inner.Verify(id, cancellation);

        public Task<bool> Delete(BlobId id, CancellationToken cancellation) =>
            Refuses ? throw new IOException("The disk is read only.") : inner.Delete(id, cancellation);

        public IAsyncEnumerable<BlobId> List(CancellationToken cancellation) => inner.List(cancellation);

        public Task<int> RemoveLeftovers(CancellationToken cancellation) => inner.RemoveLeftovers(cancellation);
    }
}
