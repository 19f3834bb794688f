using Federation.Node.Tests;

namespace Federation.Conformance.Tests.Clients;

public sealed class A_member_who_syncs_by_rclone(PostgresFixture postgres)
{
    [Fact]
    public async Task Copies_checks_and_finds_nothing_to_copy_again()
    {
        await using var ground = await ClientGround.Of(postgres);
        var rclone = await Rclone.Of(ground);
        var files = ground.Files("letters", 50);
        await rclone.Run("copy", files, "drive:letters");
        Assert.Contains("0 differences found", await rclone.Run("check", "--download", files, "drive:letters"), StringComparison.Ordinal);
        // Plain WebDAV keeps no times of files and no hashes: sizes are what it compares by.
        Assert.DoesNotContain("Copied", await rclone.Run("sync", "--size-only", files, "drive:letters"), StringComparison.Ordinal);
        await rclone.Run("copy", "drive:letters", ground.In("back"));
        ClientGround.Same(files, ground.In("back"));
    }

    [Fact]
    public async Task Syncs_what_changed_and_removes_what_went()
    {
        await using var ground = await ClientGround.Of(postgres);
        var rclone = await Rclone.Of(ground);
        var files = ground.Files("letters", 20);
        await rclone.Run("sync", files, "drive:letters");
        await File.WriteAllTextAsync(Path.Combine(files, "réunion 1", "0001.bin"), "changed", TestContext.Current.CancellationToken);
        Directory.Delete(Path.Combine(files, "réunion 2"), recursive: true);
        var second = await rclone.Run("sync", "--size-only", files, "drive:letters");
        Assert.Equal(2, second.Split(": Copied").Length);
        Assert.Equal(4, second.Split(": Deleted").Length);
        await rclone.Run("sync", "drive:letters", ground.In("back"));
        ClientGround.Same(files, ground.In("back"));
    }

    [Fact]
    public async Task Moves_a_file_and_a_folder_and_purges()
    {
        await using var ground = await ClientGround.Of(postgres);
        var rclone = await Rclone.Of(ground);
        var files = ground.Files("letters", 20);
        await rclone.Run("copy", files, "drive:letters");
        await rclone.Run("moveto", "drive:letters/réunion 1/0001.bin", "drive:letters/réunion 1/50% moved.bin");
        await rclone.Run("moveto", "drive:letters/réunion 2", "drive:archive/réunion 2");
        await rclone.Run("moveto", "drive:letters", "drive:papers"); // the whole at once: a MOVE of the collection
        Assert.Equal(["/dav/", "/dav/archive/", "/dav/papers/"], await ground.Device.List("/dav/"));
        File.Move(Path.Combine(files, "réunion 1", "0001.bin"), Path.Combine(files, "réunion 1", "50% moved.bin"));
        Directory.CreateDirectory(ground.In("archive"));
        Directory.Move(Path.Combine(files, "réunion 2"), ground.In("archive", "réunion 2"));
        await rclone.Run("copy", "drive:papers", ground.In("back"));
        await rclone.Run("copy", "drive:archive", ground.In("old"));
        ClientGround.Same(files, ground.In("back"));
        ClientGround.Same(ground.In("archive"), ground.In("old"));
        await rclone.Run("purge", "drive:papers");
        Assert.Equal(["/dav/", "/dav/archive/"], await ground.Device.List("/dav/"));
    }

    [Fact]
    public async Task Reads_parts_of_a_file()
    {
        await using var ground = await ClientGround.Of(postgres);
        var rclone = await Rclone.Of(ground);
        var file = ground.In("hours.csv");
        await File.WriteAllTextAsync(file, "0123456789", TestContext.Current.CancellationToken);
        await rclone.Run("copyto", file, "drive:hours.csv");
        Assert.Equal("345", await rclone.Read("cat", "--offset", "3", "--count", "3", "drive:hours.csv"));
        Assert.Equal("89", await rclone.Read("cat", "--tail", "2", "drive:hours.csv"));
    }
}
