using System.Net;
using Federation.Node.Documents.Sharing;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

public sealed class Who_can_see_this(PostgresFixture postgres)
{
    private static readonly string[] Names = ["ana", "ben", "cem", "dia"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Whatever was shared, joined, moved, deleted and taken back: the list a manager reads and every door agree.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Equals_the_truth_on_every_door(int seed)
    {
        var random = new Random(seed);
        await using var node = await RunningNode.Start(postgres);
        var people = new List<Drive>();
        foreach (var name in Names)
        {
            people.Add(await Drive.Of(node, name));
        }

        try
        {
            List<Guid> groups = [await people[0].OpenSpace("North"), await people[1].OpenSpace("South")];
            var places = new List<(Drive Owner, string Path, string Name)>();
            foreach (var (owner, index) in people.Take(2).Select((owner, index) => (owner, index)))
            {
                foreach (var root in new[] { "/dav", index == 0 ? "/dav/North" : "/dav/South" })
                {
                    var name = $"f{places.Count}";
                    await owner.Device.Status("MKCOL", $"{root}/{name}");
                    await owner.Device.Status("MKCOL", $"{root}/{name}/{name}-in");
                    await owner.Device.Put($"{root}/{name}/{name}-in/{name}.txt", name);
                    places.AddRange([(owner, $"{root}/{name}", name), (owner, $"{root}/{name}/{name}-in", $"{name}-in"), (owner, $"{root}/{name}/{name}-in/{name}.txt", $"{name}.txt")]);
                }
            }

            for (var step = 0; step < 12; step++)
            {
                var place = places[random.Next(places.Count)];
                var (who, group) = (Names[random.Next(4)], groups[random.Next(2)]);
                var manager = people[groups.IndexOf(group)];
                switch (random.Next(6))
                {
                    case 0 or 1:
                        await place.Owner.Share(place.Name, who, random.Next(2) == 0 ? "viewer" : "editor");
                        break;
                    case 2:
                        await place.Owner.Post($"/documents/{await place.Owner.Id(place.Name)}/share", ("group", groups[people.IndexOf(place.Owner)].ToString()), ("role", "viewer"));
                        break;
                    case 3:
                        await manager.LetIn(group, who, random.Next(2) == 0 ? "viewer" : "editor");
                        break;
                    case 4:
                        await manager.Post($"/documents/spaces/{group}/people/{people[Array.IndexOf(Names, who)].Member}/remove");
                        break;
                    default:
                        await place.Owner.Unshare(place.Name);
                        break;
                }

                if (step % 4 == 3)
                {
                    await Agree(node, people, [.. places.Select(each => each.Name)]);
                }
            }
        }
        finally
        {
            people.ForEach(person => person.Dispose());
        }
    }

    [Fact]
    public async Task Names_nobody_whose_account_is_disabled()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        await ana.Device.Put("/dav/a.txt", "a");
        await ana.Share("a.txt", "ben", "viewer");
        var sharing = $"/documents/{await ana.Id("a.txt")}/sharing";
        Assert.Equal(["ana", "ben"], await Seen());
        await node.Services.GetRequiredService<Federation.Node.Members.MemberDesk>().Disable(ben.Member, "test", Cancel);
        Assert.Equal(["ana"], await Seen());
        Assert.Single((await ana.Json(sharing))["shares"]!.AsArray()); // it can be ended

        async Task<List<string?>> Seen() => [.. (await ana.Json(sharing))["seenBy"]!.AsArray().Select(each => (string?)each!["name"]).Order()];
    }

    private static async Task Agree(RunningNode node, List<Drive> people, IReadOnlyList<string> names)
    {
        var views = node.Services.GetRequiredService<ShareViews>();
        var walked = new Dictionary<Guid, HashSet<string>>();
        foreach (var person in people)
        {
            walked[person.Member] = await Walk(person.Device, "/dav/");
        }

        foreach (var name in names)
        {
            var id = await people[0].Id(name);
            var listed = (await views.WhoSees(id, Cancel)).ToDictionary(seer => seer.MemberId, seer => seer.Role);
            foreach (var person in people)
            {
                var sees = listed.ContainsKey(person.Member);
                Assert.Equal((name, sees), (name, await person.Get($"/documents/{id}") == HttpStatusCode.OK));
                Assert.Equal((name, sees), (name, walked[person.Member].Contains(name)));
                Assert.Equal(sees && listed[person.Member] >= Federation.Node.Documents.Spaces.SpaceRole.Manager, await person.Get($"/documents/{id}/sharing") == HttpStatusCode.OK);
            }
        }
    }

    private static async Task<HashSet<string>> Walk(Device device, string folder)
    {
        var seen = new HashSet<string>();
        foreach (var href in (await device.List(folder)).Skip(1))
        {
            seen.Add(Uri.UnescapeDataString(href.TrimEnd('/').Split('/')[^1]));
            if (href.EndsWith('/'))
            {
                seen.UnionWith(await Walk(device, href));
            }
        }

        return seen;
    }
}
