using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Federation.Node.Members;
using Federation.Node.Members.Exports;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Members;

public sealed class A_member_who_takes_everything_along(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Has_all_that_is_theirs_in_one_archive_and_nothing_of_anybody_else()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        var device = ana.Device;
        await device.Status("MKCOL", "/dav/pay");
        await device.Status("MKCOL", "/dav/empty");
        await device.Put("/dav/pay/slip.txt", "the first slip");
        await device.Put("/dav/pay/slip.txt", "the second slip");
        // Where this is unpacked they are one name, or no name of a file.
        await device.Put("/dav/pay/SLIP.txt", "the other slip");
        await device.Put("/dav/pay/con.txt", "a device");
        await device.Put("/dav/pay/C:x", "a drive");
        await device.Put("/dav/pay/end.%20", "an end");
        await device.Put("/dav/pay/%22%3Cscript%3Ealert(1)%3C%3E.txt", "a script");
        await device.Put("/dav/" + Uri.EscapeDataString("été.txt"), "accents");
        await device.Status("MKCOL", "/dav/old");
        await device.Put("/dav/old/letter.txt", "an old letter");
        await device.Status("DELETE", "/dav/old");
        await ana.Share("pay", "ben", "viewer");
        var branch = await ana.OpenSpace("Branch Lyon");
        await device.Put("/dav/Branch%20Lyon/minutes.txt", "what the branch decided");
        await ana.LetIn(branch, "ben", "viewer");
        await ben.Device.Status("MKCOL", "/dav/bens");
        await ben.Device.Put("/dav/bens/letter.txt", "what ben wrote");
        await ben.Device.Put("/dav/bens-secret.txt", "what ben hides");
        await ben.Share("bens", "ana", "viewer");
        await ana.Post($"/documents/{await ana.Id("pay")}/links", ("kind", "download"), ("label", "for the lawyer"));

        using var page = await node.SignedIn("ana");
        await Contribute(page, campaign, "2500");
        using (var other = await node.SignedIn("ben"))
        {
            await Contribute(other, campaign, "1111");
        }

        using var archive = await Export(page);
        var files = archive.Entries.Where(entry => !entry.FullName.EndsWith('/')).ToDictionary(entry => entry.FullName, Read);
        Assert.Equal(archive.Entries.Count, archive.Entries.Select(entry => entry.FullName.ToUpperInvariant()).Distinct().Count());
        Assert.All(archive.Entries.SelectMany(entry => entry.FullName.TrimEnd('/').Split('/')), name => Assert.Matches("""^[^\\:*?"<>|\x00-\x1f]*[^\\:*?"<>|\x00-\x1f. ]$""", name));
        Assert.Equal(
            [
                ("documents/pay/C_x", "a drive"), ("documents/pay/SLIP.txt", "the other slip"), ("documents/pay/__script_alert(1)__.txt", "a script"),
                ("documents/pay/_con.txt", "a device"), ("documents/pay/end_", "an end"), ("documents/pay/slip (2).txt", "the second slip"), ("documents/été.txt", "accents"),
                ("trash/old/letter.txt", "an old letter"), ("versions/pay/slip (version 1).txt", "the first slip"),
            ],
            files.Where(file => file.Key.Contains('/', StringComparison.Ordinal) && !file.Key.StartsWith("receipts/", StringComparison.Ordinal))
                .Select(file => (file.Key, file.Value)).OrderBy(file => file.Key, StringComparer.Ordinal));
        Assert.Contains(archive.Entries, entry => entry.FullName == "documents/empty/");

        var documents = JsonNode.Parse(files["documents.json"])!.AsArray();
        Assert.Equal(9, documents.Count);
        Assert.All(documents, document => Assert.True((bool)document!["isWhole"]! && files.ContainsKey((string)document["path"]!)));
        Assert.Equal("con.txt", (string?)documents.Single(document => (string?)document!["path"] == "documents/pay/_con.txt")!["name"]);
        var account = JsonNode.Parse(files["account.json"])!;
        Assert.Equal(("ana", "test"), ((string?)account["signInName"], (string?)account["devices"]![0]!["name"]));
        Assert.Contains("member.added.v1", account["events"]!.ToJsonString(), StringComparison.Ordinal);
        var consent = JsonNode.Parse(files["consents.json"])!.AsArray().Single()!;
        Assert.Equal("given", (string?)consent["state"]);
        Assert.NotNull(JsonNode.Parse(files[(string)consent["receipt"]!])!["proof"]);
        var given = JsonNode.Parse(files["contributions.json"])!.AsArray().Single()!;
        Assert.Equal(2500, (int)given["rows"]![0]!["workedMinutes"]!);
        var sharing = JsonNode.Parse(files["sharing.json"])!;
        Assert.Equal(("Branch Lyon", "bens", "pay"),
            ((string?)sharing["groups"]![0]!["name"], (string?)sharing["sharedWithYou"]![0]!["name"], (string?)sharing["sharedByYou"]![0]!["name"]));
        Assert.Equal(("pay", "for the lawyer"), ((string?)sharing["links"]![0]!["name"], (string?)sharing["links"]![0]!["label"]));
        Assert.Equal(7, JsonNode.Parse(files["index.json"])!["parts"]!.AsArray().Count);

        foreach (var others in new[] { "what the branch decided", "what ben wrote", "what ben hides", "bens-secret", "1111", "minutes.txt" })
        {
            Assert.DoesNotContain(files, file => file.Value.Contains(others, StringComparison.Ordinal) || file.Key.Contains(others, StringComparison.Ordinal));
        }

        // The index leads to each file, and nothing in it runs.
        var index = new HtmlParser().ParseDocument(files["index.html"]);
        Assert.Equal("en", index.DocumentElement.GetAttribute("lang"));
        Assert.Empty(index.QuerySelectorAll("script, [onload], [onclick], img, iframe"));
        var links = index.QuerySelectorAll("a").Select(link => Uri.UnescapeDataString(link.GetAttribute("href")!)[2..]).ToList();
        Assert.All(links, link => Assert.Contains(link, files.Keys));
        Assert.Equal(files.Keys.Except(["index.html", "index.json"]).Order(), links.Distinct().Order());

        // What the disk lost or changed is named, and keeps nothing else back.
        var blobs = node.Blobs();
        blobs[0].Lose();
        foreach (var blob in blobs.Skip(1))
        {
            blob.Damage();
        }

        using var broken = await Export(page);
        Assert.All(JsonNode.Parse(Read(broken.GetEntry("documents.json")!))!.AsArray(), document => Assert.False((bool)document!["isWhole"]!));
        Assert.NotNull(broken.GetEntry("index.html"));
        Assert.Equal(files["account.json"], Read(broken.GetEntry("account.json")!));
    }

    [Fact]
    public async Task Learns_which_of_their_documents_are_held_and_what_its_page_tells_and_no_more()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ines = await Drive.Of(node, "officer-ines", Roles.Officer);
        await ana.Device.Status("MKCOL", "/dav/pay");
        await ana.Device.Put("/dav/pay/slip.txt", "one");
        await ana.Device.Put("/dav/pay/slip.txt", "two");
        await ana.Device.Put("/dav/pay/gone.txt", "gone");
        await ana.Device.Put("/dav/free.txt", "free");
        Assert.Equal(200, (await ines.Post($"/documents/{await ana.Id("pay")}/holds", ("why", "theft, case 7/26"), ("told", "A court asks for your pay slips."))).Status);
        await ana.Device.Status("DELETE", "/dav/pay/gone.txt");

        using var page = await node.SignedIn("ana");
        using var archive = await Export(page);
        var hold = JsonNode.Parse(Read(archive.GetEntry("holds.json")!))!.AsArray().Single()!;
        Assert.Equal(("A court asks for your pay slips.", false), ((string?)hold["told"], (bool)hold["isOnAll"]!));
        Assert.Equal((string?)(await ines.Json("/documents/holds"))[0]!["at"], (string?)hold["since"]);
        Assert.Equal(["documents/pay/slip.txt", "trash/gone.txt", "versions/pay/slip (version 1).txt"], hold["documents"]!.AsArray().Select(path => (string?)path).Order(StringComparer.Ordinal));
        Assert.Contains("A court asks for your pay slips.", Read(archive.GetEntry("index.html")!), StringComparison.Ordinal);
        foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            Assert.DoesNotContain("7/26", Read(entry), StringComparison.Ordinal);
            Assert.DoesNotContain("officer-ines", Read(entry), StringComparison.Ordinal);
        }

        // Who may read on the page why and by whom reads it here.
        Assert.Equal(200, (await ines.Post("/documents/holds", ("person", "officer-ines"), ("why", "an audit"))).Status);
        using var officer = await node.SignedIn("officer-ines");
        using var hers = await Export(officer);
        var own = JsonNode.Parse(Read(hers.GetEntry("holds.json")!))!.AsArray().Single()!;
        Assert.Equal((true, "an audit", "officer-ines"), ((bool)own["isOnAll"]!, (string?)own["why"], (string?)own["by"]));
        Assert.Contains("an audit", Read(hers.GetEntry("index.html")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_their_password_and_gets_it_in_their_language()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/account");
        await ana.Submit("/account/export", ("current", "somebody else's browser"));
        Assert.NotEqual(HttpStatusCode.OK, ana.Status);
        Assert.NotEqual("application/zip", ana.Answer.Content.Headers.ContentType?.MediaType);
        using var stranger = node.Visitor();
        using var refused = await stranger.Http.PostAsync("/account/export", null, Cancel);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        ana.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        using var archive = await Export(ana);
        Assert.Contains("Tout ce que Union A conserve sur vous", WebUtility.HtmlDecode(Read(archive.GetEntry("index.html")!)), StringComparison.Ordinal);
        Assert.Equal("[]", Read(archive.GetEntry("documents.json")!).Trim());
    }

    [Fact]
    public async Task Gets_it_while_it_is_made_however_deep_their_folders_lie()
    {
        // Nothing that was sent can be gone back to.
        using var sent = new Counted();
        var export = await MemberArchive.Begin(sent, Guid.CreateVersion7(), Cancel);
        var deep = export.Top;
        for (var level = 0; level < 400; level++)
        {
            deep = deep.Folder(new string('d', 200));
        }

        await export.Written(deep.File("deep.txt"), "deep", Cancel);
        await export.Written(deep.File("deep.txt"), "deep too", Cancel);
        await export.End(Cancel);

        Assert.True(sent.Total is > 0 and < 64 * 1024, $"{sent.Total} bytes");
        Assert.Equal(0, sent.Blocking);
    }

    private static async Task Contribute(Visitor person, string campaign, string minutes)
    {
        await person.Open(campaign + "/consent");
        await person.Submit(campaign + "/consent");
        await person.Open(campaign + "/contribute");
        await person.Submit(campaign + "/contribute",
            ("sector", "care"), ("region", "north"), ("week", "2026-W45"), ("workedMinutes", minutes), ("missedBreaks", "2"), ("eveningMinutes", "120"), ("weekendMinutes", "0"));
    }

    private static async Task<ZipArchive> Export(Visitor person)
    {
        await person.Open("/account");
        await person.Submit("/account/export", ("current", RunningNode.Password));
        Assert.Equal("application/zip", person.Answer.Content.Headers.ContentType?.MediaType);
        var bytes = await person.Answer.Content.ReadAsByteArrayAsync(Cancel);
        await Unzip(bytes);
        return new ZipArchive(new MemoryStream(bytes));
    }

    // Another program's opinion, where it is installed.
    private static async Task Unzip(byte[] bytes)
    {
        if (!File.Exists("/usr/bin/unzip"))
        {
            return;
        }

        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, bytes, Cancel);
            using var unzip = Process.Start(new ProcessStartInfo("/usr/bin/unzip", ["-t", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!; // it is there
            var said = await unzip.StandardOutput.ReadToEndAsync(Cancel) + await unzip.StandardError.ReadToEndAsync(Cancel);
            await unzip.WaitForExitAsync(Cancel);
            Assert.True(unzip.ExitCode == 0, said);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>A connection: bytes go and are not seen again.</summary>
    private sealed class Counted : Stream
    {
        public long Total { get; private set; }

        public int Blocking { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => Blocking++;

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            Blocking++;
            Total += count;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Total += buffer.Length;
            return default;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Total += count;
            return Task.CompletedTask;
        }
    }
}
