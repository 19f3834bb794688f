using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Delivery;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Delivery;
using Federation.Node.Tests.Peers;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

/// <summary>
/// What a holder is told of a table that is withdrawn, in every order and some of it again: the first version, the notice that takes it back, the version
/// after it, and that all of the dataset is gone. The files of every version can be fetched all the while, so that only the notice keeps the first one out.
/// </summary>
public sealed class A_withdrawal_in_any_order(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Wins_over_whatever_comes_late_or_again() => Shuffle(again: 40);

    [Fact(Explicit = true)] // minutes; run by hand with -explicit only
    public Task Wins_over_whatever_comes_late_or_again_hundreds_of_times() => Shuffle(again: 800); // a peer has at most a thousand mirrors

    private async Task Shuffle(int again)
    {
        await using var union = await RunningNode.Start(postgres, "Union A");
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        var releases = await TwoVersions(union, fnt);
        using var reader = await fnt.SignedIn("mia");
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var asked = new List<string>();
        foreach (var order in Orders([Said.Version1, Said.Notice, Said.Version2]).Concat(Orders(Enum.GetValues<Said>())).Concat(Enumerable.Range(0, again).Select(_ => Some(random))))
        {
            var told = new Told(union, fnt.Host(), Guid.CreateVersion7(union.Clock.GetUtcNow()), releases);
            await union.Save(session => session.Events.StartStream<Withdrawal>(told.Id, told.TakenBack()));
            foreach (var (said, isNew) in order)
            {
                using var answer = await new Envelope(union, fnt, told.Body(said, isNew)).Post();
                Assert.True(answer.IsSuccessStatusCode, $"{said}: {answer.StatusCode}");
            }

            await fnt.Settled();
            var why = $"{string.Join(", ", order)} (seed {seed})";
            var expected = Expected(order);
            var mirror = (await fnt.Services.GetRequiredService<MirrorShelf>().Find(Mirror.IdOf(told.Dataset), Cancel))!; // the notice begins it, if nothing else
            Assert.True(mirror.Find(told.Version(1)) is null && mirror.TakenBack.Contains(told.Version(1)), "The withdrawn version is held: " + why);
            Assert.True(expected.IsNextHeld == mirror.Find(told.Version(2)) is not null, $"The next version is {(expected.IsNextHeld ? "not " : "")}held: {why}");
            await HoldsFiles(fnt, union, releases, mirror, expected.IsNextHeld, why);
            await ErasedOnce(fnt, mirror, why);
            await reader.Open($"/mirrors/{mirror.Id}");
            Assert.Equal(expected.IsNextHeld ? HttpStatusCode.OK : HttpStatusCode.NotFound, reader.Status);
            Assert.True(expected.Answers.SequenceEqual(await Answers(fnt, told)), $"Answered {string.Join(", ", await Answers(fnt, told))}, not {string.Join(", ", expected.Answers)}: {why}");
            asked.AddRange(expected.Answers);
        }

        // The union wrote down one answer for each notice, and had nothing to object to.
        await Neighbours.Eventually(async () => await Recorded(union) >= asked.Count, "every answer arrives", fnt, union);
        await union.Settled();
        Assert.Equal(asked.Count, await Recorded(union));
        Assert.Empty(await union.Services.GetRequiredService<IDeliveries>().Refused(Cancel));
        Assert.Empty(await fnt.Services.GetRequiredService<IDeliveries>().Refused(Cancel));
    }

    private enum Said
    {
        Version1,
        Notice,
        Version2,
        Gone,
    }

    // Each order, and then all of it again: by the same letters, or by others that say the same.
    private static IEnumerable<List<(Said Said, bool IsNew)>> Orders(IReadOnlyList<Said> messages) => Permutations(messages)
        .SelectMany(order => new[] { false, true }.Select(isNew => order.Select(said => (said, false)).Concat(order.Select(said => (said, isNew))).ToList()));

    private static IEnumerable<Said[]> Permutations(IReadOnlyList<Said> of) => of.Count == 0 ? [[]]
        : of.SelectMany(first => Permutations([.. of.Where(each => each != first)]).Select(rest => (Said[])[first, .. rest]));

    // Everything at least once, some of it again: the same letter, or the same said in another.
    private static List<(Said Said, bool IsNew)> Some(Random random)
    {
        var messages = Enum.GetValues<Said>().Where(said => said != Said.Gone || random.Next(2) == 0).ToArray();
        Said[] sent = [.. messages, .. random.GetItems(messages, random.Next(1, 6))];
        random.Shuffle(sent);
        return [.. sent.Select(said => (said, random.Next(2) == 0))];
    }

    /// <summary>The law, without a node: what is held at the end, and what each notice is answered.</summary>
    private static (bool IsNextHeld, IReadOnlyList<string> Answers) Expected(IReadOnlyList<(Said Said, bool IsNew)> order)
    {
        var (held, barred, wasHeld) = (new HashSet<Said>(), new HashSet<Said>(), false);
        var (heard, answers) = (new HashSet<Said>(), new List<string>());
        foreach (var (said, isNew) in order.Where(each => heard.Add(each.Said) | each.IsNew)) // a letter that was heard says nothing more
        {
            switch (said)
            {
                case Said.Notice:
                    wasHeld |= held.Contains(Said.Version1);
                    held.Remove(Said.Version1);
                    barred.Add(Said.Version1);
                    answers.Add(wasHeld ? "erased" : "notHeld");
                    break;
                case Said.Gone:
                    wasHeld |= held.Contains(Said.Version1);
                    barred.UnionWith(held);
                    held.Clear();
                    break;
                default:
                    held.UnionWith(new[] { said }.Except(barred));
                    break;
            }
        }

        return (held.Contains(Said.Version2), answers);
    }

    // Bytes of the withdrawn version are nowhere; those of the next are there as long as one mirror holds it.
    private static async Task HoldsFiles(RunningNode fnt, RunningNode union, JsonObject[] releases, Mirror mirror, bool isNextHeld, string why)
    {
        foreach (var (release, isHeld) in new[] { (releases[0], false), (releases[1], isNextHeld) })
        {
            foreach (var digest in Digests(release))
            {
                var uses = (long)(await fnt.Scalar($"select count(*) from node.release_file_use where dataset_id = '{mirror.Id}' and sha256 = '{digest}'"))!; // a count
                Assert.True(uses == (isHeld ? 1 : 0), $"The file {digest} has {uses} uses: {why}");
                var file = await fnt.Services.GetRequiredService<ReleaseFiles>().Find(union.Host(), digest, Cancel);
                Assert.True(release == releases[1] || file?.Bytes is null, "Bytes of the withdrawn version are here: " + why);
                Assert.True(!isHeld || file?.Bytes is not null, "Bytes of the next version are not here: " + why);
            }
        }
    }

    private static async Task ErasedOnce(RunningNode fnt, Mirror mirror, string why)
    {
        await using var session = fnt.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var events = (await session.Events.FetchStreamAsync(mirror.Id, token: Cancel)).Select(each => each.Data).ToList();
        Assert.True(events.OfType<MirrorErased>().GroupBy(erased => erased.VersionUrl).All(version => version.Count() == 1), "Erased twice: " + why);
        Assert.True(events.OfType<MirrorKept>().GroupBy(kept => kept.VersionUrl).All(version => version.Count() == 1), "Kept twice: " + why);
    }

    // What was answered to the notices of one dataset, in the order of the answers, each of which names its own notice.
    private static async Task<IReadOnlyList<string>> Answers(RunningNode fnt, Told told)
    {
        var all = (string)(await fnt.Scalar($"""
            select coalesce(jsonb_agg(body order by sequence), '[]')::text from (
                select sequence, convert_from(body, 'UTF8')::jsonb as body from node.outbox where audience_kind = 'peer') as said
            where body ->> 'un:outcome' is not null and body ->> 'object' like '%/withdrawals/{told.Id}/%'
            """))!; // an array
        var answers = JsonNode.Parse(all)!.AsArray();
        Assert.Equal(told.Notices, answers.Select(answer => answer!["object"]!.ToString()));
        return [.. answers.Select(answer => answer!["un:outcome"]!.ToString())];
    }

    private static async Task<long> Recorded(RunningNode union) =>
        (long)(await union.Scalar($"select count(*) from node.mt_events where type = '{HolderAnswered.StoredName}'"))!; // a count

    // What a union says of two versions of its table, neither of which the holder has when the shuffling begins.
    private static async Task<JsonObject[]> TwoVersions(RunningNode union, RunningNode fnt)
    {
        await fnt.Affiliate(union);
        var campaign = await union.OpenCampaign();
        await union.Contribute(campaign, 12, "care", "north");
        await union.Release();
        await union.Contribute(campaign, 15, "retail", "south");
        var path = await union.Release();
        await Neighbours.Eventually(async () => (await fnt.Mirrors()) is [{ Versions.Count: 2 }], "both versions are mirrored", fnt, union);
        JsonObject[] releases = [.. (await fnt.Read(union, "/catalogues/statistics/outbox?page=1"))["orderedItems"]!.AsArray()
            .Select(said => said!.DeepClone().AsObject()).OrderBy(said => said["object"]!["dataset"]!["version"]!.ToString())];
        var gone = ReleaseDocument.TakeBack(union.Origin, Told.CatalogueOf(union), DatasetSteps.IdOf(path), WithdrawalWire.ConsentWithdrawn, union.Clock.GetUtcNow());
        (gone["id"], gone["actor"]) = (new Uri(union.Origin, "/activities/gone").AbsoluteUri, Told.CatalogueOf(union).AbsoluteUri);
        using var answer = await new Envelope(union, fnt, Envelope.Bytes(Told.Signed(union, gone))).Post();
        await fnt.Settled();
        return releases;
    }

    private static string[] Digests(JsonObject release) =>
        [.. release["object"]!["dataset"]!["distribution"]!.AsArray().Select(file => file!["checksum"]!["checksumValue"]!.ToString())];

    /// <summary>One dataset of the union, and what it says of it; its versions are made of the same files as those of all the others.</summary>
    private sealed class Told(RunningNode union, string holder, Guid id, JsonObject[] releases)
    {
        private readonly Dictionary<Said, byte[]> letters = [];
        private readonly List<JsonObject> notices = [.. Enumerable.Range(1, 8).Select(number => WithdrawalWire.Notice(
            new Uri(union.Origin, $"/withdrawals/{id}/{number}").AbsoluteUri, new Uri(union.Origin, $"/datasets/{id}").AbsoluteUri,
            new Uri(union.Origin, $"/datasets/{id}/v1").AbsoluteUri, Digests(releases[0])[0], union.Clock.GetUtcNow()))];

        private int sent, copies;

        public Guid Id => id;

        public string Dataset { get; } = new Uri(union.Origin, $"/datasets/{id}").AbsoluteUri;

        /// <summary>Ids of the notices that were sent, in order.</summary>
        public IEnumerable<string> Notices => notices.Take(sent).Select(notice => notice["id"]!.ToString());

        public string Version(int number) => $"{Dataset}/v{number}";

        /// <summary>What the union's ledger knows of it: as many notices as are ever sent.</summary>
        public VersionsTakenBack TakenBack() => new(id, id, [], [], [Version(1)], null, [.. notices
            .Select(notice => new SentNotice(notice["id"]!.ToString(), holder, Version(1), WithdrawalWire.DigestOf(notice)))], union.Clock.GetUtcNow());

        /// <summary>A letter: the one that said it before, or one of its own.</summary>
        public byte[] Body(Said said, bool isNew) => !isNew && letters.TryGetValue(said, out var letter) ? letter : letters[said] = Envelope.Bytes(said switch
        {
            Said.Notice => Signed(union, notices[sent++].DeepClone().AsObject()),
            Said.Gone => Signed(union, Named(ReleaseDocument.TakeBack(union.Origin, CatalogueOf(union), id, WithdrawalWire.ConsentWithdrawn, union.Clock.GetUtcNow()))),
            _ => Announcement(said == Said.Version1 ? 1 : 2),
        });

        public static Uri CatalogueOf(RunningNode union) => new(union.Origin, "/catalogues/statistics");

        public static JsonObject Signed(RunningNode union, JsonObject activity)
        {
            activity["@context"] ??= "https://www.w3.org/ns/activitystreams";
            activity["actor"] ??= new Uri(union.Origin, "/actor").AbsoluteUri;
            return union.Services.GetRequiredService<INodeIdentity>().SignObject(activity);
        }

        private JsonObject Announcement(int number)
        {
            var said = releases[number - 1].DeepClone().AsObject();
            var document = said["object"]!["dataset"]!.DeepClone().AsObject();
            document.Remove("proof");
            (document["id"], document["isVersionOf"]) = (Version(number), Dataset);
            said.Remove("proof");
            said["object"]!["id"] = new Uri(union.Origin, $"/releases/{id}").AbsoluteUri;
            said["object"]!["dataset"] = union.Services.GetRequiredService<INodeIdentity>().SignObject(document);
            return Signed(union, Named(said));
        }

        private JsonObject Named(JsonObject activity)
        {
            activity["id"] = new Uri(union.Origin, $"/activities/{id}-{++copies}").AbsoluteUri;
            activity["actor"] = CatalogueOf(union).AbsoluteUri;
            return activity;
        }
    }
}
