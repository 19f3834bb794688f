using System.Net;
using Federation.Node.CommandLine.Demo.Nodes;
using Federation.Node.CommandLine.Demo.People;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>A member of each union downloads the receipt; it verifies, and a changed one does not.</summary>
internal static class Receipts
{
    public static async Task Play(DemoStage stage)
    {
        foreach (var union in stage.Unions)
        {
            var member = union.Taking[0];
            var (status, receipt) = await member.Browser.Download($"/consents/{await member.ConsentId()}/receipt.json");
            stage.Narrator.Check(status == HttpStatusCode.OK, "a member can download the receipt", $"status {(int)status}");
            var (_, actor) = await member.Browser.Download("/actor", "application/activity+json");
            var (code, said) = await Verify(stage, union, receipt, actor);
            stage.Narrator.Check(code == ExitCodes.Done, "the receipt verifies", said);

            var changed = System.Text.Encoding.UTF8.GetString(receipt).Replace("ConsentGiven", "ConsentRefused", StringComparison.Ordinal);
            (code, said) = await Verify(stage, union, System.Text.Encoding.UTF8.GetBytes(changed), actor);
            stage.Narrator.Check(code == ExitCodes.CheckFailed, "a changed receipt does not verify", $"exit code {code}: {said}");
        }

        stage.Narrator.Step("receipts downloaded and verified by `federation receipt verify`; a changed one is reported");
    }

    private static async Task<(int Code, string Said)> Verify(DemoStage stage, Organisation union, byte[] receipt, byte[] actor)
    {
        var name = Path.Combine(stage.Ground.Folder, union.Node.Host.Replace(':', '-'));
        await File.WriteAllBytesAsync(name + "-receipt.json", receipt, stage.Cancel);
        await File.WriteAllBytesAsync(name + "-actor.json", actor, stage.Cancel);
        var (code, output, errors) = await ChildProcess.Run(
            stage.Ground.Federation, ["receipt", "verify", name + "-receipt.json", "--actor", name + "-actor.json"],
            new Dictionary<string, string>(), "", stage.Cancel);
        return (code, output + errors);
    }
}
