using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Network.Tests.Hostile.Behaviours;
using Federation.Node.Members;
using Federation.Node.Tests;

namespace Federation.Network.Tests.Hostile;

/// <summary>
/// A node of ours, one peer that behaves, and one for each way to misbehave. Each verb is tried with all of them once, several at a time; the tests
/// read what became of it.
/// </summary>
public sealed class HostileGround(PostgresFixture postgres) : IAsyncLifetime
{
    private const int AtOnce = 14;
    private const int CalmSamples = 60;

    /// <summary>The misbehaviours come in so many waves with calm between, so that there are several rounds to compare.</summary>
    private const int Waves = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, HostilePeer> peers = [];
    private readonly ConcurrentBag<(Visitor Ines, Visitor Sam)> people = [];
    private readonly List<HostilePeer> acquaintances = [.. Enumerable.Range(0, AtOnce).Select(_ => HostilePeer.Start())];
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Dictionary<Verb, IReadOnlyDictionary<string, Ending>> done = [];
    private PeersBoard? board;
    private Visitor? watcher;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal NodeProcess Node { get; private set; } = null!; // set by InitializeAsync

    /// <summary>A peer that never misbehaves.</summary>
    internal HostilePeer Healthy { get; } = HostilePeer.Start();

    internal IReadOnlyDictionary<string, HostilePeer> Peers => peers;

    /// <summary>Megabytes the node held before the misbehaviours of each verb, at most meanwhile, and after.</summary>
    internal Dictionary<Verb, (double Before, double Peak, double After)> Memory { get; } = [];

    /// <summary>The good peer's round trips, shortest first, for each round: in the calm before a wave, and beside it.</summary>
    internal Dictionary<Verb, (List<List<TimeSpan>> Calm, List<List<TimeSpan>> Storm)> RoundTrips { get; } = [];

    public async ValueTask InitializeAsync()
    {
        Node = await NodeProcess.SetUp("Union A", await postgres.CreateDatabase());
        await Node.Add(("sam", [Roles.Steward]));
        await Node.Start();
        foreach (var behaviour in AllBehaviours.List)
        {
            peers.Add(behaviour.Name, HostilePeer.Start(behaviour.IsDeaf ? 1 : 64));
        }

        watcher = await Node.SignedIn("ines");
        board = new PeersBoard(watcher);
        for (var i = 0; i < AtOnce; i++)
        {
            people.Add((await Node.SignedIn("ines"), await Node.SignedIn("sam")));
        }

        await Befriend(Healthy, "A good neighbour");
        await WarmUp();
    }

    /// <summary>What became of each misbehaviour at a verb. Connecting comes first: nobody else is delivered to, or fetched from.</summary>
    internal async Task<IReadOnlyDictionary<string, Ending>> Endings(Verb verb)
    {
        await turn.WaitAsync(Cancel);
        try
        {
            for (var each = Verb.Connect; each <= verb; each++)
            {
                if (!done.ContainsKey(each))
                {
                    var before = ProcessMemory.Resident(Node.ProcessId);
                    IReadOnlyDictionary<string, Ending> endings = new Dictionary<string, Ending>();
                    var peak = await ProcessMemory.Peak(Node.ProcessId, async () => endings = await TryAll(each));
                    done.Add(each, endings);
                    Memory.Add(each, (before, peak, ProcessMemory.Resident(Node.ProcessId)));
                    if (each == Verb.Connect)
                    {
                        await BefriendAll(); // who is no peer is neither delivered to nor fetched from
                    }
                }
            }

            return done[verb];
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (ines, sam) in people)
        {
            ines.Dispose();
            sam.Dispose();
        }

        watcher?.Dispose();
        board?.Dispose();
        if (Node is not null)
        {
            await Node.DisposeAsync();
        }

        foreach (var peer in peers.Values.Concat(acquaintances).Append(Healthy))
        {
            await peer.DisposeAsync();
        }

        turn.Dispose();
    }

