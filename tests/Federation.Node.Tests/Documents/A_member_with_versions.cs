using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Federation.Node.Tests.Documents;

public sealed class A_member_with_versions(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sees_when_each_came_from_which_device_and_which_is_current()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/plan.txt", "one");
        using var page = await node.SignedIn("ana");
        await page.Open("/documents");
        await page.Upload(page.Page.QuerySelector("main form[action$='/upload']")!.GetAttribute("action")!, "file", "plan.txt", Encoding.UTF8.GetBytes("four"));
        var versions = await ana.Versions(await ana.Id("plan.txt"));
        Assert.Equal([(2, "", true), (1, "test", false)], versions.Select(Seen));
        Assert.Equal([4, 3], versions.Select(version => (int)version!["bytes"]!));
        await page.Open($"/documents/{await ana.Id("plan.txt")}");
        var rows = page.Page.QuerySelectorAll("main tbody tr").Select(row => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Contains("current", rows[0], StringComparison.Ordinal);
        Assert.Contains("this page", rows[0], StringComparison.Ordinal);
        Assert.Contains("test Restore", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_yesterdays_back_and_loses_none()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/plan.txt", "yesterday");
        node.Clock.Advance(TimeSpan.FromDays(1));
        await ana.Device.Put("/dav/plan.txt", "spoilt");
        var id = await ana.Id("plan.txt");
        Assert.Equal(200, (await ana.Post($"/documents/{id}/versions/1/restore")).Status);
        Assert.Equal("yesterday", await ana.Device.Read("/dav/plan.txt"));
        Assert.Equal([3, 2, 1], (await ana.Versions(id)).Select(version => (int)version!["number"]!));
        Assert.Equal(2, node.Blobs().Count);
        Assert.Equal(1, await node.Count("node.mt_events where type = 'document.version-restored.v1'"));
        Assert.Equal(200, (await ana.Post($"/documents/{id}/versions/3/restore")).Status); // it is the newest: nothing to do
        Assert.Equal(1, await node.Count("node.mt_events where type = 'document.version-restored.v1'"));
    }

    [Fact]
    public async Task Keeps_the_last_of_an_hour_and_what_they_marked_and_the_bytes_of_the_others_go()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        foreach (var text in new[] { "one", "two", "three", "four" })
        {
            await ana.Device.Put("/dav/plan.txt", text);
            node.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        var id = await ana.Id("plan.txt");
        Assert.Equal(200, (await ana.Post($"/documents/{id}/versions/2/keep")).Status);
        await ana.Upkeep();
        Assert.Equal(4, node.Blobs().Count);
        node.Clock.Advance(TimeSpan.FromHours(2));
        await ana.Device.Put("/dav/plan.txt", "five");
        await ana.Upkeep();
        Assert.Equal([(5, "test", true), (4, "test", false), (2, "test", false)], (await ana.Versions(id)).Select(Seen));
        Assert.Equal(3, node.Blobs().Count);
        Assert.Equal(HttpStatusCode.NotFound, await ana.Get($"/documents/{id}/content?version=1"));
        Assert.Equal(HttpStatusCode.OK, await ana.Get($"/documents/{id}/content?version=2"));
        Assert.Equal("five", await ana.Device.Read("/dav/plan.txt"));
        Assert.Equal(404, (await ana.Post($"/documents/{id}/versions/3/restore")).Status);
        Assert.Equal(200, (await ana.Post($"/documents/{id}/versions/2/release")).Status);
        await ana.Upkeep();
        Assert.Equal(2, node.Blobs().Count);
        Assert.Empty((await ana.Check()).Unnamed);
    }

    [Fact]
    public async Task Reads_a_restored_version_after_the_old_one_of_the_same_bytes_went()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/plan.txt", "one");
        await ana.Device.Put("/dav/plan.txt", "two");
        var id = await ana.Id("plan.txt");
        await ana.Post($"/documents/{id}/versions/1/restore");
        node.Clock.Advance(TimeSpan.FromHours(2));
        await ana.Upkeep();
        Assert.Equal([3], (await ana.Versions(id)).Select(version => (int)version!["number"]!));
        Assert.Equal("one", await ana.Device.Read("/dav/plan.txt"));
        Assert.Single(node.Blobs());
    }

    [Fact]
    public async Task Has_them_thinned_by_one_replica()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        using var ana = await Drive.Of(node);
        using var there = await ana.At(replica);
        await ana.Device.Put("/dav/plan.txt", "one");
        await there.Device.Put("/dav/plan.txt", "two");
        node.Clock.Advance(TimeSpan.FromHours(2)); // both workers wake
        await Until(() => node.Blobs().Count == 1);
        await Task.WhenAll(ana.Upkeep(), there.Upkeep());
        Assert.Equal(1, await node.Count("node.mt_events where type = 'document.versions-thinned.v1'"));
        Assert.Equal("two", await there.Device.Read("/dav/plan.txt"));
    }

    [Fact]
    public async Task Is_told_of_a_version_that_is_not_there_and_cannot_touch_somebody_elses()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var bea = await Drive.Of(node, "bea");
        await ana.Device.Put("/dav/plan.txt", "one");
        var id = await ana.Id("plan.txt");
        var (status, answer) = await ana.Post($"/documents/{id}/versions/7/restore");
        Assert.Equal((404, "documents.no-such-version"), (status, (string?)answer["code"]));
        Assert.Equal(404, (await ana.Post($"/documents/{id}/versions/0/keep")).Status);
        Assert.Equal(404, (await bea.Post($"/documents/{id}/versions/1/keep")).Status);
        Assert.Equal(404, (await bea.Post($"/documents/{id}/versions/1/restore")).Status);
        Assert.Equal(404, (await ana.Post($"/documents/{await ana.Id("")}/versions/1/restore")).Status); // a folder
        Assert.Equal(HttpStatusCode.NotFound, await bea.Get($"/documents/{id}/versions"));
    }

    [Fact]
    public async Task Restores_while_devices_write_and_every_write_is_a_version()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/plan.txt", "one");
        await ana.Device.Put("/dav/plan.txt", "two");
        var id = await ana.Id("plan.txt");
        var all = Enumerable.Range(0, 12).Select(async index => index % 2 == 0
            ? (await ana.Post($"/documents/{id}/versions/1/restore")).Status
            : await ana.Device.Status("PUT", "/dav/plan.txt", new StringContent($"from {index}")));
        Assert.All(await Task.WhenAll(all), status => Assert.Contains(status, new[] { 200, 204 }));
        Assert.Equal(8, node.Blobs().Count);
        var numbers = (await ana.Versions(id)).Select(version => (int)version!["number"]!).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Reverse(), numbers);
        Assert.InRange(numbers.Count, 8, 14);
    }

    internal static async Task Until(Func<bool> reached)
    {
        for (var tries = 0; tries < 100 && !reached(); tries++)
        {
            await Task.Delay(100, Cancel);
        }

        Assert.True(reached());
    }

    private static (int, string?, bool) Seen(JsonNode? version) => ((int)version!["number"]!, (string?)version["device"], (bool)version["isCurrent"]!);
}
