namespace Federation.Conformance.Tests.Clients;

/// <summary>A drive in the tree of files, by davfs2 and the kernel's FUSE.</summary>
internal sealed class DavMount : IAsyncDisposable
{
    public const string Program = "/usr/sbin/mount.davfs";

    private readonly ClientGround ground;
    private readonly ForeignProgram program;
    private bool isMounted;

    private DavMount(ClientGround ground) => (this.ground, program) = (ground, new ForeignProgram(ground.Home));

    public string Folder => ground.In("mount");

    /// <summary>Mounts; where that is not permitted, the test is skipped, with the reason.</summary>
    public static async Task<DavMount> Of(ClientGround ground)
    {
        Assert.SkipUnless(Environment.UserName == "root", "Mounting needs root, and this run is not root's: nothing was tried of davfs2.");
        Assert.SkipUnless(File.Exists("/dev/fuse"), "This machine has no /dev/fuse (a container without it?): nothing was tried of davfs2.");
        var mount = new DavMount(ground);
        Directory.CreateDirectory(mount.Folder);
        // It drops root's rights for those of a user of its own, who must come as far as its cache.
        File.SetUnixFileMode(ground.Home, File.GetUnixFileMode(ground.Home) | UnixFileMode.OtherExecute);
        Directory.CreateDirectory(ground.In("cache"));
        File.SetUnixFileMode(ground.In("cache"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        await File.WriteAllTextAsync(ground.In("secrets"), $"\"{ground.Address}\" {ClientGround.Name} \"{ground.Password}\"\n");
        File.SetUnixFileMode(ground.In("secrets"), UnixFileMode.UserRead | UnixFileMode.UserWrite); // it refuses any other
        // No delay: what is closed is sent.
        await File.WriteAllTextAsync(ground.In("davfs2.conf"),
            $"secrets {ground.In("secrets")}\ncache_dir {ground.In("cache")}\nuse_locks 1\nask_auth 0\ndelay_upload 0\n");
        await mount.Begin();
        return mount;
    }

    public async Task Begin()
    {
        var (code, output) = await program.Try(Program, ground.Address, Folder, "-o", $"conf={ground.In("davfs2.conf")}");
        // What the kernel says to who may not mount; whatever else goes wrong is a failure.
        Assert.SkipWhen(code != 0 && (output.Contains("not permitted", StringComparison.OrdinalIgnoreCase) || output.Contains("can't open fuse device", StringComparison.OrdinalIgnoreCase)),
            $"Mounting is not permitted here: {output.Trim()}");
        Assert.True(code == 0, output);
        isMounted = true;
    }

    /// <summary>Unmounts; what was written is at the node when it returns.</summary>
    public async Task End()
    {
        isMounted = false;
        await program.Run("/bin/umount", Folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (isMounted)
        {
            await program.Try("/bin/umount", "-i", "-l", Folder); // the test failed: no waiting
        }
    }
}
