using System.Globalization;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Documents;

/// <summary>What Nextcloud's programs send when somebody opens the trash or the versions of a file in them.</summary>
public sealed class A_phone_with_the_trash_and_versions(NodeOfAClass shared) : IClassFixture<NodeOfAClass>
{
    private const string Asked = """
        <d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"><d:prop>
        <d:getlastmodified/><d:getcontentlength/><d:getcontenttype/><d:resourcetype/><oc:size/><oc:fileid/>
        <nc:trashbin-filename/><nc:trashbin-original-location/><nc:trashbin-deletion-time/></d:prop></d:propfind>
        """;

    private static readonly XNamespace Dav = "DAV:";
    private static readonly XNamespace Nextcloud = "http://nextcloud.org/ns";
    private static readonly XNamespace Own = "http://owncloud.org/ns";

    private static int people;

    private Task<Drive> Person() => Drive.Of(shared.Node, $"phone {Interlocked.Increment(ref people)}");

    private static string Trash(Drive drive) => $"/remote.php/dav/trashbin/{drive.Member}/trash";

    [Fact]
    public async Task Lists_what_was_deleted_and_looks_into_it()
    {
        using var ana = await Person();
        await ana.Device.Status("MKCOL", "/dav/Minutes");
        await ana.Device.Put("/dav/Minutes/May.txt", "eight");
        await ana.Device.Status("DELETE", "/dav/Minutes/May.txt");
        await ana.Device.Put("/dav/Minutes/June.txt", "nine");
        await ana.Device.Status("DELETE", "/dav/Minutes");

        var listed = (await ana.Device.Find(Trash(ana) + "/", "1", Asked)).Root!.Elements(Dav + "response").ToList();
        Assert.Equal(3, listed.Count); // the trash itself first
        var may = listed.Single(each => Value(each, Nextcloud + "trashbin-filename") == "May.txt");
        Assert.Equal("Minutes/May.txt", Value(may, Nextcloud + "trashbin-original-location"));
        Assert.Equal(shared.Node.Clock.GetUtcNow().ToUnixTimeSeconds(), long.Parse(Value(may, Nextcloud + "trashbin-deletion-time"), CultureInfo.InvariantCulture));
        Assert.Equal(("5", "text/plain"), (Value(may, Dav + "getcontentlength"), Value(may, Dav + "getcontenttype")));
        Assert.Equal("eight", await ana.Device.Read(Href(may)));

        var minutes = listed.Single(each => Value(each, Nextcloud + "trashbin-filename") == "Minutes");
        Assert.NotEmpty(minutes.Descendants(Dav + "collection"));
        var june = (await ana.Device.Find(Href(minutes), "1", Asked)).Root!.Elements(Dav + "response").Skip(1).Single();
        Assert.Equal("Minutes/June.txt", Value(june, Nextcloud + "trashbin-original-location"));
        Assert.Equal("nine", await ana.Device.Read(Href(june)));
    }

    [Fact]
    public async Task Restores_by_moving_and_destroys_by_deleting()
    {
        using var ana = await Person();
        foreach (var name in new[] { "a.txt", "b.txt", "c.txt" })
        {
            await ana.Device.Put($"/dav/{name}", name);
            await ana.Device.Status("DELETE", $"/dav/{name}");
        }

        var trash = await ana.Device.List(Trash(ana));
        var (c, b) = (trash[1], trash[2]); // last first
        Assert.Equal(400, await ana.Device.Status("MOVE", c, null, ("Destination", "/dav/c.txt")));
        Assert.Equal(201, await ana.Device.Status("MOVE", c, null, ("Destination", $"{shared.Node.Origin}remote.php/dav/trashbin/{ana.Member}/restore/c.txt"), ("Overwrite", "T")));
        Assert.Equal("c.txt", await ana.Device.Read("/dav/c.txt"));
        Assert.Equal(404, await ana.Device.Status("MOVE", c, null, ("Destination", $"/remote.php/dav/trashbin/{ana.Member}/restore/c.txt")));
        Assert.Equal(204, await ana.Device.Status("DELETE", b));
        Assert.Equal(404, await ana.Device.Status("GET", b));
        Assert.Equal("a.txt", (string?)(await ana.Trash()).Single()!["name"]);
        Assert.Equal(204, await ana.Device.Status("DELETE", Trash(ana)));
        Assert.Empty(await ana.Trash());
    }

