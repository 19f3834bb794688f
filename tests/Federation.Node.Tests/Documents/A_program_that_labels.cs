using System.Xml.Linq;
using Federation.Storage.Keys;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

public sealed class A_program_that_labels(PostgresFixture postgres, NodeOfAClass shared) : IClassFixture<NodeOfAClass>
{
    private const string Ours = "urn:example:labels";

    private static readonly XNamespace Dav = "DAV:";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_its_labels_again_wherever_the_document_goes()
    {
        using var laptop = await shared.NewDevice();
        await laptop.Status("MKCOL", "/dav/f");
        await laptop.Put("/dav/f/a.txt", "one");
        Assert.Equal(["200"], await Patch(laptop, "/dav/f/a.txt", $"<set><prop><c xmlns='{Ours}'>red</c></prop></set>"));
        Assert.Equal(["200"], await Patch(laptop, "/dav/f", $"<set><prop><c xmlns='{Ours}'>blue</c></prop></set>"));
        await laptop.Put("/dav/f/a.txt", "two");
        Assert.Equal(201, await laptop.Status("COPY", "/dav/f", null, ("Destination", "/dav/copy")));
        Assert.Equal(201, await laptop.Status("MOVE", "/dav/f", null, ("Destination", "/dav/moved")));
        foreach (var folder in new[] { "/dav/copy", "/dav/moved" })
        {
            Assert.Equal(["blue", "red"], (await laptop.Find(folder)).Descendants(XName.Get("c", Ours)).Select(each => each.Value));
        }

        Assert.Equal(["200"], await Patch(laptop, "/dav/copy/a.txt", $"<remove><prop><c xmlns='{Ours}'/></prop></remove>"));
        Assert.Null(await Label(laptop, "/dav/copy/a.txt"));
        Assert.Equal("red", (await Label(laptop, "/dav/moved/a.txt"))?.Value);
        await laptop.Put("/dav/other.txt", "x");
        Assert.Equal(204, await laptop.Status("COPY", "/dav/moved/a.txt", null, ("Destination", "/dav/other.txt")));
        Assert.Equal("red", (await Label(laptop, "/dav/other.txt"))?.Value);
        Assert.Equal(204, await laptop.Status("MOVE", "/dav/copy/a.txt", null, ("Destination", "/dav/other.txt")));
        Assert.Equal("red", (await Label(laptop, "/dav/other.txt"))?.Value); // a save by moving over keeps the labels
        await laptop.Status("DELETE", "/dav/other.txt");
        await laptop.Put("/dav/other.txt", "x");
        Assert.Null(await Label(laptop, "/dav/other.txt"));
    }

