using System.Xml.Linq;

namespace Federation.Node.Tests.Documents;

/// <summary>
/// A program that keeps a copy of what is in a folder by asking what changed (RFC 6578), and knows nothing else of it: addresses, each with its tag.
/// </summary>
public sealed class Follower(Device device, string folder = "/dav/", string level = "infinite")
{
    private static readonly XNamespace Dav = "DAV:";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What it believes is there; one address with or without a slash at its end (RFC 4918 §5.2).</summary>
    public SortedDictionary<string, string> Known { get; } = new(StringComparer.Ordinal);

    public string Token { get; set; } = "";

    /// <summary>What the last round of questions was answered, in order: addresses, those that are gone with a minus.</summary>
    public IReadOnlyList<string> Told { get; private set; } = [];

    /// <summary>Answers it took to learn that.</summary>
    public int Answers { get; private set; }

    /// <summary>Asks until there is nothing more to tell: while something else is being written, what was told may be told again (docs/decisions/0023).</summary>
    public async Task Rest()
    {
        for (var round = 0; round == 0 || Told.Count > 0; round++)
        {
            Assert.InRange(round, 0, 100);
            await Sync();
        }
    }

    /// <summary>Asks until it is told that this was all; begins anew where the node says that it cannot know.</summary>
    public async Task Sync(int? most = null)
    {
        var (told, answers, more) = (new List<string>(), 0, true);
        while (more)
        {
            var (status, body) = await Ask(Token, most);
            answers++;
            if (status == 403 && body.Descendants(Dav + "valid-sync-token").Any() && Token.Length > 0)
            {
                Known.Clear();
                Token = "";
                continue;
            }

            Assert.Equal(207, status);
            more = false;
            var hrefs = new List<string>();
            foreach (var response in body.Root!.Elements(Dav + "response"))
            {
                var href = response.Element(Dav + "href")!.Value;
                var code = response.Element(Dav + "status")?.Value;
                if (code?.Contains("507", StringComparison.Ordinal) == true)
                {
                    Assert.Equal(folder.TrimEnd('/'), href.TrimEnd('/'));
                    more = true;
                }
                else if (code?.Contains("404", StringComparison.Ordinal) == true)
                {
                    Assert.Empty(response.Elements(Dav + "propstat")); // §3.5.2
                    hrefs.Add(href);
                    told.Add("-" + href);
                    foreach (var gone in Known.Keys.Where(key => key == Bare(href) || key.StartsWith(Bare(href) + "/", StringComparison.Ordinal)).ToList())
                    {
                        Known.Remove(gone);
                    }
                }
                else
                {
                    hrefs.Add(href);
                    told.Add(href);
                    Known[Bare(href)] = response.Descendants(Dav + "getetag").Single().Value;
                }
            }

            Assert.Equal(hrefs.Count, hrefs.Distinct().Count());
            Assert.True(most is null || hrefs.Count <= most + 1);
            Token = body.Root!.Element(Dav + "sync-token")!.Value;
        }

        (Told, Answers) = (told, answers);
    }

    public async Task<(int Status, XDocument Body)> Ask(string token, int? most = null, string depth = "0", string? body = null)
    {
        var limit = most is null ? "" : $"<limit><nresults>{most}</nresults></limit>";
        using var answer = await device.Send("REPORT", folder, new StringContent(body ??
            $"<sync-collection xmlns='DAV:'><sync-token>{token}</sync-token><sync-level>{level}</sync-level>{limit}<prop><getetag/></prop></sync-collection>"), ("Depth", depth));
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return ((int)answer.StatusCode, text.StartsWith('<') ? XDocument.Parse(text) : new XDocument());
    }

    /// <summary>What is really there, walked folder by folder.</summary>
    public async Task<(SortedDictionary<string, string> There, HashSet<string> Folders)> Walk()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var folders = new HashSet<string>();
        await Walk(folder, found, folders);
        return (found, folders);
    }

    /// <summary>It believes what is so.</summary>
    /// <param name="tagsOfFolders">Folders' tags too; not while others write, for these are read after the rest.</param>
    public async Task AgreesWithTheNode(bool tagsOfFolders = true)
    {
        var (there, folders) = await Walk();
        IEnumerable<string> Lines(SortedDictionary<string, string> all) => all.Select(each => each.Key + (tagsOfFolders || !folders.Contains(each.Key) ? " " + each.Value : ""));
        Assert.Equal(Lines(there), Lines(Known));
    }

    private static string Bare(string href) => href.TrimEnd('/');

    private async Task Walk(string at, SortedDictionary<string, string> found, HashSet<string> folders)
    {
        foreach (var response in (await device.Find(at)).Root!.Elements(Dav + "response").Skip(1))
        {
            var href = response.Element(Dav + "href")!.Value;
            found[Bare(href)] = response.Descendants(Dav + "getetag").Single().Value;
            if (href.EndsWith('/'))
            {
                folders.Add(Bare(href));
                if (level != "1")
                {
                    await Walk(href, found, folders);
                }
            }
        }
    }
}
