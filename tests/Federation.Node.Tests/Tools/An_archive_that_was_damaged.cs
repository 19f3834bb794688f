using Federation.Node.Hosting.Configuration;
using Federation.Node.Tests.Delivery;
using Federation.Node.Tests.Peers;
using Federation.Node.Tools.Archives;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Tools;

/// <summary>`federation verify` looks at the bytes of tools too, ours and those of peers.</summary>
public sealed class An_archive_that_was_damaged(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_named_with_tool_version_and_what_to_do_at_its_publisher_and_at_who_copied_it()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        await fnt.Befriend(union);
        await union.Befriend(fnt);
        await union.Follow(fnt, "tools");
        await fnt.PublishTool();
        await Neighbours.Eventually(async () => await union.Copies() is [{ Archive: not null }], "the archive is mirrored", union, fnt);
        Assert.Empty((await Checked(fnt)).Faults);
        Assert.Equal(("payslip-parser", "2.1.0", fnt.Host()), (await Checked(union)) is var whole ? (whole.Name, whole.Version, whole.Host) : default);
        Assert.Empty((await Checked(union)).Faults);

        foreach (var node in new[] { fnt, union })
        {
            var blob = Blob(node);
            var bytes = await File.ReadAllBytesAsync(blob, Cancel);
            bytes[^40] ^= 1;
            await Write(blob, bytes);
            Assert.Contains((await Checked(node)).Faults, fault => fault.Contains("cannot be read", StringComparison.Ordinal)); // flipped
            Assert.Contains((await Checked(node)).Faults, fault => fault.Contains("backup", StringComparison.Ordinal));
            await Write(blob, bytes[..^50]);
            Assert.Contains((await Checked(node)).Faults, fault => fault.Contains("cannot be read", StringComparison.Ordinal)); // cut
            File.Delete(blob);
            Assert.Contains((await Checked(node)).Faults, fault => fault.Contains("missing", StringComparison.Ordinal) || fault.Contains("cannot be read", StringComparison.Ordinal));
            await node.Scalar("delete from node.tool_archive returning 1");
            Assert.Contains((await Checked(node)).Faults, fault => fault.Contains("is missing", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Or_whose_digest_is_another_than_was_signed_is_named_and_the_others_are_not()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        var one = await fnt.PublishTool(ToolSteps.Manifest("1.0.0"), ToolSteps.TarGz(("one", "one")));
        await fnt.PublishTool(ToolSteps.Manifest("2.0.0"), ToolSteps.TarGz(("two", "two")));
        await fnt.Scalar($"update node.mt_doc_tool set data = jsonb_set(data, '{{archive,sha256}}', to_jsonb(repeat('0', 64))) where data #>> '{{archive,sha256}}' = '{one.Archive.Sha256}' returning 1");
        var checkedTools = await All(fnt);
        Assert.Contains(checkedTools, tool => tool.Version == "1.0.0" && tool.Faults.Any(fault => fault.Contains("does not name the archive 000", StringComparison.Ordinal)));
        Assert.Contains(checkedTools, tool => tool.Version == "2.0.0" && tool.Faults.Count == 0);
    }

    private static string Blob(RunningNode node)
    {
        var folder = node.Services.GetRequiredService<NodeOptions>().BlobFolder;
        return Assert.Single(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), file => !file.EndsWith(".part", StringComparison.Ordinal));
    }

    private static async Task Write(string blob, byte[] bytes)
    {
        File.Delete(blob); // it may only be read
        await File.WriteAllBytesAsync(blob, bytes, Cancel);
    }

    private static async Task<CheckedTool> Checked(RunningNode node) => Assert.Single(await All(node));

    private static async Task<List<CheckedTool>> All(RunningNode node)
    {
        var seen = new List<CheckedTool>();
        await foreach (var tool in node.Services.GetRequiredService<ArchiveCheck>().All(Cancel))
        {
            seen.Add(tool);
        }

        return seen;
    }
}
