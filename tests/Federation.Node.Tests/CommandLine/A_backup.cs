using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Tests.CommandLine;

public sealed class A_backup
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_serving_node_is_restored_into_an_empty_folder_with_the_keys_the_list_and_the_files_of_then()
    {
        await using var node = new Installation();
        await node.Serve();
        await Done("member", "add", "ana", "--data", node.Folder);
        var password = (await Done("app-password", "ana", "--data", node.Folder)).Trim();
        using var device = Device(node, password);
        Assert.Equal(HttpStatusCode.Created, (await device.PutAsync("/dav/a.txt", new StringContent("kept"), Cancel)).StatusCode);
        var dump = Path.Combine(node.Folder, "federation.dump");
        await Done("backup", "--to", dump, "--data", node.Folder);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(dump));
        Assert.Equal(4, (await Installation.Run("backup", "--to", dump, "--data", node.Folder)).Code); // never over another
        Assert.Equal(4, (await Installation.Run("rebuild", "--data", node.Folder)).Code); // somebody serves
        Assert.Contains("will be erased on", await Done("member", "erase", "ana", "--data", node.Folder), StringComparison.Ordinal);
        Assert.Contains("will not be erased", await Done("member", "erase", "ana", "--call-off", "--data", node.Folder), StringComparison.Ordinal);
        Assert.Equal(0, await node.End("TERM"));

        await using var other = new Installation();
        Directory.CreateDirectory(other.Folder);
        foreach (var folder in new[] { "keys", "blobs" })
        {
            Copy(Path.Combine(node.Folder, folder), Path.Combine(other.Folder, folder));
        }

        Assert.Contains("Made again from the history: EntryTable", await Done("restore", dump, "--data", other.Folder), StringComparison.Ordinal);
        var again = await Installation.Run("restore", dump, "--data", other.Folder);
        Assert.Contains("There is a node in this database already", again.Errors, StringComparison.Ordinal);
        await Done("keys", "rotate", "--data", other.Folder);
        await other.Serve();
        using var back = Device(other, password);
        Assert.Equal("kept", await back.GetStringAsync("/dav/a.txt", Cancel));
    }

    [Fact]
    public async Task Is_restored_for_trial_beside_the_serving_node_which_keeps_that_it_was()
    {
        await using var node = new Installation();
        await node.Serve();
        await Done("member", "add", "ana", "--data", node.Folder);
        var dump = Path.Combine(node.Folder, "federation.dump");
        await Done("backup", "--to", dump, "--data", node.Folder);
        await Done("member", "add", "ben", "--data", node.Folder); // after it
        Assert.Contains("events restored for trial and removed again; 0 signed versions looked at, 0 faults", await Done("restore", dump, "--rehearse", "--data", node.Folder), StringComparison.Ordinal);
        await Done("verify", "--read-data", "--data", node.Folder);
        await using var database = NpgsqlDataSource.Create(ManagedPostgres.In(node.Folder).ConnectionString);
        Assert.Equal(["backup {}", "rehearsal events", "check read"], await Kept(database));
        Assert.Contains("ben", await Done("member", "list", "--data", node.Folder), StringComparison.Ordinal);

        await File.WriteAllTextAsync(dump + ".broken", "no backup", Cancel);
        Assert.Equal(4, (await Installation.Run("restore", dump + ".broken", "--rehearse", "--data", node.Folder)).Code);
        Assert.Equal(3, (await Kept(database)).Count); // what did not work is no rehearsal
        Assert.Equal(0, (await database.List("select count(*) from pg_database where datname like 'rehearsal%'", row => row.GetInt64(0), Cancel))[0]);
    }

    private static Task<IReadOnlyList<string>> Kept(NpgsqlDataSource database) => database.List(
        "select what || ' ' || case when figures ? 'events' and (figures->>'events')::int > 0 then 'events' when figures @> '{\"read\": 1}' then 'read' else figures::text end from node.upkeep order by at",
        row => row.GetString(0), Cancel);

    private static HttpClient Device(Installation node, string password)
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://{node.Listen}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"ana:{password}")));
        return http;
    }

    private static async Task<string> Done(params string[] arguments)
    {
        var (code, output, errors) = await Installation.Run(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {output} {errors}");
        return output;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // a file is in a folder
            File.Copy(file, target);
            File.SetUnixFileMode(target, File.GetUnixFileMode(file));
        }
    }
}
