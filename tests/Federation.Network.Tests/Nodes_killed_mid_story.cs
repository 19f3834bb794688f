using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Members;
using Federation.Node.Tests;
using Federation.Protocol.Activities;
using Federation.Protocol.Proofs;

namespace Federation.Network.Tests;

/// <summary>The main story between three processes, each of which is killed once at a bad moment.</summary>
public sealed class Nodes_killed_mid_story(PostgresFixture postgres)
{
    private const int MembersOfEach = 11;

    private static readonly string[] Names = [.. Enumerable.Range(1, MembersOfEach).Select(number => $"member{number}")];

    [Fact]
    public async Task Finish_it_with_nothing_lost_and_nothing_twice()
    {
        var setUp = await Task.WhenAll(SetUp("FNT"), SetUp("Union A"), SetUp("Union B"));
        await using var fnt = setUp[0];
        await using var a = setUp[1];
        await using var b = setUp[2];
        await Task.WhenAll(fnt.Start(), a.Start(), b.Start());
        foreach (var union in new[] { a, b })
        {
            await union.Befriend(fnt);
            await fnt.Befriend(union);
            await union.Follow(fnt, "templates");
            await fnt.Follow(union, "statistics");
        }

        // The federation dies with its template acknowledged; the template travels all the same, once.
        using var fleur = await fnt.SignedIn("olga");
        await fleur.PublishTemplate();
        await fnt.Restart();
        var campaigns = await Task.WhenAll(Open(a, fnt, killed: true), Open(b, fnt, killed: false));

        // A union dies while its members contribute: whatever was acknowledged is there, whoever was not answered tries again.
        await Task.WhenAll(Contribute(a, campaigns[0], killed: false), Contribute(b, campaigns[1], killed: true));

        // The federation is down while a union publishes; it gets the table when it comes back.
        await fnt.Kill();
        var releaseA = await Publish(a);
        await fnt.Start();
        var releaseB = await Publish(b);
        await Patiently.Until(async () => Assert.Equal([1, 1], (await Held(fleur)).Select(mirror => mirror.Version)), "both tables are mirrored");

        // It dies again between the officer's proposal and the steward's signature.
        var rollUp = await fleur.Propose();
        await fnt.Restart();
        using var stella = await fnt.SignedIn("stan");
        await stella.Sign(rollUp);
        Assert.Equal((22, 22 * 2400), await fleur.Carers(rollUp));

        // A member withdraws and their union dies with the answer; every table is corrected, and the holder has answered.
        using var ana = await a.SignedIn(Names[0]);
        await ana.Open("/consents");
        var consent = ana.Page.QuerySelector("form[action$='/withdraw']")!.GetAttribute("action")![..^"/withdraw".Length];
        await ana.Submit(consent + "/withdraw");
        Assert.Equal(HttpStatusCode.OK, ana.Status);
        await a.Restart();
        await Patiently.Until(async () => Assert.Equal((10, 10 * 2400), await ana.Carers(releaseA)), "the union's table is corrected");
        await Patiently.Until(async () => Assert.Equal((21, 21 * 2400), await fleur.Carers(rollUp)), "the roll-up is corrected");
        using var bea = await b.SignedIn(Names[0]);
        Assert.Equal((11, 11 * 2400), await bea.Carers(releaseB));
        await Patiently.Until(async () => await Answered(ana, consent, fnt), "the federation answers the withdrawal");

        // Nothing twice: one table corrected once, one mirror each, one roll-up corrected once, no letter refused by anybody.
        Assert.Equal([(a.Host, 2), (b.Host, 1)], (await Held(fleur)).OrderBy(mirror => mirror.Host != a.Host).Select(mirror => (mirror.Host, mirror.Version)));
        Assert.Single((await fleur.Json("/mirrors.json")).AsArray(), entry => entry!["state"]!.ToString() == "erased");
        foreach (var (reader, release) in new[] { (ana, releaseA), (fleur, rollUp) })
        {
            await reader.Open(release);
            // The descriptions of versions, and not the forms that stand under each.
            Assert.Equal(2, reader.Page.QuerySelectorAll("a[href^='/datasets/'][href*='/v']").Select(link => link.GetAttribute("href")!).Where(path => path.Split('/').Length == 4).Distinct().Count());
        }

        foreach (var node in new[] { fnt, a, b })
        {
            using var ines = await node.SignedIn("ines");
            await ines.Open("/peers");
            Assert.DoesNotContain("Refused by", ines.Text, StringComparison.Ordinal);
        }
    }

