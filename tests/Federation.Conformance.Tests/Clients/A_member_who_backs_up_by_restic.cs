using Federation.Node.Tests;

namespace Federation.Conformance.Tests.Clients;

public sealed class A_member_who_backs_up_by_restic(PostgresFixture postgres)
{
    [Fact]
    public async Task Backs_up_checks_restores_and_forgets()
    {
        var program = ForeignProgram.Installed("/usr/bin/restic", "restic");
        await using var ground = await ClientGround.Of(postgres);
        var restic = new ForeignProgram(ground.Home, [
            .. await Rclone.Settings(ground), ("RESTIC_REPOSITORY", "rclone:drive:backup"), ("RESTIC_PASSWORD", "a password of its own"), ("RESTIC_CACHE_DIR", ground.In("cache"))]);
        var files = ground.Files("letters", 300);
        await restic.Run(program, "init");
        await restic.Run(program, "backup", files);
        Assert.Contains("no errors were found", await restic.Run(program, "check", "--read-data"), StringComparison.Ordinal);
        await restic.Run(program, "restore", "latest", "--target", ground.In("back"));
        ClientGround.Same(files, ground.In("back") + files);
        Directory.Delete(Path.Combine(files, "réunion 3"), recursive: true);
        await restic.Run(program, "backup", files);
        await restic.Run(program, "forget", "--keep-last", "1", "--prune");
        Assert.Contains("no errors were found", await restic.Run(program, "check", "--read-data"), StringComparison.Ordinal);
        await restic.Run(program, "restore", "latest", "--target", ground.In("again"));
        ClientGround.Same(files, ground.In("again") + files);
    }
}
