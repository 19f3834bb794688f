using System.Net;
using Federation.Network.Tests.Hostile;
using Federation.Node.Consents;
using Federation.Node.Datasets;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Members;
using Federation.Node.Tests;

namespace Federation.Network.Tests;

/// <summary>
/// Members withdraw, one after another. Each time the union dies after it has erased and before it hears an answer, the holder dies as the notice
/// arrives, and the union once more as the answer does.
/// </summary>
public sealed class A_withdrawal_that_meets_kill_9(PostgresFixture postgres)
{
    private const int Members = 14;

    private static readonly int Withdrawals = Length.IsLong ? 4 : 2; // ten members have to stay: the minimum group

    private static readonly string[] Names = [.. Enumerable.Range(1, Members).Select(number => $"member{number}")];

    [Fact]
    public async Task Erases_once_at_either_node_and_is_answered_once()
    {
        var random = new Random(Length.Seed);
        await using var union = await NodeProcess.SetUp("Union A", await postgres.CreateDatabase());
        await using var fnt = await NodeProcess.SetUp("FNT", await postgres.CreateDatabase());
        await union.Add([("sam", [Roles.Steward]), ("olga", [Roles.Officer]), ("stan", [Roles.Steward]), .. Names.Select(name => (name, Array.Empty<string>()))]);
        await fnt.AddPeople();
        await Task.WhenAll(union.Start(), fnt.Start());
        await union.Befriend(fnt);
        await fnt.Befriend(union);
        await fnt.Follow(union, "statistics");
        var release = await Publish(union);
        await Patiently.Until(async () => Assert.Equal(1, await Events(fnt, MirrorKept.StoredName)), "the table is mirrored");

        for (var number = 1; number <= Withdrawals; number++)
        {
            // The holder is away, so that nothing is answered when the union dies with everything erased.
            await fnt.Kill();
            await Withdraw(union, Names[number - 1]);
            await Patiently.Until(async () => Assert.Equal(number, await Events(union, VersionsTakenBack.StoredName)), "the union erases");
            await union.Kill();
            Assert.Equal(number - 1, await Events(union, HolderAnswered.StoredName));

            await Task.WhenAll(fnt.Start(), union.Start());
            await Soon(random, async () => await fnt.Count("select count(*) from node.received where state = 'waiting'") > 0
                || await Events(fnt, MirrorErased.StoredName) >= number, $"notice {number} arrives");
            await fnt.Restart();
            await Soon(random, async () => await fnt.Count(Answers) >= number, $"notice {number} is answered");
            await union.Restart();
            await Patiently.Until(async () => Assert.Equal(number, await Events(union, HolderAnswered.StoredName)), $"answer {number} is written down (seed {Length.Seed})");
            await Patiently.Until(async () => Assert.Equal(number + 1, await Events(fnt, MirrorKept.StoredName)), $"version {number + 1} is mirrored (seed {Length.Seed})");
        }

        await HappenedOnce(union, fnt);
        using var olga = await union.SignedIn("olga");
        Assert.Equal((Members - Withdrawals, (Members - Withdrawals) * 2400), await olga.Carers(release));
        using var fleur = await fnt.SignedIn("olga");
        var mirrors = (await fleur.Json("/mirrors.json")).AsArray();
        var held = Assert.Single(mirrors, each => each!["state"]!.ToString() == "held");
        Assert.Equal(Withdrawals + 1, held!["version"]!.GetValue<int>());
        Assert.Equal(Withdrawals, mirrors.Count(each => each!["state"]!.ToString() == "erased"));
        foreach (var node in new[] { union, fnt })
        {
            using var ines = await node.SignedIn("ines");
            await ines.Open("/peers");
            Assert.DoesNotContain("Refused by", ines.Text, StringComparison.Ordinal);
        }
    }

    private const string Answers = """
        select count(*) from node.outbox where audience_kind = 'peer' and convert_from(body, 'UTF8')::jsonb ->> 'un:outcome' = 'erased'
        """;

    // By what either node wrote down: one event each, and as many letters as there is something to say.
    private static async Task HappenedOnce(NodeProcess union, NodeProcess fnt)
    {
        Assert.Equal(Withdrawals, await Events(union, ConsentWithdrawn.StoredName));
        Assert.Equal(Withdrawals, await union.Count("select count(*) from node.wrapped_key where wrapped is null"));
        Assert.Equal(Withdrawals, await Events(union, ReleasesErased.StoredName));
        Assert.Equal(Withdrawals + 1, await Events(union, ReleaseSigned.StoredName));
        Assert.Equal(Withdrawals, await Events(union, HolderAnswered.StoredName));
        Assert.Equal(Withdrawals, await union.Count($"select count(distinct data ->> 'noticeId') from node.mt_events where type = '{HolderAnswered.StoredName}'"));
        Assert.Equal(Withdrawals, await union.Count("select count(*) from node.outbox where id like '%/withdrawals/%'"));
        Assert.Equal(Withdrawals, await Events(fnt, MirrorErased.StoredName));
        Assert.Equal(Withdrawals, await fnt.Count($"select count(distinct data ->> 'versionUrl') from node.mt_events where type = '{MirrorErased.StoredName}' and (data ->> 'wasHeld')::boolean"));
        Assert.Equal(Withdrawals, await fnt.Count(Answers));
        Assert.Equal(2, await fnt.Count("select count(*) from node.release_file where bytes is not null")); // of the version that is held
        Assert.Equal(2 * Withdrawals, await fnt.Count("select count(*) from node.release_file where bytes is null"));
    }

    private static Task<long> Events(NodeProcess node, string storedName) => node.Count($"select count(*) from node.mt_events where type = '{storedName}'");

    // A moment after something is first seen, or just then: what else belongs to it may be done or not.
    private static async Task Soon(Random random, Func<Task<bool>> seen, string what)
    {
        await Patiently.Until(async () => Assert.True(await seen()), $"{what} (seed {Length.Seed})");
        await Task.Delay(random.Next(0, 40), TestContext.Current.CancellationToken);
    }

    private static async Task<string> Publish(NodeProcess union)
    {
        using var olga = await union.SignedIn("olga");
        using var stan = await union.SignedIn("stan");
        var campaign = await olga.OpenCampaign(stan);
        foreach (var name in Names)
        {
            using var member = await union.SignedIn(name);
            await member.Agree(campaign);
            await member.Contribute(campaign, 45, 2400);
        }

        var release = await olga.Propose();
        await stan.Sign(release);
        Assert.Equal((Members, Members * 2400), await olga.Carers(release));
        return release;
    }

    private static async Task Withdraw(NodeProcess union, string name)
    {
        using var member = await union.SignedIn(name);
        await member.Open("/consents");
        await member.Submit(member.Page.QuerySelector("form[action$='/withdraw']")!.GetAttribute("action")!);
        Assert.Equal(HttpStatusCode.OK, member.Status);
    }
}
