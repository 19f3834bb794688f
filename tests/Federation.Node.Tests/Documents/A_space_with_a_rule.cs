using System.Text.Json.Nodes;
using Federation.Node.Documents.Retention;
using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

public sealed class A_space_with_a_rule(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_before_the_rule_is_made_what_would_go_and_when_and_does_just_that()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        var branch = await ana.OpenSpace("Branch");
        await ana.LetIn(branch, "ben", "viewer");
        await ana.Device.Put("/dav/Branch/old.txt", "old");
        node.Clock.Advance(TimeSpan.FromDays(100)); // on 4 March
        await ana.Device.Put("/dav/Branch/new.txt", "new");
        await ana.Device.Put("/dav/own.txt", "own");

        var preview = await ana.Json($"/documents/{branch}/retention?preview=true&delete=90&trash=10");
        Assert.Equal([("old.txt", "2027-03-18"), ("new.txt", "2027-06-02")], Due(preview)); // the first after the notice of 14 days
        Assert.Equal(0, await node.Count("node.retention"));
        Assert.Equal((403, 404), ((await ben.Post($"/documents/{branch}/retention", ("delete", "90"))).Status, (await ben.Post($"/documents/{Space.PersonalIdOf(ana.Member)}/retention", ("delete", "1"))).Status));
        Assert.Equal(422, (await ana.Post($"/documents/{branch}/retention", ("delete", "0"))).Status);
        Assert.Equal(204, (await ana.Post($"/documents/{branch}/retention", ("delete", "90"), ("trash", "10"))).Status);
        Assert.Equal(Due(preview), Due(await ben.Json($"/documents/{branch}/retention")));

        using var page = await node.SignedIn("ben");
        await page.Open($"/documents/{branch}");
        Assert.Contains("goes to the trash 90 days after its last change", page.Text, StringComparison.Ordinal);
        var old = await ana.Id("old.txt");
        await page.Open($"/documents/{old}");
        Assert.Contains("goes to the trash after 18 March 2027", page.Text, StringComparison.Ordinal);

        await Pass(ana, 13.5);
        Assert.Equal("old", await ana.Device.Read("/dav/Branch/old.txt"));
        await Pass(ana, 1);
        Assert.Null(await ana.Device.Read("/dav/Branch/old.txt"));
        Assert.Equal("old.txt", (string?)Assert.Single(await ana.Trash(branch))!["name"]);

        // Restored it counts as changed; once more in the trash it is destroyed after ten days, not thirty.
        Assert.Equal(200, (await ana.Restore(old)).Status);
        await page.SignIn("ben", RunningNode.Password);
        await page.Open($"/documents/{old}/activity");
        Assert.Contains("by the rule", page.Text, StringComparison.Ordinal);
        await Pass(ana, 89);
        Assert.Equal("old", await ana.Device.Read("/dav/Branch/old.txt"));
        await Pass(ana, 1.5);
        Assert.Equal(["new.txt", "old.txt"], (await ana.Trash(branch)).Select(card => (string?)card!["name"]).Order());
        await Pass(ana, 11);
        Assert.Empty(await ana.Trash(branch));
        Assert.Equal("own", await ana.Device.Read("/dav/own.txt"));
        Assert.Single(node.Blobs());

        // The record: which rule, how many, no name.
        await using var session = node.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var rule = (await session.LoadAsync<Space>(branch, Cancel))!.Retention!.Id;
        var applied = (await session.Events.FetchStreamAsync(branch, token: Cancel)).Select(each => each.Data).OfType<RetentionApplied>().ToList();
        Assert.Equal(3, applied.Sum(each => each.Documents));
        Assert.All(applied, each => Assert.Equal(rule, each.RuleId));
    }

    [Fact]
    public async Task Is_every_group_space_of_which_nothing_else_was_said_and_no_members_own()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ines = await Drive.Of(node, "ines", Roles.Administrator);
        using var ana = await Drive.Of(node);
        await ana.OpenSpace("North");
        var south = await ana.OpenSpace("South");
        foreach (var path in new[] { "/dav/North/n.txt", "/dav/South/s.txt", "/dav/own.txt" })
        {
            await ana.Device.Put(path, "one");
        }

        await ana.Device.Put("/dav/gone.txt", "gone");
        await ana.Device.Status("DELETE", "/dav/gone.txt");
        Assert.Equal(204, (await ana.Post($"/documents/{south}/retention", ("versions", "365"))).Status);
        var preview = await ines.Json("/documents/retention?preview=true&delete=20&trash=2");
        Assert.Equal(("North", 1), ((string?)Assert.Single(preview["spaces"]!.AsArray())!["name"], (int)preview["spaces"]![0]!["documents"]!));
        Assert.Equal(204, (await ines.Post("/documents/retention", ("delete", "20"), ("trash", "2"))).Status);
        Assert.Equal(403, (await ana.Post("/documents/retention", ("delete", "20"))).Status);

        // A shorter time in the trash reaches what was in it only after the notice.
        await Pass(ana, 13);
        Assert.Single(await ana.Trash());
        await Pass(ana, 2);
        Assert.Empty(await ana.Trash());
        await Pass(ana, 10);
        Assert.Equal((null, "one", "one"), (await ana.Device.Read("/dav/North/n.txt"), await ana.Device.Read("/dav/South/s.txt"), await ana.Device.Read("/dav/own.txt")));
    }

    [Fact]
    public async Task Keeps_versions_that_would_be_thinned_and_leaves_what_is_held()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ines = await Drive.Of(node, "ines", Roles.Officer);
        using var ana = await Drive.Of(node);
        var own = Space.PersonalIdOf(ana.Member);
        await ana.Device.Put("/dav/a.txt", "one");
        await ana.Device.Put("/dav/a.txt", "two");
        var id = await ana.Id("a.txt");
        Assert.Equal(204, (await ana.Post($"/documents/{own}/retention", ("versions", "30"), ("delete", "40"))).Status);
        await Pass(ana, 29);
        Assert.Equal(2, (await ana.Versions(id)).Count);
        await Pass(ana, 2);
        Assert.Single(await ana.Versions(id));

        var (_, hold) = await ines.Post($"/documents/{id}/holds", ("why", "case"));
        await Pass(ana, 40);
        Assert.Equal("two", await ana.Device.Read("/dav/a.txt"));
        Assert.True((bool)(await ana.Json($"/documents/{own}/retention"))["due"]![0]!["isHeld"]!);
        Assert.Equal(204, (await ines.Post($"/documents/holds/{(string?)hold["id"]}/release", ("why", "over"))).Status);
        await ana.Upkeep();
        Assert.Null(await ana.Device.Read("/dav/a.txt"));
        await Pass(ana, 31);
        Assert.Empty(node.Blobs());
    }

    [Fact]
    public async Task Does_nothing_to_what_somebody_saves_or_works_on()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/locked.txt", "one");
        await ana.Device.Put("/dav/saved.txt", "one");
        Assert.Equal(204, (await ana.Post($"/documents/{Space.PersonalIdOf(ana.Member)}/retention", ("delete", "20"))).Status);
        node.Clock.Advance(TimeSpan.FromDays(19.9));
        await ana.Device.Put("/dav/saved.txt", "two");
        await ana.Device.Lock("/dav/locked.txt");
        node.Clock.Advance(TimeSpan.FromDays(0.11));
        await ana.Device.Lock("/dav/saved.txt");
        await ana.Upkeep();
        Assert.Equal("two", await ana.Device.Read("/dav/saved.txt"));
        await Pass(ana, 0.1);
        Assert.Null(await ana.Device.Read("/dav/locked.txt")); // the lock ran out within the hour
    }

    private static async Task Pass(Drive drive, double days)
    {
        drive.Node.Clock.Advance(TimeSpan.FromDays(days));
        await drive.Upkeep();
    }

    private static (string Name, string Day)[] Due(JsonNode answer) =>
        [.. answer["due"]!.AsArray().Select(each => ((string)each!["name"]!, ((string)each["at"]!)[..10]))];
}
