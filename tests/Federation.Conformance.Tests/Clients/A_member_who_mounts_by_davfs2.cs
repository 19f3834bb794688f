using Federation.Node.Tests;
using Federation.Node.Tests.Documents;

namespace Federation.Conformance.Tests.Clients;

// Nothing here lists a folder through the mount: davfs2 1.6.1 answers that with "Invalid argument" on newer kernels (seen on 6.18), whatever the server.
public sealed class A_member_who_mounts_by_davfs2(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_renames_and_reads_through_the_mount_and_locks_what_is_open()
    {
        ForeignProgram.Installed(DavMount.Program, "davfs2");
        await using var ground = await ClientGround.Of(postgres);
        await using var mount = await DavMount.Of(ground);
        var shell = new ForeignProgram(ground.Home);
        var files = ground.Files("letters", 20);
        await shell.Run("/bin/cp", "-r", files, mount.Folder);
        var other = ground.Device;
        await using (var open = new FileStream(Path.Combine(mount.Folder, "open.txt"), FileMode.Create))
        {
            await open.WriteAsync("minutes"u8.ToArray(), Cancel);
            await open.FlushAsync(Cancel);
            // The other device is told that somebody is writing, and cannot take the lock.
            Assert.Equal(423, await other.Status("PUT", "/dav/open.txt", new StringContent("x")));
            Assert.Equal(423, await other.Status("LOCK", "/dav/open.txt", Device.LockInfo()));
        }

        await mount.End(); // it sends what it still has, and gives the locks back
        Assert.Equal("minutes", await other.Read("/dav/open.txt"));
        Assert.Equal(204, await other.Status("PUT", "/dav/open.txt", new StringContent("after")));
        await mount.Begin();
        foreach (var file in Directory.GetFiles(files, "*", SearchOption.AllDirectories))
        {
            await shell.Run("/usr/bin/cmp", file, Path.Combine(mount.Folder, "letters", Path.GetRelativePath(files, file)));
        }

        Assert.Equal("after", await File.ReadAllTextAsync(Path.Combine(mount.Folder, "open.txt"), Cancel));
        await shell.Run("/bin/mv", Path.Combine(mount.Folder, "open.txt"), Path.Combine(mount.Folder, "letters", "réunion 0", "50% closed.txt"));
        await shell.Run("/bin/mv", Path.Combine(mount.Folder, "letters"), Path.Combine(mount.Folder, "papers"));
        await shell.Run("/bin/rm", Path.Combine(mount.Folder, "papers", "réunion 1", "0001.bin"));
        await mount.End();
        Assert.Equal(["/dav/", "/dav/papers/"], await other.List("/dav/"));
        Assert.Equal("after", await other.Read("/dav/papers/r%C3%A9union%200/50%25%20closed.txt"));
        Assert.DoesNotContain("/dav/papers/r%C3%A9union%201/0001.bin", await other.List("/dav/papers/r%C3%A9union%201"));
        Assert.Contains("/dav/papers/r%C3%A9union%201/0008.bin", await other.List("/dav/papers/r%C3%A9union%201"));
    }
}
