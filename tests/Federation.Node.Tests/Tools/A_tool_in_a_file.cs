using System.Text;
using Federation.Node.CommandLine;
using Federation.Node.Tests.CommandLine;

namespace Federation.Node.Tests.Tools;

public sealed class A_tool_in_a_file(PostgresFixture postgres) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("federation-tool").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_verified_with_the_publishers_public_document_alone_and_not_after_any_change()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var other = await RunningNode.Start(postgres, "Union B");
        var archive = ToolSteps.TarGz(("bin/parse", "#!/bin/sh"));
        var document = (await node.PublishTool(archive: archive)).Document!;
        var (actor, stranger) = (await Actor(node), await Actor(other));

        var whole = await Verify(document, archive, actor);
        Assert.True(whole.Code == ExitCodes.Done, whole.Errors);
        Assert.Contains("payslip-parser 2.1.0 (AGPL-3.0-or-later) is whole.", whole.Output, StringComparison.Ordinal);
        Assert.Contains("verified", whole.Output, StringComparison.Ordinal);
        Assert.Contains("\"isWhole\":true", (await Verify(document, archive, actor, "--json")).Output, StringComparison.Ordinal);
        await IsRefused(document.Replace("Reads payslips.", "Reads nothing.", StringComparison.Ordinal), archive, actor, "The proof does not fit the document");
        await IsRefused(document, ToolSteps.TarGz(("bin/parse", "#!/bin/bash")), actor, "digest and size that were signed");
        await IsRefused(document, archive, stranger, "does not have the key");
        await IsRefused(document[..^2], archive, actor, "Give the file as it was downloaded");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<string> Actor(RunningNode node)
    {
        using var http = new HttpClient { BaseAddress = node.Origin };
        http.DefaultRequestHeaders.Accept.ParseAdd("application/activity+json");
        return await http.GetStringAsync("/catalogues/tools", Cancel);
    }

    private async Task IsRefused(string document, byte[] archive, string actor, string message)
    {
        var (code, _, errors) = await Verify(document, archive, actor);
        Assert.Equal(ExitCodes.CheckFailed, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Equal(2, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private async Task<(int Code, string Output, string Errors)> Verify(string document, byte[] archive, string actor, params string[] more)
    {
        var (documentFile, archiveFile, actorFile) = (Path.Combine(folder, "tool.json"), Path.Combine(folder, "tool.tar.gz"), Path.Combine(folder, "actor.json"));
        await File.WriteAllTextAsync(documentFile, document, new UTF8Encoding(false), Cancel);
        await File.WriteAllBytesAsync(archiveFile, archive, Cancel);
        await File.WriteAllTextAsync(actorFile, actor, new UTF8Encoding(false), Cancel);
        return await Installation.Run(["tool", "verify", documentFile, "--archive", archiveFile, "--actor", actorFile, .. more]);
    }
}
