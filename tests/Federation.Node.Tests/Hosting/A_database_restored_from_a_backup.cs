using Federation.Node.Consents;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Hosting.Security;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Documents;
using Federation.Storage.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Hosting;

public sealed class A_database_restored_from_a_backup(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Does_not_bring_back_what_was_withdrawn_or_erased_since()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await Drive.Of(node);
        using var visitor = await node.SignedIn("ana");
        await visitor.Open(campaign + "/consent");
        await visitor.Submit(campaign + "/consent");
        await ana.Device.Put("/dav/erased-since.txt", "secret");
        await ana.Device.Put("/dav/kept.txt", "kept");
        var document = await ana.Id("erased-since.txt");
        var consent = Assert.Single(await node.Services.GetRequiredService<IConsents>().AllActive(Campaign(campaign), Cancel)).ConsentId;

        var older = await postgres.CreateDatabase();
        var dump = Path.Combine(Directory.CreateTempSubdirectory("federation-copy").FullName, "all");
        await DatabaseDump.Write(node.Services.GetRequiredService<DatabaseConnection>(), dump, [], Cancel); // the names are in it
        await DatabaseDump.Read(new(older), dump, Cancel);
        File.Delete(dump);

        await visitor.Open(campaign + "/consent");
        await visitor.Submit($"/consents/{consent}/withdraw");
        await ana.Destroy("/dav/erased-since.txt");
        await node.Services.GetRequiredService<DestroyedKeys>().Write(Cancel);
        Assert.Equal(2, new DestroyedKeyList(node.Services.GetRequiredService<NodeOptions>().DestroyedKeysFile).Read().Count);

        await using var restored = await node.StartOn(older);
        var vault = restored.Services.GetRequiredService<KeyVault>();
        Assert.Equal(KeyState.Erased, await vault.StateOf(new SubjectId(consent), Cancel));
        Assert.Equal(KeyState.Erased, await vault.StateOf(new SubjectId(document), Cancel));
        Assert.Empty(await restored.Services.GetRequiredService<IConsents>().AllActive(Campaign(campaign), Cancel));
        Assert.Equal(0, await restored.Count("node.entry where name = 'erased-since.txt'"));
        using var device = new Device(restored, "ana", await restored.AppPassword(ana.Member));
        Assert.Equal("kept", await device.Read("/dav/kept.txt"));
        Assert.Null(await device.Read($"/dav/erased%20{document:n}"));
    }

    [Fact]
    public async Task Fills_a_list_that_was_lost()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", "secret");
        await ana.Destroy("/dav/a.txt");
        await node.Services.GetRequiredService<DestroyedKeys>().Write(Cancel);
        var file = node.Services.GetRequiredService<NodeOptions>().DestroyedKeysFile;
        var list = await File.ReadAllTextAsync(file, Cancel);
        File.Delete(file);
        await using var replica = await node.StartReplica();
        Assert.Equal(list, await File.ReadAllTextAsync(file, Cancel));
    }

    [Fact]
    public async Task Is_not_served_with_a_list_in_which_a_line_was_changed()
    {
        await using var node = await RunningNode.Start(postgres);
        var file = node.Services.GetRequiredService<NodeOptions>().DestroyedKeysFile;
        await File.WriteAllTextAsync(file, new string('x', DestroyedKeyList.LineSize - 1) + "\n", Cancel);
        var refusal = await Assert.ThrowsAsync<OperatorException>(() => node.StartReplica());
        Assert.Contains("Line 1 of", refusal.Message, StringComparison.Ordinal);
    }

    private static Guid Campaign(string path) => Guid.Parse(path.Split('/')[^1]);
}
