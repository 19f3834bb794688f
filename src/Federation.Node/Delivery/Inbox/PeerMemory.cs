using System.Collections.Concurrent;
using Federation.Protocol.Keys;
using Npgsql;

namespace Federation.Node.Delivery.Inbox;

/// <summary>
/// Who is a peer, and its keys, remembered for the next request: a flood of activities asks the database nothing. Forgotten at once when
/// any replica says that a peer changed, and after seconds in any case. What was refused is never remembered.
/// </summary>
internal sealed partial class PeerMemory(
    IPeerPolicy policy, IPeerKeys keys, NpgsqlDataSource source, ILogger<PeerMemory> log) : BackgroundService
{
    private readonly ConcurrentDictionary<string, Believed<PeerStanding>> peers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Believed<VerificationKey>> known = new(StringComparer.Ordinal);
    private int generation;

    /// <summary>True when the host is an accepted peer.</summary>
    public async ValueTask<bool> Accepts(string host, CancellationToken cancel) =>
        await StandingOf(host, cancel) is PeerStanding.Node or PeerStanding.Stranger;

    /// <summary>What the host is here; only that it is a peer is remembered.</summary>
    public async ValueTask<PeerStanding> StandingOf(string host, CancellationToken cancel)
    {
        if (peers.TryGetValue(host, out var believed) && believed.IsFresh)
        {
            return believed.Value;
        }

        var before = Volatile.Read(ref generation);
        var standing = await policy.StandingOf(host, cancel);
        if (standing is not (PeerStanding.Node or PeerStanding.Stranger))
        {
            peers.TryRemove(host, out _);
            return standing;
        }

        Remember(peers, host, standing, before);
        return standing;
    }

    /// <summary>The first of these hosts that is blocked; null when none is.</summary>
    public async ValueTask<string?> FirstBlocked(IReadOnlyList<string> hosts, CancellationToken cancel) =>
        hosts.Count == 0 ? null : await policy.FirstBlocked(hosts, cancel);

    /// <summary>The key of that URL; null when no approved peer has it.</summary>
    public async ValueTask<VerificationKey?> Key(string keyId, KeyPurpose purpose, CancellationToken cancel)
    {
        var name = $"{purpose} {keyId}";
        if (known.TryGetValue(name, out var believed) && believed.IsFresh)
        {
            return believed.Value;
        }

        var before = Volatile.Read(ref generation);
        if (await keys.Find(keyId, purpose, cancel) is not { } key)
        {
            known.TryRemove(name, out _);
            return null;
        }

        Remember(known, name, key, before);
        return key;
    }

    /// <summary>The key of that URL as it stands now, when it is another than was believed; null when it is not.</summary>
    public async ValueTask<VerificationKey?> KeyAgain(string keyId, KeyPurpose purpose, CancellationToken cancel)
    {
        var before = Volatile.Read(ref generation);
        if (await keys.FindAgain(keyId, purpose, cancel) is not { } key)
        {
            return null;
        }

        Remember(known, $"{purpose} {keyId}", key, before);
        return key;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stoppingToken);
                connection.Notification += (_, _) => Forget();
                await using (var command = new NpgsqlCommand("listen " + InboxSchema.PeersChannel, connection))
                {
                    await command.ExecuteNonQueryAsync(stoppingToken);
                }

                Forget(); // what was said before we listened
                while (true)
                {
                    await connection.WaitAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Deaf(log, e.Message);
                await Task.Delay(InboxLimits.BelievePeer, CancellationToken.None);
            }
        }
    }

    // What was asked before a change and answered after it must not be remembered: hence the generation.
    private void Remember<T>(ConcurrentDictionary<string, Believed<T>> to, string name, T value, int before)
    {
        if (to.Count >= InboxLimits.MaxRemembered)
        {
            to.Clear();
        }

        to[name] = new Believed<T>(value, Environment.TickCount64 + (long)InboxLimits.BelievePeer.TotalMilliseconds);
        if (before != Volatile.Read(ref generation))
        {
            to.TryRemove(name, out _);
        }
    }

    private void Forget()
    {
        Interlocked.Increment(ref generation);
        peers.Clear();
        known.Clear();
    }

    private readonly record struct Believed<T>(T Value, long Until)
    {
        public bool IsFresh => Environment.TickCount64 < Until;
    }

    [LoggerMessage(EventId = 3015, Level = LogLevel.Warning, Message = "Changes of peers are noticed late until the database answers again: {Reason}")]
    private static partial void Deaf(ILogger log, string reason);
}
