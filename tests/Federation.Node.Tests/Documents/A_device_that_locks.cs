using System.Xml.Linq;

namespace Federation.Node.Tests.Documents;

public sealed class A_device_that_locks(PostgresFixture postgres, NodeOfAClass shared) : IClassFixture<NodeOfAClass>
{
    private static readonly XNamespace Dav = "DAV:";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keeps_every_other_device_from_writing_until_it_unlocks()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        var password = await node.AppPassword(await node.Add("ana"));
        using var laptop = new Device(node, "ana", password);
        using var phone = new Device(replica, "ana", password);
        await laptop.Put("/dav/a.txt", "one");
        await laptop.Put("/dav/b.txt", "b");
        var token = await laptop.Lock("/dav/a.txt");
        using var refused = await phone.Put("/dav/a.txt", "two");
        Assert.Equal(423, (int)refused.StatusCode);
        var why = XDocument.Parse(await refused.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("/dav/a.txt", why.Root!.Element(Dav + "lock-token-submitted")!.Element(Dav + "href")!.Value);
        Assert.Equal(423, await phone.Status("DELETE", "/dav/a.txt"));
        Assert.Equal(423, await phone.Status("MOVE", "/dav/a.txt", null, ("Destination", "/dav/c.txt")));
        Assert.Equal(423, await phone.Status("MOVE", "/dav/b.txt", null, ("Destination", "/dav/a.txt")));
        Assert.Equal(423, await phone.Status("COPY", "/dav/b.txt", null, ("Destination", "/dav/a.txt")));
        Assert.Equal(423, await phone.Status("PROPPATCH", "/dav/a.txt", Properties.Set("<x xmlns='urn:x'/>")));
        Assert.Equal(423, await phone.Status("LOCK", "/dav/a.txt", Device.LockInfo()));
        Assert.Equal("one", await phone.Read("/dav/a.txt"));
        Assert.Equal(201, await phone.Status("COPY", "/dav/a.txt", null, ("Destination", "/dav/copy.txt")));
        Assert.Equal(204, await phone.Status("PUT", "/dav/copy.txt", new StringContent("a copy is not locked")));
        Assert.Equal(204, await phone.Status("PUT", "/dav/a.txt", new StringContent("two"), ("If", $"({token})")));
        Assert.Equal(204, await phone.Status("UNLOCK", "/dav/a.txt", null, ("Lock-Token", token)));
        Assert.Equal(204, await laptop.Status("PUT", "/dav/a.txt", new StringContent("three")));
        Assert.Equal(0, await node.Count("node.entry_lock"));
    }

