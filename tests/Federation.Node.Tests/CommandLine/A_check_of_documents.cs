using Federation.Node.CommandLine;
using Federation.Node.Tests.Documents;

namespace Federation.Node.Tests.CommandLine;

/// <summary><c>federation verify</c> beside a node whose members keep, thin out and erase documents.</summary>
public sealed class A_check_of_documents(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_nothing_wrong_after_an_erasure_and_names_what_the_disk_lost()
    {
        await using var node = await RunningNode.Start(postgres);
        var folder = await node.Settings();
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", "a");
        await ana.Device.Put("/dav/b.txt", "b");
        await ana.Device.Put("/dav/b.txt", "b2");
        node.Clock.Advance(TimeSpan.FromHours(3));
        await ana.Upkeep();
        await ana.Destroy("/dav/a.txt");
        var (code, output, errors) = await Installation.Run("verify", "--read-data", "--data", folder);
        Assert.Equal((ExitCodes.Done, ""), (code, errors));
        Assert.Contains("1 blobs of documents looked at: all are there.", output, StringComparison.Ordinal);
        var blob = Assert.Single(node.Blobs());
        blob.Lose();
        (code, _, errors) = await Installation.Run("verify", "--data", folder);
        Assert.Equal(ExitCodes.CheckFailed, code);
        Assert.Contains($"The bytes {blob.Name} of a document are missing.", errors, StringComparison.Ordinal);
    }
}
