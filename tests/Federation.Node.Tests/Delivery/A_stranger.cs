using System.Collections.Concurrent;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Outbox;
using Federation.Node.Tests.Peers;
using Federation.Protocol.Signatures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

public sealed class A_stranger(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_signed_for_by_draft_cavage_first_and_by_the_actor_of_the_activity()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var stranger = new Stranger(node, RequestScheme.CavageRsa, RequestScheme.Rsa);
        await stranger.Start();
        await node.Save(session => node.Deliveries().OpenLane(session, stranger.Peer.Host, stranger.Peer.Inbox, null, "statistics"));
        await node.Tell("statistics", "Create", "one");
        await Neighbours.Eventually(() => Task.FromResult(stranger.Peer.Got.Count == 1), "it arrives");
        Assert.Equal([RequestScheme.CavageRsa], stranger.Knocks);
        Assert.Equal(new Uri(node.Origin, "/catalogues/statistics#main-key").AbsoluteUri, Assert.Single(stranger.KeyIds));
    }

    [Fact]
    public async Task Is_signed_for_by_rfc_9421_when_it_does_not_understand_the_old_way_and_every_replica_remembers()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var stranger = new Stranger(node, RequestScheme.Rsa);
        await stranger.Start();
        await node.Open(stranger.Peer);
        await node.Say("one", stranger.Peer.Host);
        await Neighbours.Eventually(() => Task.FromResult(stranger.Peer.Got.Count == 1), "it arrives");
        Assert.Equal([RequestScheme.CavageRsa, RequestScheme.Rsa], stranger.Knocks);
        await Neighbours.Eventually(async () => (await Remembered(node, stranger))?.Scheme == RequestScheme.Rsa, "it is remembered");
        await node.Say("two", stranger.Peer.Host);
        await Neighbours.Eventually(() => Task.FromResult(stranger.Peer.Got.Count == 2), "the second arrives");
        Assert.Equal([RequestScheme.CavageRsa, RequestScheme.Rsa, RequestScheme.Rsa], stranger.Knocks);
    }

    [Fact]
    public async Task Is_learned_anew_when_what_worked_works_no_more()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var stranger = new Stranger(node, RequestScheme.Rsa);
        await stranger.Start();
        await node.Open(stranger.Peer);
        await node.Say("one", stranger.Peer.Host);
        await Neighbours.Eventually(() => Task.FromResult(stranger.Peer.Got.Count == 1), "it arrives");
        stranger.Understands = [RequestScheme.CavageRsa];
        await node.Say("two", stranger.Peer.Host);
        await Neighbours.Eventually(() => Task.FromResult(stranger.Peer.Got.Count == 2), "the second arrives");
        await Neighbours.Eventually(async () => (await Remembered(node, stranger))?.Scheme == RequestScheme.CavageRsa, "it is learned");
    }

    private static ValueTask<(RequestScheme Scheme, DateTimeOffset At)?> Remembered(RunningNode node, Stranger stranger) =>
        ActivatorUtilities.CreateInstance<SchemeTable>(node.Services).Find("http://" + stranger.Peer.Host, Cancel); // as another replica would

    /// <summary>A server that verifies one way of signing, or both, and answers 401 to the rest.</summary>
    private sealed class Stranger : IAsyncDisposable
    {
        private readonly INodeIdentity sender;

        public Stranger(RunningNode sender, params RequestScheme[] understands)
        {
            (this.sender, Understands) = (sender.Services.GetRequiredService<INodeIdentity>(), understands);
            Peer = new ListeningPeer { Guard = Refuse };
        }

        public ListeningPeer Peer { get; }

        public RequestScheme[] Understands { get; set; }

        public ConcurrentQueue<RequestScheme> Knocks { get; } = new();

        public ConcurrentQueue<string> KeyIds { get; } = new();

        public Task Start() => Peer.Start();

        public ValueTask DisposeAsync() => Peer.DisposeAsync();

        private int? Refuse(HttpRequest request)
        {
            var signed = new SignedRequest(
                request.Method, new Uri($"http://{request.Host}{request.Path}"), request.Headers.ToDictionary(field => field.Key.ToLowerInvariant(), field => field.Value.ToString()));
            var (scheme, fault) = (RequestScheme.Rsa, (string?)"not signed");
            if (CavageSignature.Read(signed) is { } old)
            {
                KeyIds.Enqueue(old.KeyId);
                (scheme, fault) = (RequestScheme.CavageRsa, CavageSignature.Refute(signed, old, sender.FindOwn(old.KeyId)!));
            }
            else if (MessageSignature.Read(signed) is { } input)
            {
                fault = MessageSignature.Refute(signed, input, sender.FindOwn(input.KeyId!)!);
            }

            Assert.Null(fault);
            Knocks.Enqueue(scheme);
            return Understands.Contains(scheme) ? null : StatusCodes.Status401Unauthorized;
        }
    }
}
