using System.Diagnostics;
using System.Globalization;
using Federation.Node.Documents.Spaces;
using Federation.Node.Tests;
using Federation.Node.Tests.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Conformance.Tests.SyncClients;

/// <summary>Two devices of a member, each kept up to date by a stock sync program.</summary>
public sealed class Documents_by_sync_program(PostgresFixture postgres)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATION_LONG") == "1";

    /// <summary>One of each; with <c>FEDERATION_LONG=1</c> also two of the same.</summary>
    public static TheoryData<string, string> Pairs => IsLong
        ? new() { { "Nextcloud", "OwnCloud" }, { "Nextcloud", "Nextcloud" }, { "OwnCloud", "OwnCloud" } }
        : new() { { "Nextcloud", "OwnCloud" } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>One of the two programs; with <c>FEDERATION_LONG=1</c> both.</summary>
    public static TheoryData<string> Programs(string one) => IsLong ? ["Nextcloud", "OwnCloud"] : [one];

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Are_the_same_on_both_devices_after_changes_on_either(string one, string other)
    {
        await using var node = await RunningNode.Start(postgres);
        var password = await node.AppPassword(await node.Add("ana"));
        using var laptop = new SyncedFolder(SyncProgram.Named(one), node, "ana", password);
        using var desktop = new SyncedFolder(SyncProgram.Named(other), node, "ana", password);
        using var web = new Device(node, "ana", password);

        laptop.Write("minutes.txt", "of March");
        laptop.Write("Wörk & pläy/été 100%/#1 (a+b).txt", "names");
        laptop.Write("plan/a.txt", "a");
        laptop.Write("plan/deep/er/b.txt", "b");
        laptop.Write("empty.txt", "");
        File.SetLastWriteTimeUtc(laptop.At("minutes.txt"), new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        await Exchange(laptop, desktop);
        Assert.Equal(5, desktop.Files.Count);
        Assert.Equal(new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc), File.GetLastWriteTimeUtc(desktop.At("minutes.txt")));

        // A change, a rename, a move of a folder with all in it, a deletion: each on the other device.
        desktop.Write("minutes.txt", "of March, corrected");
        File.Move(desktop.At("plan/a.txt"), desktop.At("plan/renamed.txt"));
        await Exchange(desktop, laptop);
        Assert.Equal("of March, corrected", laptop.Read("minutes.txt"));
        Directory.Move(laptop.At("plan/deep"), laptop.At("moved"));
        File.Delete(laptop.At("empty.txt"));
        await Exchange(laptop, desktop);
        Assert.Equal("b", desktop.Read("moved/er/b.txt"));
        Assert.False(File.Exists(desktop.At("empty.txt")));
        Assert.False(Directory.Exists(desktop.At("plan/deep")));
        Assert.Equal(1, await node.Count("node.trash")); // moved, not sent again: only the file that was deleted is in the trash

        // What happens by WebDAV, far down, is seen too.
        Assert.Equal(201, await web.Status("PUT", "/dav/moved/er/from-the-web.txt", new StringContent("web")));
        Assert.Equal(204, await web.Status("DELETE", "/dav/plan/renamed.txt"));
        await Exchange(laptop, desktop);
        Assert.Equal("web", desktop.Read("moved/er/from-the-web.txt"));
        Assert.False(File.Exists(laptop.At("plan/renamed.txt")));
    }

    [Theory]
    [MemberData(nameof(Programs), "Nextcloud")]
    public async Task Of_a_group_reach_the_devices_of_its_members_and_change_only_for_who_may(string name)
    {
        await using var node = await RunningNode.Start(postgres);
        var (ana, spaces) = (await node.Add("ana"), node.Services.GetRequiredService<SpaceDesk>());
        using var hers = new SyncedFolder(SyncProgram.Named(name), node, "ana", await node.AppPassword(ana));
        using var editors = new SyncedFolder(SyncProgram.Named(name), node, "bob", await node.AppPassword(await node.Add("bob")));
        using var viewers = new SyncedFolder(SyncProgram.Named(name), node, "eve", await node.AppPassword(await node.Add("eve")));
        await Task.WhenAll(hers.Sync(), editors.Sync(), viewers.Sync());
        var (space, _) = await spaces.Open(ana, "Strike committee", Cancel);
        await spaces.Give(ana, space, "bob", SpaceRole.Editor, Cancel);
        await spaces.Give(ana, space, "eve", SpaceRole.Viewer, Cancel);

        await hers.Sync();
        hers.Write("Strike committee/deep/plan.txt", "Thursday");
        await Exchange(hers, editors);
        editors.Write("Strike committee/deep/plan.txt", "Friday");
        await Exchange(editors, hers);
        await Exchange(hers, viewers);
        Assert.Equal("Friday", viewers.Read("Strike committee/deep/plan.txt"));

        viewers.Write("Strike committee/deep/plan.txt", "never");
        await viewers.Run();
        await Exchange(hers, editors);
        Assert.Equal("Friday", hers.Read("Strike committee/deep/plan.txt"));
    }

    [Theory]
    [MemberData(nameof(Programs), "OwnCloud")]
    public async Task Keep_both_when_both_devices_changed_one(string name)
    {
        await using var node = await RunningNode.Start(postgres);
        var password = await node.AppPassword(await node.Add("ana"));
        using var laptop = new SyncedFolder(SyncProgram.Named(name), node, "ana", password);
        using var desktop = new SyncedFolder(SyncProgram.Named(name), node, "ana", password);
        laptop.Write("a/letter.txt", "first");
        await Exchange(laptop, desktop);

        laptop.Write("a/letter.txt", "by the laptop");
        desktop.Write("a/letter.txt", "by the desktop, longer");
        await laptop.Sync();
        await desktop.Sync();
        Assert.Equal("by the laptop", desktop.Read("a/letter.txt"));
        var copy = Directory.GetFiles(desktop.At("a")).Single(file => file.Contains("conflict", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("by the desktop, longer", await File.ReadAllTextAsync(copy, Cancel));
    }

    [Theory]
    [MemberData(nameof(Programs), "Nextcloud")]
    public async Task Travel_in_parts_when_they_are_large(string name)
    {
        await using var node = await RunningNode.Start(postgres);
        var password = await node.AppPassword(await node.Add("ana"));
        using var laptop = new SyncedFolder(SyncProgram.Named(name), node, "ana", password);
        using var desktop = new SyncedFolder(SyncProgram.Named(name), node, "ana", password);
        await WriteLarge(laptop.At("video.bin"), IsLong ? 1024 : 48);
        await Exchange(laptop, desktop);
        Assert.Contains("/remote.php/dav/uploads/", laptop.Output, StringComparison.Ordinal);
        await WriteLarge(desktop.At("video.bin"), IsLong ? 1024 : 48);
        await Exchange(desktop, laptop);
        Assert.Equal(2, await node.Count("node.document_version"));
    }

    [Theory]
    [MemberData(nameof(Programs), "OwnCloud")]
    public async Task Are_many(string name)
    {
        var files = IsLong ? 10_000 : 300;
        await using var node = await RunningNode.Start(postgres);
        var password = await node.AppPassword(await node.Add("ana"));
        using var laptop = new SyncedFolder(SyncProgram.Named(name), node, "ana", password);
        using var desktop = new SyncedFolder(SyncProgram.Named(name), node, "ana", password);
        for (var index = 0; index < files; index++)
        {
            laptop.Write(string.Create(CultureInfo.InvariantCulture, $"{index % 20}/{index % 7}/{index}.txt"), $"document {index}");
        }

        var up = await Timed(laptop.Sync);
        var down = await Timed(desktop.Sync);
        var nothing = await Timed(desktop.Sync);
        Assert.Equal(files, desktop.Files.Count);
        Assert.Equal(laptop.Files, desktop.Files);
        Assert.Equal(files, await node.Count("node.document_version"));

        Directory.Move(desktop.At("3"), desktop.At("three"));
        Directory.Delete(desktop.At("4"), recursive: true);
        desktop.Write("5/5/new.txt", "new");
        await Exchange(desktop, laptop);
        Assert.Equal(files + 1, await node.Count("node.document_version"));
        TestContext.Current.SendDiagnosticMessage(
            $"{name}, {files} files: {up.TotalSeconds:0.0} s up, {down.TotalSeconds:0.0} s down, {nothing.TotalSeconds:0.0} s when nothing changed");
    }

    // Everything the one has goes to the server, then to the other; then neither has anything left to do.
    private static async Task Exchange(SyncedFolder from, SyncedFolder to)
    {
        await from.Sync();
        await to.Sync();
        Assert.Equal(from.Files, to.Files);
    }

    private static async Task WriteLarge(string path, int mebibytes)
    {
        var part = new byte[1024 * 1024];
        await using var file = File.Create(path);
        for (var index = 0; index < mebibytes; index++)
        {
            System.Security.Cryptography.RandomNumberGenerator.Fill(part);
            await file.WriteAsync(part, Cancel);
        }
    }

    private static async Task<TimeSpan> Timed(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start);
    }
}
