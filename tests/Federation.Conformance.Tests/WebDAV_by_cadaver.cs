using System.Diagnostics;
using Federation.Node.Tests;
using Federation.Node.Tests.Documents;

namespace Federation.Conformance.Tests;

public sealed class WebDAV_by_cadaver(PostgresFixture postgres)
{
    private const string Program = "/usr/bin/cadaver";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Locks_labels_copies_and_moves()
    {
        Assert.True(File.Exists(Program), "cadaver is not installed; ops/prepare --tests installs it (package cadaver).");
        await using var node = await RunningNode.Start(postgres);
        var password = await node.AppPassword(await node.Add("ana"));
        using var other = new Device(node, "ana", password);
        var home = Directory.CreateTempSubdirectory("cadaver");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(home.FullName, ".netrc"), $"machine {node.Origin.Host}\nlogin ana\npassword {password}\n", Cancel);
            await File.WriteAllTextAsync(Path.Combine(home.FullName, "a.txt"), "minutes", Cancel);
            var locked = await Session(home.FullName, node, "mkcol f", "cd f", "put a.txt", "lock a.txt", "discover a.txt", "propset a.txt colour red", "propget a.txt colour");
            Assert.True(!locked.Contains("failed", StringComparison.Ordinal) && locked.Contains("Value of colour is: red", StringComparison.Ordinal), locked);
            Assert.Equal(423, await other.Status("PUT", "/dav/f/a.txt", new StringContent("x")));
            var steal = await Session(home.FullName, node, "cd f", "steal a.txt", "unlock a.txt", "copy a.txt b.txt", "move a.txt c.txt", "propget b.txt colour", "propget c.txt colour", "get c.txt got.txt", "delete b.txt");
            Assert.True(!steal.Contains("failed", StringComparison.Ordinal) && steal.Split("Value of colour is: red").Length == 3, steal);
            Assert.Equal("minutes", await File.ReadAllTextAsync(Path.Combine(home.FullName, "got.txt"), Cancel));
            Assert.Equal(["/dav/f/", "/dav/f/c.txt"], await other.List("/dav/f"));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string> Session(string home, RunningNode node, params string[] commands)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, [new Uri(node.Origin, "/dav/").AbsoluteUri])
        {
            WorkingDirectory = home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = home, ["LC_ALL"] = "C" },
        })!;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        end.CancelAfter(Longest);
        await process.StandardInput.WriteAsync(string.Join('\n', commands) + "\nquit\n");
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(end.Token) + await process.StandardError.ReadToEndAsync(end.Token);
        await process.WaitForExitAsync(end.Token);
        return output;
    }
}
