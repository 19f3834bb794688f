using Federation.Node.Documents;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

public sealed class Several_devices_at_once(PostgresFixture postgres)
{
    private const int Devices = 12;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_keep_their_version_of_one_document()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        var ana = await node.Add("ana");
        var password = await node.AppPassword(ana);
        var all = Enumerable.Range(0, Devices).Select(index => new Device(index % 2 == 0 ? node : replica, "ana", password)).ToList();
        var statuses = await Task.WhenAll(all.Select((device, index) => device.Status("PUT", "/dav/a.txt", new StringContent($"from {index}"))));
        Assert.Equal(1, statuses.Count(status => status == 201));
        Assert.Equal(Devices - 1, statuses.Count(status => status == 204));
        Assert.StartsWith("from ", await all[0].Read("/dav/a.txt"), StringComparison.Ordinal);
        Assert.Equal(Devices, node.Blobs().Count);
        await using var session = node.Services.GetRequiredService<IDocumentStore>().QuerySession();
        Assert.Equal(Devices, (await session.Query<Entry>().SingleAsync(Cancel)).Versions.Count);
        all.ForEach(device => device.Dispose());
    }

    [Fact]
    public async Task Make_one_document_when_each_wants_to_be_the_first()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        var statuses = await Task.WhenAll(Enumerable.Range(0, Devices).Select(index =>
            laptop.Status("PUT", "/dav/a.txt", new StringContent($"from {index}"), ("If-None-Match", "*"))));
        Assert.Equal(1, statuses.Count(status => status == 201));
        Assert.Equal(Devices - 1, statuses.Count(status => status == 412));
        Assert.Single(node.Blobs());
    }

    [Fact]
    public async Task Lose_no_change_they_had_not_seen()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        using var put = await laptop.Put("/dav/a.txt", "first");
        var seen = put.Headers.ETag!.ToString();
        var statuses = await Task.WhenAll(Enumerable.Range(0, Devices).Select(index =>
            laptop.Status("PUT", "/dav/a.txt", new StringContent($"from {index}"), ("If-Match", seen))));
        Assert.Equal(1, statuses.Count(status => status == 204));
        Assert.Equal(Devices - 1, statuses.Count(status => status == 412));
    }

    [Fact]
    public async Task Find_what_they_moved_out_of_a_folder_that_another_deletes()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        for (var round = 0; round < 25; round++)
        {
            await laptop.Status("MKCOL", "/dav/old");
            await laptop.Put("/dav/old/a.txt", "x");
            var both = await Task.WhenAll(
                laptop.Status("MOVE", "/dav/old/a.txt", null, ("Destination", $"/dav/{round}.txt")), laptop.Status("DELETE", "/dav/old"));
            Assert.Equal(204, both[1]);
            Assert.Equal(both[0] == 201 ? "x" : null, await laptop.Read($"/dav/{round}.txt"));
        }
    }

    [Fact]
    public async Task Never_make_a_knot_or_lose_a_branch_of_the_tree()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        string[] folders = ["a", "b", "c"];
        foreach (var folder in folders)
        {
            Assert.Equal(201, await laptop.Status("MKCOL", "/dav/" + folder));
        }

        var chance = new Random(1);
        var acknowledged = 0;
        for (var round = 0; round < 6; round++)
        {
            var work = Enumerable.Range(0, Devices).Select(index => (
                From: folders[chance.Next(3)], Into: folders[chance.Next(3)], Kind: chance.Next(4), Name: $"{round}-{index}.txt")).ToList();
            var statuses = await Task.WhenAll(work.Select(each => each.Kind switch
            {
                0 => laptop.Status("PUT", $"/dav/{each.From}/{each.Name}", new StringContent("x")),
                1 => laptop.Status("DELETE", $"/dav/{each.From}/{each.Into}"),
                _ => laptop.Status("MOVE", $"/dav/{each.From}", null, ("Destination", $"/dav/{each.Into}/{each.From}"), ("Overwrite", "F")),
            }));
            Assert.All(statuses, status => Assert.Contains(status, new[] { 201, 204, 403, 404, 409, 412 }));
            acknowledged += statuses.Count(status => status < 300);
            Assert.Equal(await node.Count("node.entry"), await node.Count("""
                (with recursive reached as (
                    select id from node.entry where parent_id is null
                    union select entry.id from reached join node.entry on entry.parent_id = reached.id) select * from reached) as whole
                """));
            foreach (var folder in folders)
            {
                await laptop.Status("MKCOL", "/dav/" + folder);
            }
        }

        Assert.True(acknowledged > 6, $"Only {acknowledged} of the requests did something; this proves little.");
    }
}