    private async Task<NodeProcess> SetUp(string name)
    {
        var node = await NodeProcess.SetUp(name, await postgres.CreateDatabase());
        var members = name == "FNT" ? [] : Names.Select(each => (each, Array.Empty<string>()));
        await node.Add([("sam", [Roles.Steward]), ("olga", [Roles.Officer]), ("stan", [Roles.Steward]), .. members]);
        return node;
    }

    // Adopts the template when it has come, and opens the campaign; the node may die while the campaign waits for its steward.
    private static async Task<string> Open(NodeProcess union, NodeProcess fnt, bool killed)
    {
        using var olga = await union.SignedIn("olga");
        await Patiently.Until(
            async () =>
            {
                await olga.Open("/templates");
                Assert.Contains(fnt.Host, olga.Text, StringComparison.Ordinal);
            },
            "the template arrives");
        Assert.Single(olga.Page.QuerySelectorAll("form[action='/campaigns']"));
        var campaign = await olga.Prepare("/templates");
        await olga.Submit(campaign + "/submit");
        if (killed)
        {
            await union.Restart();
        }

        using var stan = await union.SignedIn("stan");
        await stan.Open(campaign);
        await stan.Submit(campaign + "/approve");
        await olga.Open(campaign);
        await olga.Submit(campaign + "/open");
        Assert.Contains("open", olga.Text, StringComparison.Ordinal);
        return campaign;
    }

    private static async Task Contribute(NodeProcess union, string campaign, bool killed)
    {
        var members = new ConcurrentBag<Visitor>();
        foreach (var name in Names)
        {
            members.Add(await union.SignedIn(name));
        }

        foreach (var member in members)
        {
            await member.Agree(campaign);
        }

        var given = 0;
        var death = killed ? Die() : Task.CompletedTask;
        await Parallel.ForEachAsync(members, TestContext.Current.CancellationToken, async (member, _) =>
        {
            await Patiently.Until(() => member.Contribute(campaign, 45, 2400), "a contribution is taken");
            Interlocked.Increment(ref given);
        });
        await death;
        foreach (var member in members)
        {
            await member.Open("/contributions");
            Assert.Single(member.Page.QuerySelectorAll("tbody tr")); // acknowledged: there, and once
            member.Dispose();
        }

        async Task Die()
        {
            await Patiently.Until(() => Task.Run(() => Assert.InRange(given, 2, int.MaxValue)), "the first have contributed");
            await union.Restart();
        }
    }

    private static async Task<string> Publish(NodeProcess union)
    {
        using var olga = await union.SignedIn("olga");
        using var stan = await union.SignedIn("stan");
        var release = await olga.Propose();
        await stan.Sign(release);
        Assert.Equal((MembersOfEach, MembersOfEach * 2400), await olga.Carers(release));
        return release;
    }

    private static async Task<List<(string Host, int Version)>> Held(Visitor officer) =>
        [.. (await officer.Json("/mirrors.json")).AsArray().Where(entry => entry!["state"]!.ToString() == "held")
            .Select(entry => (entry!["host"]!.ToString(), entry["version"]!.GetValue<int>()))];

    private static async Task Answered(Visitor member, string consent, NodeProcess holder)
    {
        var answers = (await member.Json(consent + "/holders.json"))["holders"]!.AsArray();
        var answer = Assert.Single(answers);
        Assert.Equal((holder.Host, "erased"), (answer!["host"]!.ToString(), answer["answer"]?.ToString()));
        using var anybody = new Visitor(holder.Origin);
        var actor = (await anybody.Json("/actor")).AsObject();
        Assert.True(Ed25519PublicKey.TryRead(actor["assertionMethod"]![0]!["publicKeyMultibase"]!.ToString(), out var key));
        Assert.Null(ObjectProof.Refute(answer["activity"]!.AsObject(), key));
    }
}
