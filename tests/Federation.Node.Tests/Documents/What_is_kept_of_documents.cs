using System.Text;
using System.Xml.Linq;
using Federation.Node.Documents;
using Federation.Node.Hosting.Configuration;
using Federation.Storage.Keys;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

public sealed class What_is_kept_of_documents(PostgresFixture postgres)
{
    private const string Name = "strike-vote-2026.txt";
    private const string Content = "The ballot is on Thursday at the depot.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_not_what_a_crash_left_of_an_upload()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        var left = Path.Combine(node.Services.GetRequiredService<NodeOptions>().BlobFolder, "tmp", new string('a', 32) + ".part");
        await File.WriteAllTextAsync(left, "half", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(left, node.Clock.GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(2));
        await ana.Upkeep();
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task Shows_neither_name_nor_content_to_who_copies_the_disk_or_the_history()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Put("/dav/" + Name, Content);
        Assert.DoesNotContain(Content, Encoding.UTF8.GetString(Assert.Single(node.Blobs()).Read()), StringComparison.Ordinal);
        Assert.Equal(0, await node.Count($"node.mt_events where data::text like '%{Name[..11]}%'"));
        Assert.Equal(0, await node.Count($"node.mt_doc_entry where data::text like '%{Name[..11]}%'"));
        Assert.Equal(1, await node.Count($"node.entry where name = '{Name}'")); // the read model does: it is rebuilt, and not backed up for long
    }

    [Fact]
    public async Task Is_named_by_events_whose_names_never_change()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Status("MKCOL", "/dav/a");
        await laptop.Put("/dav/a/b.txt", "1");
        await laptop.Put("/dav/a/b.txt", "2");
        await laptop.Status("MOVE", "/dav/a/b.txt", null, ("Destination", "/dav/b.txt"));
        await laptop.Status("DELETE", "/dav/b.txt");
        foreach (var name in new[] { "space.opened.v1", "folder.made.v1", "document.added.v1", "document.changed.v1", "entry.moved.v1", "entry.deleted.v1" })
        {
            Assert.Equal(1, await node.Count($"node.mt_events where type = '{name}'"));
        }
    }

    [Fact]
    public async Task Gives_the_same_tree_when_it_is_built_anew_from_the_history()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Status("MKCOL", "/dav/a");
        await laptop.Status("MKCOL", "/dav/a/b");
        await laptop.Put("/dav/a/b/c.txt", "1");
        await laptop.Status("COPY", "/dav/a", null, ("Destination", "/dav/copy"));
        await laptop.Status("MOVE", "/dav/a/b", null, ("Destination", "/dav/b"));
        await laptop.Put("/dav/b/c.txt", "two");
        await laptop.Status("DELETE", "/dav/a");
        var before = await Tree(laptop);
        using var daemon = await node.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync("EntryTable", Cancel);
        Assert.Equal(before, await Tree(laptop));
        Assert.Equal("two", await laptop.Read("/dav/b/c.txt"));
    }

    [Fact]
    public async Task Tells_sync_programs_when_it_was_built_anew_as_after_a_restore()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        var before = await Fingerprint(laptop);
        Assert.Equal(before, await Fingerprint(laptop));
        using var daemon = await node.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync("EntryTable", Cancel);
        Assert.NotEqual(before, await Fingerprint(laptop));
    }

    [Fact]
    public async Task Cannot_be_read_once_its_owner_is_erased()
    {
        await using var node = await RunningNode.Start(postgres);
        var ana = await node.Add("ana");
        using var laptop = new Device(node, "ana", await node.AppPassword(ana));
        await laptop.Put("/dav/" + Name, Content);
        await node.Services.GetRequiredService<KeyVault>().Shred(new SubjectId(ana), node.Clock.GetUtcNow(), Cancel);
        Assert.Equal(401, await laptop.Status("GET", "/dav/" + Name)); // the name of the device was sealed under their key too
        using var daemon = await node.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync("EntryTable", Cancel);
        Assert.Equal(0, await node.Count($"node.entry where name = '{Name}'"));
    }

    [Fact]
    public async Task Copies_without_writing_the_bytes_again()
    {
        await using var node = await RunningNode.Start(postgres);
        using var laptop = await Device.Of(node);
        await laptop.Put("/dav/" + Name, Content);
        Assert.Equal(201, await laptop.Status("COPY", "/dav/" + Name, null, ("Destination", "/dav/copy.txt")));
        Assert.Single(node.Blobs());
        await laptop.Status("DELETE", "/dav/" + Name);
        Assert.Equal(Content, await laptop.Read("/dav/copy.txt"));
    }

    // Without the tags of folders, which are new after a rebuild: devices look at everything once more (docs/decisions/0015).
    private static async Task<string> Tree(Device device)
    {
        var found = await Task.WhenAll(new[] { "/dav/", "/dav/b/", "/dav/copy/", "/dav/copy/b/" }.Select(path => device.Find(path)));
        found.Descendants(XName.Get("prop", "DAV:")).Where(each => each.Descendants(XName.Get("collection", "DAV:")).Any())
            .Elements(XName.Get("getetag", "DAV:")).Remove();
        return string.Join('\n', found.Select(each => each.ToString()));
    }

    private static async Task<string> Fingerprint(Device device)
    {
        var name = XName.Get("data-fingerprint", "http://owncloud.org/ns");
        var answer = await device.Find("/remote.php/dav/files/ana/", "0", $"<propfind xmlns='DAV:'><prop><data-fingerprint xmlns='{name.NamespaceName}'/></prop></propfind>");
        return answer.Descendants(name).Single().Value is { Length: > 0 } value ? value : throw new InvalidOperationException("There is no fingerprint.");
    }
}
