namespace Federation.Conformance.Tests.Clients;

/// <summary>Debian's rclone with one remote, <c>drive:</c>, of the plain kind (<c>vendor = other</c>).</summary>
internal sealed class Rclone
{
    public const string Program = "/usr/bin/rclone";

    private readonly ForeignProgram program;

    private Rclone(ForeignProgram program) => this.program = program;

    /// <summary>What it finds of us, in its environment: an address, a name and a password.</summary>
    public static async Task<IReadOnlyList<(string, string)>> Settings(ClientGround ground)
    {
        ForeignProgram.Installed(Program, "rclone");
        await File.WriteAllTextAsync(ground.In("rclone.conf"), ""); // without one it complains
        var scrambled = await new ForeignProgram(ground.Home).Run(Program, "obscure", "--", ground.Password);
        return
        [
            ("RCLONE_CONFIG_DRIVE_TYPE", "webdav"), ("RCLONE_CONFIG_DRIVE_URL", ground.Address), ("RCLONE_CONFIG_DRIVE_VENDOR", "other"),
            ("RCLONE_CONFIG_DRIVE_USER", ClientGround.Name), ("RCLONE_CONFIG_DRIVE_PASS", scrambled.Trim()), ("RCLONE_CONFIG", ground.In("rclone.conf")),
        ];
    }

    public static async Task<Rclone> Of(ClientGround ground) => new(new ForeignProgram(ground.Home, await Settings(ground)));

    /// <summary>Runs a command without second tries: what fails once failed.</summary>
    public Task<string> Run(params string[] arguments) => program.Run(Program, ["--retries", "1", "--low-level-retries", "1", "-v", "--stats-one-line", .. arguments]);

    /// <summary>What a command prints, without what it says about itself.</summary>
    public Task<string> Read(params string[] arguments) => program.Run(Program, ["--retries", "1", "--low-level-retries", "1", .. arguments]);
}
