using System.Diagnostics;
using Federation.Node.Tests;

namespace Federation.Conformance.Tests.SyncClients;

/// <summary>Copies by Debian's rclone, told that this is a Nextcloud server, so that it keeps times and compares checksums.</summary>
public sealed class Documents_by_rclone(PostgresFixture postgres)
{
    private const string Program = "/usr/bin/rclone";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keep_times_and_checksums_and_are_not_copied_twice()
    {
        Assert.True(File.Exists(Program), "rclone is not installed; ops/prepare --tests installs it (package rclone).");
        await using var node = await RunningNode.Start(postgres);
        var password = await node.AppPassword(await node.Add("ana"));
        var here = Directory.CreateTempSubdirectory("rclone");
        try
        {
            var letters = here.CreateSubdirectory("letters");
            for (var index = 1; index <= 20; index++)
            {
                var file = Path.Combine(letters.CreateSubdirectory($"été {index % 3}").FullName, $"letter {index} & more.txt");
                await File.WriteAllTextAsync(file, $"letter {index}", Cancel);
                File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, index, 10, 0, 0, DateTimeKind.Utc));
            }

            // The commands of docs/users/documents.md.
            await Run(here.FullName, "config", "create", "union", "webdav", "url", new Uri(node.Origin, "/remote.php/dav/files/ana/").AbsoluteUri,
                "vendor", "nextcloud", "user", "ana", "pass", password, "--obscure"); // else it takes the password for one it has hidden already
            await Run(here.FullName, "copy", "letters", "union:letters");
            Assert.Contains("20 matching files", await Run(here.FullName, "check", "letters", "union:letters"), StringComparison.Ordinal);
            Assert.Contains("There was nothing to transfer", await Run(here.FullName, "copy", "-v", "letters", "union:letters"), StringComparison.Ordinal);
            Assert.Contains("2020-01-07 10:00:00", await Run(here.FullName, "lsl", "union:letters"), StringComparison.Ordinal);

            await Run(here.FullName, "copy", "union:letters", "back");
            await Run(here.FullName, "check", "letters", "back");
            Assert.Equal(new DateTime(2020, 1, 7, 10, 0, 0, DateTimeKind.Utc), File.GetLastWriteTimeUtc(Path.Combine(here.FullName, "back", "été 1", "letter 7 & more.txt")));

            await Run(here.FullName, "move", "union:letters/été 1", "union:elsewhere");
            await Run(here.FullName, "sync", "letters", "union:letters");
            Assert.Contains("20 matching files", await Run(here.FullName, "check", "letters", "union:letters"), StringComparison.Ordinal);
        }
        finally
        {
            here.Delete(recursive: true);
        }
    }

    private static async Task<string> Run(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = folder, ["TZ"] = "UTC", ["RCLONE_CONFIG"] = Path.Combine(folder, "rclone.conf") },
        })!;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        end.CancelAfter(Longest);
        var errors = process.StandardError.ReadToEndAsync(end.Token);
        var output = await process.StandardOutput.ReadToEndAsync(end.Token) + await errors;
        await process.WaitForExitAsync(end.Token);
        Assert.True(process.ExitCode == 0, $"rclone {arguments[0]} ended with {process.ExitCode}:\n{output}");
        return output;
    }
}
