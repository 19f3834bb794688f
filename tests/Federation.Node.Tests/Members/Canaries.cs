using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Node.Documents;
using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Members.SignIn;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Federation.Node.Tests.Members;

/// <summary>
/// Looks for words in all a node has, as somebody could who has everything: the database, the files, the logs, and the node's keys. Every table of every
/// schema, PostgreSQL's own with its statistics included, each row as text, where a word may stand as text, as hexadecimal digits (bytea) or in
/// base64 (bytes in JSON); every file of the data folder; what was logged; and whatever is sealed, if it opens.
/// </summary>
internal sealed class Canaries(IReadOnlyCollection<string> words) : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> logged = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Where each word is found; a word that is nowhere is not in it.</summary>
    public async Task<ILookup<string, string>> Find(RunningNode node, string? database = null)
    {
        var found = new List<(string Word, string Place)>();
        await InTables(database ?? node.Services.GetRequiredService<DatabaseConnection>().ConnectionString, found);
        InFiles(node.Services.GetRequiredService<NodeOptions>().DataFolder, found);
        foreach (var line in logged)
        {
            Note(line, "log", found);
        }

        await InSeals(node, found);
        return found.ToLookup(each => each.Word, each => each.Place);
    }

    /// <summary>Which of the words stand in some table of a node, in the order they were given.</summary>
    public async Task<IReadOnlyList<string>> InTables(RunningNode node)
    {
        var found = new List<(string Word, string Place)>();
        await InTables(node.Services.GetRequiredService<DatabaseConnection>().ConnectionString, found);
        return [.. words.Where(word => found.Exists(each => each.Word == word))];
    }

    /// <summary>Where each word is found in one file.</summary>
    public IReadOnlyList<string> In(string file)
    {
        var found = new List<(string Word, string Place)>();
        Note(File.ReadAllBytes(file), file, found);
        return [.. found.Select(each => each.Word)];
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        logged.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }

    private async Task InTables(string database, List<(string, string)> found)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var tables = await Column(source, """
            select format('%I.%I', nspname, relname) from pg_class join pg_namespace on pg_namespace.oid = relnamespace where relkind in ('r', 'm') and has_table_privilege(pg_class.oid, 'select')
            """);
        var spelled = words.SelectMany(word => Spellings(word).Select(spelling => (Word: word, Pattern: $"%{spelling.Replace("_", "\\_", StringComparison.Ordinal)}%"))).ToList();
        foreach (var table in tables)
        {
            await using var look = source.CreateCommand(
                $"select distinct word from unnest($1::text[], $2::text[]) as spelled (word, pattern) where exists (select from {table} as row where row::text like pattern)");
            look.Parameters.Add(new() { Value = spelled.Select(each => each.Word).ToArray() });
            look.Parameters.Add(new() { Value = spelled.Select(each => each.Pattern).ToArray() });
            await using var reader = await look.ExecuteReaderAsync(Cancel);
            while (await reader.ReadAsync(Cancel))
            {
                found.Add((reader.GetString(0), table));
            }
        }
    }

    private void InFiles(string folder, List<(string, string)> found)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            Note(file, "file name", found);
            Note(File.ReadAllBytes(file), file, found);
        }
    }

    // With the node's own keys: what is sealed in events, labels of app passwords, and the content of every version an event names whose bytes are there.
    private async Task InSeals(RunningNode node, List<(string, string)> found)
    {
        var vault = node.Services.GetRequiredService<KeyVault>();
        var blobs = node.Services.GetRequiredService<VersionBlobs>();
        var source = node.Services.GetRequiredService<NpgsqlDataSource>();
        foreach (var data in await Column(source, "select data::text from node.mt_events"))
        {
            var json = JsonNode.Parse(data);
            foreach (var seal in Seals(json))
            {
                if ((await vault.Open(seal, Cancel)).TryGet(out var opened))
                {
                    Note(opened.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), "sealed in an event", found);
                }
            }

            if (json?["version"] is { } version && version.Deserialize<VersionBytes>(JsonSerializerOptions.Web) is { } bytes
                && (await vault.Open(bytes.Key, Cancel)).TryGet(out var key) && await blobs.Verify(bytes.Blob, Cancel) == BlobCondition.Intact)
            {
                await using var content = await blobs.OpenRead(bytes.Blob, new BlobKey(key.Key), maySmall: true, Cancel);
                using var plain = new MemoryStream();
                await content.CopyToAsync(plain, Cancel);
                Note(plain.ToArray(), "content of a document", found);
            }
        }

        foreach (var member in await Column(source, "select distinct member_id::text from node.app_password"))
        {
            foreach (var password in await node.Services.GetRequiredService<AppPasswords>().Of(Guid.Parse(member), Cancel))
            {
                Note(password.Label, "label of an app password", found);
            }
        }

        foreach (var row in await Column(source, "select space_id || ' ' || token || ' ' || encode(note, 'base64') from node.entry_lock where note is not null"))
        {
            var parts = row.Split(' ', 3);
            await using var session = node.Services.GetRequiredService<Marten.IDocumentStore>().QuerySession();
            var space = await session.LoadAsync<Space>(Guid.Parse(parts[0]), Cancel);
            if ((await vault.OpenBytes(space!.Key, $"lock {Guid.Parse(parts[1]):n}", Convert.FromBase64String(parts[2].Replace("\n", "", StringComparison.Ordinal)), Cancel)).TryGet(out var note)) // a lock is in a space
            {
                Note(note, "note of a lock", found);
            }
        }
    }

    private static IEnumerable<Sealed<JsonNode>> Seals(JsonNode? json) => json switch
    {
        JsonObject one when one.Count == 2 && one["s"] is { } subject && one["b"] is { } box =>
            [new Sealed<JsonNode>(new SubjectId(subject.GetValue<Guid>()), Convert.FromBase64String(box.GetValue<string>()))],
        JsonObject many => many.SelectMany(member => Seals(member.Value)),
        JsonArray list => list.SelectMany(Seals),
        _ => [],
    };

    private void Note(string text, string place, List<(string, string)> found) => Note(Encoding.UTF8.GetBytes(text), place, found);

    private void Note(byte[] bytes, string place, List<(string, string)> found) => found.AddRange(
        from word in words
        where bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(word)) >= 0
        select (word, place));

    private static IEnumerable<string> Spellings(string word)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        yield return word;
        yield return Convert.ToHexStringLower(bytes);
        for (var shift = 0; shift < 3; shift++)
        {
            // Base64 of a word depends on where in the text it stands; the characters that its neighbours share are cut off.
            var text = Convert.ToBase64String([.. new byte[shift], .. bytes]);
            yield return text[(shift == 0 ? 0 : shift + 1)..((shift + bytes.Length) / 3 * 4)];
        }
    }

    private static async Task<IReadOnlyList<string>> Column(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var values = new List<string>();
        while (await reader.ReadAsync(Cancel))
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