    [Fact]
    public async Task Shows_its_lock_and_what_can_be_locked()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Status("MKCOL", "/dav/a");
        await laptop.Put("/dav/a/b.txt", "b");
        var deep = await laptop.Lock("/dav/a", "shared", ("Timeout", "Infinite, Second-4100000000"));
        await laptop.Lock("/dav/a/b.txt", "shared", ("Timeout", "Second-90"));
        var found = (await laptop.Find("/dav/a", "1", "<propfind xmlns='DAV:'><prop><lockdiscovery/><supportedlock/></prop></propfind>")).Descendants(Dav + "response").ToList();
        var folder = Assert.Single(found[0].Descendants(Dav + "activelock"));
        Assert.Equal(deep.Trim('<', '>'), folder.Element(Dav + "locktoken")!.Value);
        Assert.Equal(("infinity", "Second-3600", "/dav/a/"), (folder.Element(Dav + "depth")!.Value, folder.Element(Dav + "timeout")!.Value, folder.Element(Dav + "lockroot")!.Value));
        Assert.Equal("Ana's laptop in Lyon", folder.Element(Dav + "owner")!.Value);
        Assert.Equal(["Second-3600", "Second-90"], found[1].Descendants(Dav + "timeout").Select(each => each.Value).Order());
        Assert.Equal(2, found[1].Descendants(Dav + "lockentry").Count());
        Assert.Equal(0, await node.Count("node.entry_lock where encode(note, 'escape') like '%Lyon%'"));
    }

    [Fact]
    public async Task Covers_all_in_a_folder_or_only_what_the_folder_holds()
    {
        using var laptop = await shared.NewDevice();
        foreach (var folder in new[] { "deep", "flat" })
        {
            await laptop.Status("MKCOL", "/dav/" + folder);
            await laptop.Status("MKCOL", $"/dav/{folder}/in");
            await laptop.Put($"/dav/{folder}/in/a.txt", "one");
            await laptop.Put($"/dav/{folder}/b.txt", "one");
        }

        var deep = await laptop.Lock("/dav/deep");
        Assert.Equal(423, await laptop.Status("PUT", "/dav/deep/in/a.txt", new StringContent("two")));
        Assert.Equal(423, await laptop.Status("PUT", "/dav/deep/in/new.txt", new StringContent("x")));
        Assert.Equal(423, await laptop.Status("MKCOL", "/dav/deep/in/new"));
        Assert.Equal(423, await laptop.Status("LOCK", "/dav/deep/in/a.txt", Device.LockInfo()));
        Assert.Equal(201, await laptop.Status("PUT", "/dav/deep/in/new.txt", new StringContent("x"), ("If", $"</dav/deep/> ({deep})")));
        Assert.Equal(204, await laptop.Status("MOVE", "/dav/flat/b.txt", null, ("Destination", "/dav/deep/b.txt"), ("If", $"<{shared.Node.Origin}dav/deep/> ({deep})")));
        await laptop.Put("/dav/flat/b.txt", "one");
        var flat = await laptop.Lock("/dav/flat", "exclusive", ("Depth", "0"));
        Assert.Equal(204, await laptop.Status("PUT", "/dav/flat/b.txt", new StringContent("two")));
        Assert.Equal(201, await laptop.Status("PUT", "/dav/flat/in/new.txt", new StringContent("x")));
        Assert.Equal(423, await laptop.Status("PUT", "/dav/flat/new.txt", new StringContent("x")));
        Assert.Equal(423, await laptop.Status("DELETE", "/dav/flat/b.txt"));
        Assert.Equal(423, await laptop.Status("MOVE", "/dav/flat/b.txt", null, ("Destination", "/dav/b.txt")));
        Assert.Equal(204, await laptop.Status("DELETE", "/dav/flat/b.txt", null, ("If", $"</dav/flat> ({flat})")));
    }

    [Fact]
    public async Task Keeps_the_folder_above_from_going()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Status("MKCOL", "/dav/a");
        await laptop.Status("MKCOL", "/dav/a/in");
        await laptop.Put("/dav/a/in/b.txt", "one");
        await laptop.Status("MKCOL", "/dav/other");
        var token = await laptop.Lock("/dav/a/in/b.txt");
        foreach (var (method, path, destination) in new[] { ("DELETE", "/dav/a", ""), ("MOVE", "/dav/a", "/dav/c"), ("COPY", "/dav/other", "/dav/a"), ("LOCK", "/dav/a", "") })
        {
            using var refused = await laptop.Send(method, path, method == "LOCK" ? Device.LockInfo() : null, ("Destination", destination));
            Assert.Equal(207, (int)refused.StatusCode);
            var member = XDocument.Parse(await refused.Content.ReadAsStringAsync(Cancel)).Descendants(Dav + "response").First();
            Assert.Equal(("/dav/a/in/b.txt", "HTTP/1.1 423 Locked"), (member.Element(Dav + "href")!.Value, member.Element(Dav + "status")!.Value));
        }

        Assert.Equal("one", await laptop.Read("/dav/a/in/b.txt"));
        Assert.Equal(201, await laptop.Status("MOVE", "/dav/a", null, ("Destination", "/dav/c"), ("If", $"</dav/a/in/b.txt> ({token})")));
        Assert.Equal(204, await laptop.Status("PUT", "/dav/c/in/b.txt", new StringContent("the lock stayed behind and ended")));
        Assert.Equal(0, await node.Count("node.entry_lock"));
    }

    [Fact]
    public async Task Keeps_its_lock_on_the_place_it_moves_something_over()
    {
        using var laptop = await shared.NewDevice();
        await laptop.Put("/dav/a.txt", "one");
        await laptop.Put("/dav/a.tmp", "two");
        await laptop.Status("MKCOL", "/dav/old");
        await laptop.Status("MKCOL", "/dav/new");
        var document = await laptop.Lock("/dav/a.txt");
        var folder = await laptop.Lock("/dav/old");
        Assert.Equal(204, await laptop.Status("MOVE", "/dav/a.tmp", null, ("Destination", "/dav/a.txt"), ("If", $"</dav/a.txt> ({document})")));
        Assert.Equal(204, await laptop.Status("MOVE", "/dav/new", null, ("Destination", "/dav/old"), ("If", $"</dav/old> ({folder})")));
        Assert.Equal(423, await laptop.Status("PUT", "/dav/a.txt", new StringContent("x")));
        Assert.Equal(423, await laptop.Status("PUT", "/dav/old/a.txt", new StringContent("x")));
        Assert.Equal(204, await laptop.Status("UNLOCK", "/dav/a.txt", null, ("Lock-Token", document)));
        Assert.Equal(204, await laptop.Status("UNLOCK", "/dav/old", null, ("Lock-Token", folder)));
    }

    [Fact]
    public async Task Reserves_a_name_where_nothing_is_yet()
    {
        using var laptop = await shared.NewDevice();
        using var answer = await laptop.Send("LOCK", "/dav/new.odt", Device.LockInfo());
        Assert.Equal(201, (int)answer.StatusCode);
        Assert.Equal("", await laptop.Read("/dav/new.odt"));
        Assert.Equal(405, await laptop.Status("MKCOL", "/dav/new.odt"));
        Assert.Equal(423, await laptop.Status("PUT", "/dav/new.odt", new StringContent("x")));
        Assert.Equal(204, await laptop.Status("PUT", "/dav/new.odt", new StringContent("x"), ("If", $"({answer.Headers.GetValues("Lock-Token").Single()})")));
        Assert.Equal(409, await laptop.Status("LOCK", "/dav/nowhere/new.odt", Device.LockInfo()));
    }

    [Fact]
    public async Task Is_the_only_one_that_gets_it()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        var password = await node.AppPassword(await node.Add("ana"));
        using var here = new Device(node, "ana", password);
        using var there = new Device(replica, "ana", password);
        foreach (var path in new[] { "/dav/there.txt", "/dav/new.txt" })
        {
            await here.Put("/dav/there.txt", "x");
            var statuses = await Task.WhenAll(Enumerable.Range(0, 12).Select(index => (index % 2 == 0 ? here : there).Status("LOCK", path, Device.LockInfo())));
            Assert.Single(statuses, status => status is 200 or 201);
            Assert.Equal(11, statuses.Count(status => status == 423));
        }

        Assert.Equal(2, await node.Count("node.entry_lock"));
    }

    [Fact]
    public async Task Shares_with_others_that_share()
    {
        using var laptop = await shared.NewDevice();
        await laptop.Put("/dav/a.txt", "one");
        var first = await laptop.Lock("/dav/a.txt", "shared");
        var second = await laptop.Lock("/dav/a.txt", "shared");
        Assert.Equal(423, await laptop.Status("LOCK", "/dav/a.txt", Device.LockInfo()));
        Assert.Equal(423, await laptop.Status("PUT", "/dav/a.txt", new StringContent("two")));
        Assert.Equal(204, await laptop.Status("PUT", "/dav/a.txt", new StringContent("two"), ("If", $"({second})")));
        Assert.Equal(204, await laptop.Status("UNLOCK", "/dav/a.txt", null, ("Lock-Token", second)));
        Assert.Equal(423, await laptop.Status("PUT", "/dav/a.txt", new StringContent("three")));
        Assert.Equal(204, await laptop.Status("UNLOCK", "/dav/a.txt", null, ("Lock-Token", first)));
    }

    [Fact]
    public async Task Holds_it_an_hour_unless_it_prolongs()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Put("/dav/a.txt", "one");
        var token = await laptop.Lock("/dav/a.txt", "exclusive", ("Timeout", "Infinite"));
        node.Clock.Advance(TimeSpan.FromMinutes(50));
        using var prolonged = await laptop.Send("LOCK", "/dav/a.txt", null, ("If", $"({token})"), ("Timeout", "Second-1200"));
        Assert.Equal(200, (int)prolonged.StatusCode);
        Assert.Contains("<D:timeout>Second-1200</D:timeout>", await prolonged.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        node.Clock.Advance(TimeSpan.FromMinutes(19));
        Assert.Equal(423, await laptop.Status("PUT", "/dav/a.txt", new StringContent("two")));
        node.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(204, await laptop.Status("PUT", "/dav/a.txt", new StringContent("two")));
        Assert.Equal(412, await laptop.Status("LOCK", "/dav/a.txt", null, ("If", $"({token})")));
        Assert.Equal(400, await laptop.Status("LOCK", "/dav/a.txt"));
        await laptop.Lock("/dav/a.txt");
        Assert.Equal(1, await node.Count("node.entry_lock"));
    }

    [Fact]
    public async Task Is_told_what_is_wrong_with_what_it_asks()
    {
        using var laptop = await shared.NewDevice();
        await laptop.Put("/dav/a.txt", "one");
        await laptop.Put("/dav/b.txt", "one");
        var token = await laptop.Lock("/dav/a.txt");
        Assert.Equal(400, await laptop.Status("LOCK", "/dav/a.txt", Device.LockInfo(), ("Depth", "1")));
        Assert.Equal(400, await laptop.Status("LOCK", "/dav/a.txt", Device.LockInfo("any")));
        Assert.Equal(400, await laptop.Status("UNLOCK", "/dav/a.txt"));
        Assert.Equal(400, await laptop.Status("UNLOCK", "/dav/a.txt", null, ("Lock-Token", "<>")));
        Assert.Equal(409, await laptop.Status("UNLOCK", "/dav/b.txt", null, ("Lock-Token", token)));
        Assert.Equal(409, await laptop.Status("UNLOCK", "/dav/a.txt", null, ("Lock-Token", "<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>")));
        Assert.Equal(400, await laptop.Status("PUT", "/dav/a.txt", new StringContent("x"), ("If", "(" + token)));
        Assert.Equal(204, await laptop.Status("UNLOCK", "/dav/a.txt", null, ("Lock-Token", token.Replace("urn:uuid:", "opaquelocktoken:", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Is_granted_no_lock_where_too_many_are_held()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Put("/dav/a.txt", "one");
        await node.Run("insert into node.entry_lock select gen_random_uuid(), space_id, gen_random_uuid(), false, true, space_id, null, 'infinity' from node.entry, generate_series(1, 1000) where name = 'a.txt'");
        Assert.Equal(507, await laptop.Status("LOCK", "/dav/a.txt", Device.LockInfo()));
        Assert.Equal(204, await laptop.Status("PUT", "/dav/a.txt", new StringContent("two")));
    }

    [Theory]
    [InlineData("(TOKEN)", 204)]
    [InlineData("(TOKEN [TAG])", 204)]
    [InlineData("(TOKEN [\"other\"])", 412)]
    [InlineData("(TOKEN [W/TAG])", 412)]
    [InlineData("([\"other\"]) (TOKEN)", 204)]
    [InlineData("([\"other\"])(TOKEN[TAG])", 204)]
    [InlineData("(TOKEN Not <DAV:no-lock>)", 204)]
    [InlineData("(Not TOKEN) (Not <DAV:no-lock>)", 423)]
    [InlineData("(Not TOKEN)", 412)]
    [InlineData("(Not [TAG]) (TOKEN)", 204)]
    [InlineData("(<DAV:no-lock>)", 412)]
    [InlineData("(<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>) (Not <DAV:no-lock>)", 423)]
    [InlineData("(<urn:nonsense>x) (Not <DAV:no-lock>)", 400)]
    [InlineData("(<urn:nonsense>) ([TAG])", 423)]
    [InlineData("</dav/a.txt> (TOKEN)", 204)]
    [InlineData("</dav/b.txt> (Not TOKEN)", 423)]
    [InlineData("</dav/b.txt> (TOKEN)", 412)]
    [InlineData("</dav/b.txt> ([\"other\"]) </dav/a.txt> (TOKEN)", 204)]
    [InlineData("</dav/nothing> (Not [TAG]) ([TAG] TOKEN)", 204)]
    [InlineData("<http://elsewhere.example/dav/a.txt> (TOKEN)", 412)]
    [InlineData("()", 400)]
    [InlineData("", 400)]
    [InlineData("(TOKEN) </dav/a.txt> (TOKEN)", 400)]
    [InlineData("</dav/a.txt>", 400)]
    [InlineData("([TAG)", 400)]
    public async Task Says_under_which_conditions_it_writes(string condition, int status)
    {
        using var laptop = await shared.NewDevice();
        using var put = await laptop.Put("/dav/a.txt", "one");
        await laptop.Put("/dav/b.txt", "b");
        var token = await laptop.Lock("/dav/a.txt");
        var header = condition.Replace("TOKEN", token, StringComparison.Ordinal).Replace("TAG", put.Headers.ETag!.ToString(), StringComparison.Ordinal);
        Assert.Equal(status, await laptop.Status("PUT", "/dav/a.txt", new StringContent("two"), ("If", header)));
    }
}
