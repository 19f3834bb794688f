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

    [Fact]
    public async Task Reads_all_or_a_share_drawn_at_random_and_says_how_many()
    {
        await using var node = await RunningNode.Start(postgres);
        var folder = await node.Settings();
        using var ana = await Drive.Of(node);
        for (var number = 0; number < 10; number++)
        {
            await ana.Device.Put($"/dav/{number}.txt", $"document {number}");
        }

        foreach (var (flag, said) in new[]
        {
            ("", "10 blobs of documents looked at: all are there."), ("--read-data", "10 of 10 were read."), ("--read-data=100%", "10 of 10 were read."),
            ("--read-data=30%", "3 of 10 were read."), ("--read-data=0.5%", "1 of 10 were read."), ("--read-data=12.5%", "1 of 10 were read."),
        })
        {
            var (code, output, errors) = await Installation.Run(["verify", .. flag.Length == 0 ? Array.Empty<string>() : [flag], "--data", folder]);
            Assert.Equal((flag, ExitCodes.Done, ""), (flag, code, errors));
            Assert.Contains(said, output, StringComparison.Ordinal);
            Assert.Equal(flag.Length > 0, output.Contains("were read", StringComparison.Ordinal));
        }

        // Of ten one is changed: half of them hold it or not.
        node.Blobs()[3].Damage();
        var found = new List<bool>();
        while (found.Distinct().Count() < 2)
        {
            Assert.True(found.Count < 40, $"Of forty draws all found it, or none: {found.FirstOrDefault()}");
            found.Add((await ana.Check(0.5)).Faults.Count > 0);
        }

        Assert.Single((await ana.Check(1)).Faults);
        Assert.Empty((await ana.Check(0)).Faults);
    }
}
