using Federation.Node.CommandLine.Demo.People;
using Npgsql;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>Somebody with access to FNT's database changes one byte of a mirrored release; <c>federation verify</c> says which.</summary>
internal static class Tampering
{
    public static async Task Play(DemoStage stage)
    {
        var version = stage.A.Released!; // released
        var (code, said) = await Verify(stage.Fnt, stage);
        stage.Narrator.Check(code == ExitCodes.Done, "`federation verify` finds everything sound at first", $"exit code {code}: {said}");

        await FlipOneBit(stage, version.TableSha256);
        (code, said) = await Verify(stage.Fnt, stage);
        stage.Narrator.Check(code == ExitCodes.CheckFailed && said.Contains(version.Url, StringComparison.Ordinal),
            "`federation verify` reports the tampered release", $"exit code {code}: {said}");

        await FlipOneBit(stage, version.TableSha256);
        (code, said) = await Verify(stage.Fnt, stage);
        stage.Narrator.Check(code == ExitCodes.Done, "`federation verify` is content once the byte is back", $"exit code {code}: {said}");
        (code, said) = await Verify(stage.A, stage, "--remake");
        stage.Narrator.Check(code == ExitCodes.Done && said.Contains(" are the ones that were signed, byte for byte", StringComparison.Ordinal) && !said.Contains("0 are the ones", StringComparison.Ordinal),
            "`federation verify --remake` makes union A's tables again, byte for byte", $"exit code {code}: {said}");
        stage.Narrator.Step("one byte of a mirrored table changed in FNT's database: `federation verify` named it; put back, all is sound");
    }

    private static async Task<(int Code, string Said)> Verify(Organisation union, DemoStage stage, params string[] more)
    {
        var (code, output, errors) = await union.Node.TryRun(["verify", .. more], stage.Cancel);
        return (code, output + errors);
    }

    private static async Task FlipOneBit(DemoStage stage, string sha256)
    {
        await using var source = NpgsqlDataSource.Create(stage.Fnt.Node.Database());
        await using var command = source.CreateCommand(
            "update node.release_file set bytes = set_byte(bytes, 10, get_byte(bytes, 10) # 1) where host = $1 and sha256 = $2");
        command.Parameters.Add(new NpgsqlParameter { Value = stage.A.Node.Host });
        command.Parameters.Add(new NpgsqlParameter { Value = sha256 });
        stage.Narrator.Check(await command.ExecuteNonQueryAsync(stage.Cancel) == 1, "the tampered file is in FNT's database", "it is not");
    }
}