    // As much of everything honest as there will be of the other kind: the first requests compile, and the collector learns how much it may keep.
    private async Task WarmUp()
    {
        var pages = Parallel.ForEachAsync(people.ToList(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancel }, async (pair, _) =>
        {
            for (var i = 0; i < 10; i++)
            {
                await pair.Ines.Open("/peers");
                await pair.Ines.Submit("/peers", ("host", Healthy.Host), ("name", "Known already"));
                await pair.Sam.Open("/peers");
            }
        });
        for (var i = 0; i < 200; i++)
        {
            await Healthy.RoundTrip(Node);
        }

        await pages;
        await Parallel.ForEachAsync(acquaintances, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancel }, async (peer, _) =>
        {
            await Befriend(peer, "An acquaintance");
            await peer.RoundTrip(Node);
        });
    }

    private async Task<IReadOnlyDictionary<string, Ending>> TryAll(Verb verb)
    {
        var endings = new ConcurrentDictionary<string, Ending>();
        RoundTrips.Add(verb, ([], []));
        for (var wave = 0; wave < Waves; wave++)
        {
            RoundTrips[verb].Calm.Add(await Sample(Bustle(AllBehaviours.List.Count / Waves)));
            // All that take their time come together: that is the hardest wave for whoever waits behind them.
            var (first, count) = (wave, AllBehaviours.List.Count);
            var behaviours = AllBehaviours.List.Where((_, place) => place * Waves / count == first);
            var storm = Parallel.ForEachAsync(
                behaviours, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancel },
                async (behaviour, _) => endings[behaviour.Name] = await Try(verb, peers[behaviour.Name], behaviour));
            RoundTrips[verb].Storm.Add(await Sample(storm));
        }

        return endings;
    }

    // As much traffic as in a wave, all of it honest: so that what is compared is the misbehaviour, not the load.
    private Task Bustle(int encounters) => Parallel.ForEachAsync(
        Enumerable.Range(0, encounters), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancel }, async (number, _) =>
        {
            var peer = acquaintances[number % acquaintances.Count];
            await peer.RoundTrip(Node);
            await board!.TroubleWith(peer.Host); // set by InitializeAsync
        });

    private Task<Ending> Try(Verb verb, HostilePeer peer, Behaviour behaviour) => verb switch
    {
        Verb.Connect => Connect(peer, behaviour),
        Verb.Deliver => Deliver(peer, behaviour),
        _ => Fetch(peer, behaviour),
    };

    // The page is looked at in the calm too, so that only the misbehaviour makes a difference.
    private async Task<List<TimeSpan>> Sample(Task during)
    {
        var times = new List<TimeSpan>();
        while (!during.IsCompleted || times.Count < CalmSamples)
        {
            times.Add(await Healthy.RoundTrip(Node));
            await board!.TroubleWith(Healthy.Host); // set by InitializeAsync
        }

        await during;
        times.Sort();
        return times;
    }

    private async Task<Ending> Connect(HostilePeer peer, Behaviour behaviour)
    {
        var misdeed = await peer.Misbehave(Verb.Connect, behaviour);
        var (ines, sam) = Somebody();
        var clock = Stopwatch.StartNew();
        await ines.Open("/peers");
        await ines.Submit("/peers", ("host", peer.Host), ("name", behaviour.Name));
        var ending = new Ending(clock.Elapsed, await HungUp(misdeed), ines.Status == HttpStatusCode.UnprocessableEntity ? ines.Text : "");
        people.Add((ines, sam));
        peer.Repent();
        return ending;
    }

    // Follow is answered by Accept; that is what has to be delivered.
    private async Task<Ending> Deliver(HostilePeer peer, Behaviour behaviour)
    {
        var misdeed = await peer.Misbehave(Verb.Deliver, behaviour);
        var clock = Stopwatch.StartNew();
        await peer.Follow(Node);
        return await Told(peer, misdeed, clock, "", isSilent: behaviour.IsDelivered);
    }

    private async Task<Ending> Fetch(HostilePeer peer, Behaviour behaviour)
    {
        peer.Repent();
        var file = behaviour.Document?.Invoke(peer.Honest) ?? Encoding.ASCII.GetBytes("{\"title\":\"A table that never comes\"}");
        var misdeed = await peer.Misbehave(Verb.Fetch, behaviour);
        var before = await board!.TroubleWith(peer.Host, ofFetching: true); // set by InitializeAsync
        var clock = Stopwatch.StartNew();
        await peer.Deliver(Node, peer.Honest.Announce("1", file));
        var ending = await Told(peer, misdeed, clock, before, behaviour.IsGone);
        peer.Repent();
        return ending;
    }

    private async Task<Ending> Told(HostilePeer peer, Misdeed misdeed, Stopwatch clock, string before, bool isSilent)
    {
        if (isSilent)
        {
            return new Ending(clock.Elapsed, await HungUp(misdeed), "");
        }

        var reason = "";
        while (clock.Elapsed < Patience && (reason.Length == 0 || reason == before))
        {
            await Task.Delay(100, Cancel);
            reason = await board!.TroubleWith(peer.Host, ofFetching: misdeed.Verb == Verb.Fetch); // set by InitializeAsync
        }

        return new Ending(clock.Elapsed, await HungUp(misdeed), reason);
    }

    private static async Task<TimeSpan?> HungUp(Misdeed misdeed) => misdeed.Behaviour.IsDeaf ? null
        : await Task.WhenAny(misdeed.Ended, Task.Delay(Patience, Cancel)) == misdeed.Ended ? await misdeed.Ended
        : Patience; // never met, or still held

    private Task BefriendAll() => Parallel.ForEachAsync(
        AllBehaviours.List, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancel },
        async (behaviour, _) => await Befriend(peers[behaviour.Name], behaviour.Name));

    private async Task Befriend(HostilePeer peer, string name)
    {
        var (ines, sam) = Somebody();
        await ines.Open("/peers");
        await ines.Submit("/peers", ("host", peer.Host), ("name", name));
        Assert.True(ines.Status == HttpStatusCode.OK, $"{name}: {ines.Text}");
        await sam.Open("/peers");
        await sam.Submit($"/peers/{peer.Host}/approve");
        Assert.True(sam.Status == HttpStatusCode.OK, $"{name}: {sam.Text}");
        await ines.Open("/peers");
        var follow = ines.Page.QuerySelectorAll("form").First(form => form.GetAttribute("action") == $"/peers/{peer.Host}/follow");
        Assert.NotNull(follow);
        await ines.Submit($"/peers/{peer.Host}/follow", ("catalogue", "statistics"));
        Assert.True(ines.Status == HttpStatusCode.OK, $"{name}: {ines.Text}");
        people.Add((ines, sam));
        JsonObject? sent = null;
        await Patiently.Until(
            () =>
            {
                sent = peer.Received.Select(each => each.Activity).FirstOrDefault(each => each["type"]?.ToString() == "Follow");
                Assert.NotNull(sent);
                return Task.CompletedTask;
            },
            $"{name} is asked to be followed");
        await peer.Accept(Node, sent!); // asserted
    }

    private (Visitor Ines, Visitor Sam) Somebody() =>
        people.TryTake(out var pair) ? pair : throw new InvalidOperationException("More people act at a time than signed in.");
}