    [Fact]
    public async Task Finds_its_labels_on_what_comes_back_from_the_trash()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", "one");
        await Patch(ana.Device, "/dav/a.txt", $"<set><prop><c xmlns='{Ours}'>red</c></prop></set>");
        await ana.Device.Status("DELETE", "/dav/a.txt");
        await ana.Restore(await ana.InTrash("a.txt"));
        Assert.Equal("red", (await Label(ana.Device, "/dav/a.txt"))?.Value);
    }

    [Fact]
    public async Task Reads_back_what_it_wrote_to_the_letter()
    {
        using var laptop = await shared.NewDevice();
        await laptop.Put("/dav/a.txt", "one");
        await Patch(laptop, "/dav/a.txt", $"<set><prop xmlns:q='urn:q'><c xmlns='{Ours}' kind='q:x'>é 𝄞 &amp;<q:b xml:lang='es'> hola </q:b></c></prop></set>");
        var label = (await Label(laptop, "/dav/a.txt"))!;
        Assert.Equal(("fr", "q:x", "urn:q"), (label.Attribute(XNamespace.Xml + "lang")!.Value, label.Attribute("kind")!.Value, label.GetNamespaceOfPrefix("q")!.NamespaceName));
        Assert.Equal("é 𝄞 & hola ", label.Value);
        Assert.Equal("es", label.Element(XName.Get("b", "urn:q"))!.Attribute(XNamespace.Xml + "lang")!.Value);
        await Patch(laptop, "/dav/a.txt", "<set><prop><plain xmlns=''>none</plain></prop></set>");
        Assert.Equal("none", (await Label(laptop, "/dav/a.txt", "plain", ""))!.Value);
    }

    [Fact]
    public async Task Changes_all_or_nothing_and_in_its_order()
    {
        using var laptop = await shared.NewDevice();
        await laptop.Put("/dav/a.txt", "one");
        Assert.Equal(["200"], await Patch(laptop, "/dav/a.txt",
            $"<remove><prop><c xmlns='{Ours}'/></prop></remove><set><prop><c xmlns='{Ours}'>1</c></prop></set><set><prop><c xmlns='{Ours}'>2</c></prop></set>"));
        Assert.Equal(["403", "424"], await Patch(laptop, "/dav/a.txt", $"<set><prop><c xmlns='{Ours}'>3</c><getetag>\"x\"</getetag></prop></set>"));
        Assert.Equal("2", (await Label(laptop, "/dav/a.txt"))!.Value);
        Assert.Equal(["200"], await Patch(laptop, "/dav/a.txt", $"<set><prop><c xmlns='{Ours}'>4</c></prop></set><remove><prop><c xmlns='{Ours}'/></prop></remove>"));
        Assert.Null(await Label(laptop, "/dav/a.txt"));
        Assert.Equal(404, await laptop.Status("PROPPATCH", "/dav/none.txt", Properties.Set("<c/>")));
        Assert.Equal(403, await laptop.Status("PROPPATCH", "/dav/", Properties.Set("<c/>")));
        Assert.Equal(412, await laptop.Status("PROPPATCH", "/dav/a.txt", Properties.Set("<c/>"), ("If-Match", "\"other\"")));
    }

    [Fact]
    public async Task Is_told_when_it_writes_too_much()
    {
        using var laptop = await shared.NewDevice();
        await laptop.Put("/dav/a.txt", "one");
        var hundred = string.Concat(Enumerable.Range(0, 100).Select(index => $"<p{index} xmlns='{Ours}'/>"));
        Assert.Equal(["200"], await Patch(laptop, "/dav/a.txt", $"<set><prop>{hundred}</prop></set>"));
        using var full = await laptop.Send("PROPPATCH", "/dav/a.txt", Properties.Set($"<c xmlns='{Ours}'/>"));
        var text = await full.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("507 Insufficient Storage", text, StringComparison.Ordinal);
        Assert.Contains("at most 100 properties", text, StringComparison.Ordinal);
        Assert.Equal(["507"], await Patch(laptop, "/dav/a.txt", $"<set><prop><p1 xmlns='{Ours}'>{new string('x', 33_000)}</p1></prop></set>"));
        Assert.Equal(413, await laptop.Status("PROPPATCH", "/dav/a.txt", Properties.Set($"<c>{new string('x', 70_000)}</c>")));
        Assert.Equal(100, (await laptop.Find("/dav/a.txt", "0")).Descendants(Dav + "prop").Elements().Count(each => each.Name.NamespaceName == Ours));
    }

    [Fact]
    public async Task Asks_for_what_it_wants()
    {
        using var laptop = await shared.NewDevice();
        await laptop.Status("MKCOL", "/dav/f");
        await laptop.Put("/dav/f/a.txt", "12345");
        await laptop.Put("/dav/f/b.txt", "1234567");
        await Patch(laptop, "/dav/f", $"<set><prop><c xmlns='{Ours}'>blue</c></prop></set>");
        var all = (await laptop.Find("/dav/f", "0", "<propfind xmlns='DAV:'><allprop/><include><quota-used-bytes/></include></propfind>")).Descendants(Dav + "prop").Elements().ToList();
        Assert.Equal("12", all.Single(each => each.Name == Dav + "quota-used-bytes").Value);
        Assert.Contains(all, each => each.Name == Dav + "creationdate");
        Assert.Contains(all, each => each.Value == "blue");
        Assert.DoesNotContain((await laptop.Find("/dav/f", "0")).Descendants(), each => each.Name == Dav + "quota-used-bytes");
        var names = (await laptop.Find("/dav/f", "0", "<propfind xmlns='DAV:'><propname/></propfind>")).Descendants(Dav + "prop").Elements().ToList();
        Assert.Contains(names, each => each.Name == XName.Get("c", Ours) && each.IsEmpty);
        Assert.All(names, each => Assert.Equal("", each.Value));
    }

    [Fact]
    public async Task Leaves_no_trace_of_its_words_in_the_history()
    {
        await using var node = await RunningNode.Start(postgres);
        var ana = await node.Add("ana");
        using var laptop = new Device(node, "ana", await node.AppPassword(ana));
        await laptop.Put("/dav/a.txt", "one");
        await Patch(laptop, "/dav/a.txt", $"<set><prop><c xmlns='{Ours}'>strike on Thursday</c></prop></set>");
        Assert.Equal(1, await node.Count("node.mt_events where type = 'entry.labelled.v1'"));
        Assert.Equal(0, await node.Count("node.mt_events where data::text like '%Thursday%' or data::text like '%example:labels%'"));
        Assert.Equal(0, await node.Count("node.mt_doc_entry where data::text like '%Thursday%'"));
        Assert.Equal(1, await node.Count("node.entry_property where xml like '%Thursday%'")); // the read model, as names are
        using var daemon = await node.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync("EntryTable", Cancel);
        Assert.Equal("strike on Thursday", (await Label(laptop, "/dav/a.txt"))!.Value);
        await node.Services.GetRequiredService<KeyVault>().Shred(new SubjectId(ana), node.Clock.GetUtcNow(), Cancel);
        await daemon.RebuildProjectionAsync("EntryTable", Cancel);
        Assert.Equal(0, await node.Count("node.entry_property"));
    }

    private static async Task<IReadOnlyList<string>> Patch(Device device, string path, string instructions)
    {
        using var answer = await device.Send("PROPPATCH", path, Properties.Update(instructions));
        Assert.Equal(207, (int)answer.StatusCode);
        return [.. XDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).Descendants(Dav + "status").Select(status => status.Value.Split(' ')[1])];
    }

    private static async Task<XElement?> Label(Device device, string path, string name = "c", string space = Ours) =>
        (await device.Find(path, "0", $"<D:propfind xmlns:D='DAV:'><D:prop><{name} xmlns='{space}'/></D:prop></D:propfind>"))
        .Descendants(XName.Get(name, space)).SingleOrDefault(each => each.Ancestors(Dav + "propstat").Single().Element(Dav + "status")!.Value.Contains("200", StringComparison.Ordinal));
}
