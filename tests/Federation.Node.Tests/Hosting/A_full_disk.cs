using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Federation.Node.CommandLine;
using Federation.Node.Hosting.Database;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Documents;
using Federation.Storage.Blobs;
using Federation.Storage.Disk;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Hosting;

/// <summary>A small file system of its own under the database, filled to the last byte. Needs root, or sudo without a password.</summary>
public sealed class A_full_disk : IAsyncLifetime
{
    private readonly string folder = Directory.CreateDirectory(
        Path.Combine(Path.GetTempPath(), $"federation-small-disk-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}")).FullName;

    private ManagedPostgres? postgres;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Filler => Path.Combine(folder, "filler");

    public async ValueTask InitializeAsync()
    {
        await AsRoot("mount", "-t", "tmpfs", "-o", "size=160m,mode=755", "tmpfs", folder);
        postgres = ManagedPostgres.In(folder);
        await postgres.Start(Cancel);
    }

    [Fact]
    public async Task Is_said_to_be_full_and_what_was_kept_before_stays_and_grows_again_with_room()
    {
        await using var node = await RunningNode.Start(postgres!.ConnectionString); // started above
        var campaign = await node.OpenCampaign();
        using var ana = await node.SignedIn("ana");
        await ana.Open(campaign + "/consent");
        await ana.Submit(campaign + "/consent");
        var before = await Events(node);

        Fill(Filler);
        Assert.InRange(await Upload(ana, campaign), HttpStatusCode.ServiceUnavailable, HttpStatusCode.InsufficientStorage);
        Assert.Contains("othing was", ana.Text, StringComparison.Ordinal); // "nothing was kept" or "nothing was changed"

        File.Delete(Filler);
        await postgres.Revive(Cancel); // PostgreSQL halts when its log does not fit; the node's supervisor does this when it serves
        Assert.Equal(before, await Events(node));
        Assert.Equal(HttpStatusCode.OK, await Upload(ana, campaign));
        await ana.Submit(ana.Page.QuerySelector("form[action*='/import/']")!.GetAttribute("action")!, ("work", "1"));
        Assert.Equal(HttpStatusCode.OK, ana.Status);
        Assert.Equal(before + 1, await Events(node));
    }

    // The files on a disk of their own: where the database's is full too, nothing can be deleted either, for that is written down.
    [Fact]
    public async Task Takes_no_document_gives_out_what_it_has_and_takes_them_again_once_the_trash_is_empty()
    {
        var disk = Directory.CreateDirectory(folder + "-documents").FullName;
        await AsRoot("mount", "-t", "tmpfs", "-o", "size=16m,mode=777", "tmpfs", disk);
        try
        {
            await using var node = await RunningNode.Start(postgres!.ConnectionString, parts => // started above
                parts.AddSingleton<IBlobStore>(new DiskBlobStore(Path.Combine(disk, "blobs"), TimeProvider.System)));
            using var ana = await Drive.Of(node);
            var (old, next) = (RandomNumberGenerator.GetBytes(8_000_000), RandomNumberGenerator.GetBytes(4_000_000)); // what repeats is stored once
            Assert.Equal(201, await ana.Device.Status("PUT", "/dav/old.bin", new ByteArrayContent(old)));

            Fill(Path.Combine(disk, "filler"));
            using (var refused = await ana.Device.Send("PUT", "/dav/next.bin", new ByteArrayContent(next)))
            {
                Assert.Equal(507, (int)refused.StatusCode);
                Assert.Contains("documents.full", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }

            Assert.Equal(old, await ana.Device.Http.GetByteArrayAsync("/dav/old.bin", Cancel));
            Assert.Equal(["/dav/", "/dav/old.bin"], await ana.Device.List("/dav/"));
            Assert.Equal(204, await ana.Device.Status("DELETE", "/dav/old.bin"));
            Assert.Equal(507, await ana.Device.Status("PUT", "/dav/next.bin", new ByteArrayContent(next))); // it is in the trash still
            Assert.Equal(200, (await ana.Post("/documents/trash/empty")).Status);
            Assert.Equal(201, await ana.Device.Status("PUT", "/dav/next.bin", new ByteArrayContent(next)));
            Assert.Equal(next, await ana.Device.Http.GetByteArrayAsync("/dav/next.bin", Cancel));
            Assert.Empty((await ana.Check()).Unnamed); // of what did not fit nothing stayed
        }
        finally
        {
            await AsRoot("umount", disk);
            Directory.Delete(disk);
        }
    }

    [Fact]
    public async Task Stops_a_first_start_with_a_sentence()
    {
        await postgres!.Stop(Cancel);
        Fill(Filler);
        var mishap = Mishap.Of(await Assert.ThrowsAnyAsync<Exception>(() => ManagedPostgres.In(Path.Combine(folder, "other")).Start(Cancel)));
        Assert.Contains("disk is full", mishap.Message, StringComparison.Ordinal);
        Assert.Contains("Make room", mishap.Hint, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Environment, mishap.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        File.Delete(Filler);
        if (postgres is not null)
        {
            await postgres.Stop(CancellationToken.None);
        }

        await AsRoot("umount", folder);
        Directory.Delete(folder);
    }

    private static async Task<HttpStatusCode> Upload(Visitor ana, string campaign)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "weclock", "weclock_ios_synthetic_data.csv"), Cancel);
        await ana.Open(campaign + "/contribute");
        if (ana.Status == HttpStatusCode.OK)
        {
            await ana.Upload(campaign + "/import", "file", "data.csv", bytes, ("sector", "care"), ("region", "north"));
        }

        return ana.Status;
    }

    private static void Fill(string filler)
    {
        using var file = new FileStream(filler, FileMode.Create);
        var piece = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(piece);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // full: what this is for
        }
    }

    private static async Task<long> Events(RunningNode node)
    {
        await using var command = node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select count(*) from node.mt_events");
        return (long)(await command.ExecuteScalarAsync(Cancel))!; // a count
    }

    private static async Task AsRoot(params string[] command)
    {
        string[] all = Environment.IsPrivilegedProcess ? command : ["sudo", "-n", .. command];
        using var process = Process.Start(all[0], all[1..]);
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, $"`{string.Join(' ', command)}` failed. This test mounts a small file system: run it as root, or allow sudo without a password.");
    }
}
