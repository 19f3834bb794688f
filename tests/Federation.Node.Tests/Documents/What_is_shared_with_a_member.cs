using System.Net;
using System.Xml.Linq;

namespace Federation.Node.Tests.Documents;

public sealed class What_is_shared_with_a_member(PostgresFixture postgres)
{
    [Fact]
    public async Task Lies_among_their_documents_and_nothing_above_it_does()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        await ana.Device.Status("MKCOL", "/dav/private");
        await ana.Device.Status("MKCOL", "/dav/private/Roster");
        await ana.Device.Put("/dav/private/Roster/may.txt", "may");
        await ana.Device.Put("/dav/private/diary.txt", "dear diary");
        Assert.Equal(204, await ana.Share("Roster", "ben", "viewer"));
        Assert.Equal("may", await ben.Device.Read("/dav/Roster/may.txt"));
        var listed = await ben.Device.Find("/dav/");
        Assert.Equal(["/dav/", "/dav/Roster/"], listed.Descendants(XName.Get("href", "DAV:")).Select(href => href.Value));
        Assert.Equal(403, await ben.Device.Status("PUT", "/dav/Roster/june.txt", new StringContent("june")));
        foreach (var hidden in new[] { "private", "diary.txt" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await ben.Get($"/documents/{await ana.Id(hidden)}"));
        }

        await ana.Device.Lock("/dav/private", headers: ("Depth", "infinity")); // a name above must not show through a lock either
        var discovered = (await ben.Device.Find("/dav/Roster/may.txt", "0")).ToString();
        Assert.Contains("lockroot", discovered, StringComparison.Ordinal);
        Assert.DoesNotContain("private", discovered, StringComparison.Ordinal);
        using var page = await node.SignedIn("ben");
        await page.Open($"/documents/{await ana.Id("may.txt")}");
        Assert.DoesNotContain("private", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Can_be_changed_with_leave_to_but_not_taken_away()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        await ana.Device.Status("MKCOL", "/dav/Roster");
        await ana.Device.Put("/dav/one.txt", "1");
        Assert.Equal(204, await ana.Share("Roster", "ben", "viewer"));
        Assert.Equal(204, await ana.Share("Roster", "ben", "editor")); // the same share, another role
        Assert.Equal(204, await ana.Share("one.txt", "ben", "editor"));
        Assert.Equal(201, await ben.Device.Status("PUT", "/dav/Roster/june.txt", new StringContent("june")));
        Assert.Equal(204, await ben.Device.Status("PUT", "/dav/one.txt", new StringContent("one")));
        Assert.Equal(("june", "one"), (await ana.Device.Read("/dav/Roster/june.txt"), await ana.Device.Read("/dav/one.txt")));
        foreach (var top in new[] { "/dav/Roster", "/dav/one.txt" })
        {
            Assert.Equal(403, await ben.Device.Status("DELETE", top));
            Assert.Equal(403, await ben.Device.Status("MOVE", top, null, ("Destination", "/dav/elsewhere")));
        }

        await ben.Device.Status("MKCOL", "/dav/f");
        Assert.Equal(403, await ben.Device.Status("MOVE", "/dav/f", null, ("Destination", "/dav/Roster")));
        Assert.Equal(204, await ben.Device.Status("DELETE", "/dav/Roster/june.txt"));
        Assert.Equal("june.txt", (string?)Assert.Single(await ana.Trash())!["name"]);
        Assert.Empty(await ben.Trash());
        Assert.Equal(403, (await ben.Post($"/documents/{await ana.Id("Roster")}/share", ("person", "ana"), ("role", "viewer"))).Status);
    }

    [Fact]
    public async Task Follows_its_owner_and_ends_when_they_say()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        using var there = await ben.At(replica, "ben");
        await ana.Device.Status("MKCOL", "/dav/a");
        await ana.Device.Status("MKCOL", "/dav/a/Roster");
        await ana.Device.Put("/dav/a/Roster/may.txt", "may");
        await ana.Share("Roster", "ben", "editor");
        await ana.Device.Status("MOVE", "/dav/a/Roster", null, ("Destination", "/dav/Plans"));
        Assert.Equal(("may", (string?)null), (await there.Device.Read("/dav/Plans/may.txt"), await there.Device.Read("/dav/Roster/may.txt")));
        await ana.Device.Status("DELETE", "/dav/Plans");
        Assert.Equal(404, await there.Device.Status("GET", "/dav/Plans/may.txt"));
        await ana.Restore(await ana.InTrash("Plans"));
        Assert.Equal("may", await there.Device.Read("/dav/Plans/may.txt"));
        await ana.Unshare("Plans");
        Assert.Equal(404, await there.Device.Status("GET", "/dav/Plans/may.txt"));
        Assert.Equal(["/dav/"], await there.Device.List("/dav/"));
        await ana.Share("Plans", "ben", "viewer");
        Assert.Equal(204, (await there.Post($"/documents/{await ana.Id("Plans")}/leave")).Status);
        Assert.Equal(["/dav/"], await there.Device.List("/dav/"));
        await ana.Share("Plans", "ben", "viewer");
        await ana.Destroy("/dav/Plans");
        Assert.Equal(0, await node.Count("node.share"));
    }

    [Fact]
    public async Task Comes_to_a_group_and_to_whoever_joins_it_later()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        using var cem = await Drive.Of(node, "cem");
        var branch = await ana.OpenSpace("Branch");
        await ana.LetIn(branch, "ben", "viewer");
        await ana.Device.Put("/dav/poster.txt", "strike");
        Assert.Equal(204, (await ana.Post($"/documents/{await ana.Id("poster.txt")}/share", ("group", branch.ToString()), ("role", "viewer"))).Status);
        Assert.Equal(("strike", (string?)null), (await ben.Device.Read("/dav/poster.txt"), await cem.Device.Read("/dav/poster.txt")));
        await ana.LetIn(branch, "cem", "viewer");
        Assert.Equal("strike", await cem.Device.Read("/dav/poster.txt"));
        await ana.Post($"/documents/spaces/{branch}/people/{ben.Member}/remove");
        Assert.Null(await ben.Device.Read("/dav/poster.txt"));
        await cem.Device.Put("/dav/own.txt", "own");
        Assert.Equal(422, (await cem.Post($"/documents/{await cem.Id("own.txt")}/share", ("group", Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString()), ("role", "viewer"))).Status);
    }

    [Fact]
    public async Task Is_refused_in_words_when_it_cannot_be()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        await ana.Device.Put("/dav/a.txt", "a");
        Assert.Equal(422, await ana.Share("a.txt", "nobody", "viewer"));
        Assert.Equal(422, await ana.Share("a.txt", "ben", "manager"));
        Assert.Equal(422, await ana.Share("a.txt", "ben", "owner"));
        Assert.Equal(409, await ana.Share("a.txt", "ana", "viewer"));
        Assert.Equal(409, await ana.Share("", "ben", "viewer")); // the root of the space
        Assert.Equal(404, await ben.Share("a.txt", "ana", "viewer"));
        Assert.Equal(404, (await ben.Post($"/documents/{await ana.Id("a.txt")}/shares/{Guid.CreateVersion7(DateTimeOffset.UnixEpoch)}/end")).Status);
    }
}