    [Fact]
    public async Task Finds_nothing_of_another_member_and_leaves_a_groups_trash_alone()
    {
        using var ana = await Person();
        using var ben = await Person();
        await ana.OpenSpace("North");
        await ana.Device.Put("/dav/North/group.txt", "1");
        await ana.Device.Status("DELETE", "/dav/North/group.txt");
        await ana.Device.Put("/dav/own.txt", "1");
        await ana.Device.Status("DELETE", "/dav/own.txt");
        var own = (await ana.Device.List(Trash(ana))).Skip(1).Single();
        Assert.Equal(404, await ben.Device.Status("PROPFIND", Trash(ana), null, ("Depth", "1")));
        Assert.Equal(404, await ben.Device.Status("GET", own));
        var taken = own.Replace(ana.Member.ToString(), ben.Member.ToString(), StringComparison.Ordinal);
        Assert.Equal(404, await ben.Device.Status("GET", taken));
        Assert.Equal(404, await ben.Device.Status("DELETE", taken));
        Assert.Equal(404, await ben.Device.Status("MOVE", taken, null, ("Destination", $"/remote.php/dav/trashbin/{ben.Member}/restore/a")));
        Assert.Equal(204, await ana.Device.Status("DELETE", Trash(ana)));
        Assert.Single(await ana.Trash(await GroupOf(ana)));
        Assert.Equal(405, await ana.Device.Status("PUT", Trash(ana), new StringContent("1")));
    }

    [Fact]
    public async Task Lists_reads_and_restores_versions()
    {
        using var ana = await Person();
        using var ben = await Person();
        await ana.Device.Put("/dav/a.txt", "first");
        await ana.Device.Put("/dav/a.txt", "second");
        await ana.Device.Put("/dav/a.txt", "third one");
        var file = (await ana.Device.Find("/dav/a.txt", "0", Asked)).Descendants(Own + "fileid").Single().Value;
        var address = $"/remote.php/dav/versions/{ana.Member}/versions/{file}";
        var listed = (await ana.Device.Find(address, "1", Asked)).Root!.Elements(Dav + "response").Skip(1).ToList();
        Assert.Equal(["9", "6", "5"], listed.Select(each => Value(each, Dav + "getcontentlength")));
        foreach (var each in listed) // the app makes the name from the time
        {
            var second = DateTimeOffset.Parse(Value(each, Dav + "getlastmodified"), CultureInfo.InvariantCulture).ToUnixTimeSeconds();
            Assert.EndsWith($"/{second}", Href(each), StringComparison.Ordinal);
        }

        Assert.Equal(["third one", "second", "first"], await Task.WhenAll(listed.Select(async each => await ana.Device.Read(Href(each)))));
        Assert.Equal(201, await ana.Device.Status("MOVE", Href(listed[2]), null, ("Destination", $"{shared.Node.Origin}remote.php/dav/versions/{ana.Member}/restore/target")));
        Assert.Equal("first", await ana.Device.Read("/dav/a.txt"));
        Assert.Equal(4, (await ana.Versions(await IdOf(ana, "a.txt"))).Count);

        Assert.Equal(404, await ben.Device.Status("PROPFIND", address, null, ("Depth", "1")));
        Assert.Equal(404, await ben.Device.Status("PROPFIND", address.Replace(ana.Member.ToString(), ben.Member.ToString(), StringComparison.Ordinal), null, ("Depth", "1")));
        Assert.Equal(405, await ana.Device.Status("DELETE", Href(listed[0])));
        Assert.Equal(404, await ana.Device.Status("GET", address + "/12"));
    }

    private static string Href(XElement response) => response.Element(Dav + "href")!.Value;

    private static string Value(XElement response, XName name) => response.Descendants(name).FirstOrDefault()?.Value ?? "";

    private static async Task<Guid> GroupOf(Drive drive) => await Query(drive, "select space_id from node.space_person where member_id = $1", drive.Member);

    private static async Task<Guid> IdOf(Drive drive, string name) =>
        await Query(drive, $"select entry.id from node.entry join node.space on space.id = space_id where owner_id = $1 and entry.name = '{name}'", drive.Member);

    private static async Task<Guid> Query(Drive drive, string sql, Guid value)
    {
        await using var command = drive.Node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        command.Parameters.Add(new() { Value = value });
        return (Guid)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!; // it is there
    }
}
