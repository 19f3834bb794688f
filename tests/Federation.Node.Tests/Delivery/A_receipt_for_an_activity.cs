using Federation.Node.Delivery;
using Federation.Node.Tests.Peers;
using Federation.Protocol.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

public sealed class A_receipt_for_an_activity(PostgresFixture postgres)
{
    [Fact]
    public async Task Tells_its_sender_what_became_of_it_and_is_not_receipted_itself()
    {
        await using var here = await RunningNode.Start(postgres, parts: services => services.AddSingleton<IActivityHandler>(new Effects()));
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Scalar(Effects.Table);
        await here.Befriend(peer);
        await peer.Befriend(here);
        var taken = Effects.Announce(peer, "taken");
        var useless = Effects.Announce(peer, "useless");
        useless["type"] = "Like";
        useless = peer.Services.GetRequiredService<INodeIdentity>().SignObject(useless);
        await new Envelope(peer, here, Envelope.Bytes(taken)).Post();
        await new Envelope(peer, here, Envelope.Bytes(useless)).Post();
        await Neighbours.Eventually(
            async () => (long?)await peer.Scalar("select count(*) from node.delivery_receipt") == 2, "both are answered", here, peer);
        taken.Remove("proof");
        var digest = $"sha-256=:{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(CanonicalJson.Bytes(taken)))}:";
        Assert.Equal(digest, await peer.Scalar("select digest from node.delivery_receipt where outcome = 'applied' and reason is null"));
        Assert.Contains("no use", (string)(await peer.Scalar("select reason from node.delivery_receipt where outcome = 'refused'"))!, StringComparison.Ordinal); // counted above
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken); // longer than receipts gather
        Assert.Equal(0L, await peer.Scalar("select count(*) from node.receipt_due"));
        Assert.Equal(0L, await peer.Scalar("select count(*) from node.outbox"));
    }
}
