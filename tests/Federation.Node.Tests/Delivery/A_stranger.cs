using System.Collections.Concurrent;
using Federation.Node.Delivery.Outbox;
using Federation.Node.Tests.Peers;
using Federation.Protocol.Signatures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

public sealed class A_stranger(PostgresFixture postgres) : IDisposable
{
    private readonly RsaPrivateKey key = RsaPrivateKey.Create();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_signed_for_by_draft_cavage_first_and_by_the_actor_of_the_activity()
    {
        await using var node = await Start();
        await using var stranger = new Stranger(key, KnockScheme.Cavage, KnockScheme.Rfc9421);
        await stranger.Start();
        await node.Save(session => node.Deliveries().OpenLane(session, stranger.Peer.Host, stranger.Peer.Inbox, null, "statistics"));
        await node.Tell("statistics", "Create", "one");
        await Neighbours.Eventually(() => Task.FromResult(stranger.Peer.Got.Count == 1), "it arrives");
        Assert.Equal([KnockScheme.Cavage], stranger.Knocks);
        Assert.Equal(new Uri(node.Origin, "/catalogues/statistics#main-key").AbsoluteUri, Assert.Single(stranger.KeyIds));
    }

    [Fact]
    public async Task Is_signed_for_by_rfc_9421_when_it_does_not_understand_the_old_way_and_every_replica_remembers()
    {
        await using var node = await Start();
        await using var stranger = new Stranger(key, KnockScheme.Rfc9421);
        await stranger.Start();
        await node.Open(stranger.Peer);
        await node.Say("one", stranger.Peer.Host);
        await Neighbours.Eventually(() => Task.FromResult(stranger.Peer.Got.Count == 1), "it arrives");
        Assert.Equal([KnockScheme.Cavage, KnockScheme.Rfc9421], stranger.Knocks);
        Assert.Equal(KnockScheme.Rfc9421, (await Remembered(node, stranger))!.Value.Scheme);
        await node.Say("two", stranger.Peer.Host);
        await Neighbours.Eventually(() => Task.FromResult(stranger.Peer.Got.Count == 2), "the second arrives");
        Assert.Equal([KnockScheme.Cavage, KnockScheme.Rfc9421, KnockScheme.Rfc9421], stranger.Knocks);
    }

    [Fact]
    public async Task Is_learned_anew_when_what_worked_works_no_more()
    {
        await using var node = await Start();
        await using var stranger = new Stranger(key, KnockScheme.Rfc9421);
        await stranger.Start();
        await node.Open(stranger.Peer);
        await node.Say("one", stranger.Peer.Host);
        await Neighbours.Eventually(() => Task.FromResult(stranger.Peer.Got.Count == 1), "it arrives");
        stranger.Understands = [KnockScheme.Cavage];
        await node.Say("two", stranger.Peer.Host);
        await Neighbours.Eventually(() => Task.FromResult(stranger.Peer.Got.Count == 2), "the second arrives");
        await Neighbours.Eventually(async () => (await Remembered(node, stranger))?.Scheme == KnockScheme.Cavage, "it is learned");
    }

    public void Dispose() => key.Dispose();

    private static ValueTask<(KnockScheme Scheme, DateTimeOffset At)?> Remembered(RunningNode node, Stranger stranger) =>
        ActivatorUtilities.CreateInstance<SchemeTable>(node.Services).Find("http://" + stranger.Peer.Host, Cancel); // as another replica would

    private Task<RunningNode> Start() => RunningNode.Start(postgres, parts: services => services.AddSingleton<IStrangerSigner>(new Signer(key)));

    private sealed class Signer(RsaPrivateKey key) : IStrangerSigner
    {
        public IReadOnlyDictionary<string, string> Sign(Uri actor, SignedRequest request, KnockScheme scheme)
        {
            var keyId = actor.AbsoluteUri + "#main-key";
            if (scheme == KnockScheme.Cavage)
            {
                return new Dictionary<string, string> { ["Signature"] = CavageSignature.Sign(request, CavageSignature.WithBody, keyId, key) };
            }

            var (input, signature) = MessageSignature.Sign(request, MessageSignature.WithBody, keyId, key, DateTimeOffset.UnixEpoch);
            return new Dictionary<string, string> { ["Signature-Input"] = input, ["Signature"] = signature };
        }
    }

    /// <summary>A server that verifies one way of signing, or both, and answers 401 to the rest.</summary>
    private sealed class Stranger : IAsyncDisposable
    {
        private readonly RsaPrivateKey key;

        public Stranger(RsaPrivateKey key, params KnockScheme[] understands)
        {
            (this.key, Understands) = (key, understands);
            Peer = new ListeningPeer { Guard = Refuse };
        }

        public ListeningPeer Peer { get; }

        public KnockScheme[] Understands { get; set; }

        public ConcurrentQueue<KnockScheme> Knocks { get; } = new();

        public ConcurrentQueue<string> KeyIds { get; } = new();

        public Task Start() => Peer.Start();

        public ValueTask DisposeAsync() => Peer.DisposeAsync();

        private int? Refuse(HttpRequest request)
        {
            var signed = new SignedRequest(
                request.Method, new Uri($"http://{request.Host}{request.Path}"), request.Headers.ToDictionary(field => field.Key.ToLowerInvariant(), field => field.Value.ToString()));
            var (scheme, fault) = (KnockScheme.Rfc9421, (string?)"not signed");
            if (CavageSignature.Read(signed) is { } old)
            {
                KeyIds.Enqueue(old.KeyId);
                (scheme, fault) = (KnockScheme.Cavage, CavageSignature.Refute(signed, old, key.PublicKey));
            }
            else if (MessageSignature.Read(signed) is { } input)
            {
                fault = MessageSignature.Refute(signed, input, key.PublicKey);
            }

            Assert.Null(fault);
            Knocks.Enqueue(scheme);
            return Understands.Contains(scheme) ? null : StatusCodes.Status401Unauthorized;
        }
    }
}
