using System.Text;
using Federation.Node.CommandLine;
using Federation.Node.Tests.Campaigns;

namespace Federation.Node.Tests.CommandLine;

public sealed class A_receipt_in_a_file(PostgresFixture postgres) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("federation-receipt").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_verified_with_the_nodes_public_document_alone_and_not_after_any_change()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var other = await RunningNode.Start(postgres, "Union B");
        var (receipt, actor, stranger) = (await Receipt(node), await Actor(node), await Actor(other));

        var whole = await Verify(receipt, actor);
        Assert.True(whole.Code == ExitCodes.Done, whole.Errors);
        Assert.Contains("The receipt is whole. Signed by Union A", whole.Output, StringComparison.Ordinal);
        Assert.Contains("\"isWhole\":true", (await Verify(receipt, actor, "--json")).Output, StringComparison.Ordinal);

        var altered = receipt.Replace("Union A", "Union X", StringComparison.Ordinal);
        Assert.NotEqual(receipt, altered);
        await IsRefused(altered, actor, ExitCodes.CheckFailed, "Do not rely on this receipt");
        Assert.Contains("\"isWhole\":false", (await Verify(altered, actor, "--json")).Output, StringComparison.Ordinal);
        await IsRefused(receipt[..^2], actor, ExitCodes.CheckFailed, "Give the file as it was downloaded");
        await IsRefused("{\"a\":1,\"a\":2}", actor, ExitCodes.CheckFailed, "Give the file as it was downloaded");
        await IsRefused("Dear member, you agreed.", actor, ExitCodes.CheckFailed, "Give the file as it was downloaded");
        await IsRefused("{}", actor, ExitCodes.CheckFailed, "does not have the key");
        await IsRefused(receipt, stranger, ExitCodes.CheckFailed, "does not have the key");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<string> Receipt(RunningNode node)
    {
        var campaign = await node.OpenCampaign();
        using var ana = await node.SignedIn("ana");
        await ana.Open(campaign + "/consent");
        await ana.Submit(campaign + "/consent");
        await ana.Open("/consents");
        return await ana.Http.GetStringAsync(ana.Page.QuerySelector("a[href$='/receipt.json']")!.GetAttribute("href"), Cancel);
    }

    private static async Task<string> Actor(RunningNode node)
    {
        using var http = new HttpClient { BaseAddress = node.Origin };
        http.DefaultRequestHeaders.Accept.ParseAdd("application/activity+json");
        return await http.GetStringAsync("/actor", Cancel);
    }

    private async Task IsRefused(string receipt, string actor, int code, string message)
    {
        var (actual, _, errors) = await Verify(receipt, actor);
        Assert.Equal(code, actual);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Equal(2, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private async Task<(int Code, string Output, string Errors)> Verify(string receipt, string actor, params string[] more)
    {
        var (receiptFile, actorFile) = (Path.Combine(folder, "receipt.json"), Path.Combine(folder, "actor.json"));
        await File.WriteAllTextAsync(receiptFile, receipt, new UTF8Encoding(false), Cancel);
        await File.WriteAllTextAsync(actorFile, actor, new UTF8Encoding(false), Cancel);
        return await Installation.Run(["receipt", "verify", receiptFile, "--actor", actorFile, .. more]);
    }
}
