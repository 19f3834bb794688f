using System.Net;
using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Tests.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Peers;

/// <summary>Its forms, posted as they stand on it.</summary>
public sealed class The_page_of_peers(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Makes_and_ends_affiliations_and_trust()
    {
        await using var node = await RunningNode.Start(postgres, "FNT");
        await using var peer = await RunningNode.Start(postgres, "Union A");
        await node.Befriend(peer);
        using var ines = await node.SignedIn("ines");
        using var lea = await node.SignedIn("lea", Roles.Officer);
        var forms = $"/peers/{peer.Host()}";

        await ines.Open("/peers");
        await ines.Submit(forms + "/affiliation/propose", ("until", "2020-01-01"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ines.Status);
        Assert.NotNull(ines.Page.QuerySelector("[role=alert]"));
        await ines.Submit(forms + "/affiliation/propose", ("until", node.Clock.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("You proposed it as an affiliate", ines.Text, StringComparison.Ordinal);
        await lea.Open("/peers");
        await lea.Submit(forms + "/affiliation/approve");
        Assert.Contains("Our affiliate until 2026-12-24", lea.Text, StringComparison.Ordinal);
        await ines.Open("/peers");
        await ines.Submit(forms + "/affiliation/revoke", ("reason", "Left the federation"));
        Assert.DoesNotContain("Our affiliate", ines.Text, StringComparison.Ordinal);

        await ines.Submit(forms + "/vouching/trust");
        Assert.Contains("You asked to trust it to vouch", ines.Text, StringComparison.Ordinal);
        await lea.Open("/peers");
        await lea.Submit(forms + "/vouching/trust");
        Assert.True((await node.PeerAt(peer)).MayVouch);
        await ines.Open("/peers");
        await ines.Submit(forms + "/vouching/end");
        Assert.False((await node.PeerAt(peer)).MayVouch);
    }

    [Fact]
    public async Task Blocks_a_host_and_lifts_the_block()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ines = await node.SignedIn("ines", Roles.Administrator);
        using var sam = await node.SignedIn("sam", Roles.Steward);
        await ines.Open("/peers");
        await ines.Submit("/peers/block", ("host", "spam.example"), ("reason", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ines.Status);
        await ines.Submit("/peers/block", ("host", "spam.example"), ("reason", "Sends advertisements"));
        Assert.Contains("Sends advertisements", ines.Text, StringComparison.Ordinal);
        await ines.Submit("/peers/spam.example/unblock");
        Assert.Contains("You asked to lift the block", ines.Text, StringComparison.Ordinal);
        await sam.Open("/peers");
        Assert.Null(sam.Page.QuerySelector("form[action='/peers/block']")); // administrators only
        await sam.Submit("/peers/spam.example/unblock");
        Assert.False((await node.Services.GetRequiredService<PeerRegister>().Load("spam.example", Cancel))!.IsBlocked);
    }

    [Fact]
    public async Task Sends_dead_letters_again_or_discards_them()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer { Answer = _ => 422 };
        await peer.Start();
        await node.Open(peer);
        await node.Say("first", peer.Host);
        await node.Say("second", peer.Host);
        await Neighbours.Eventually(async () => (await node.Deliveries().DeadLetters(Cancel)).Count == 2, "both are refused", node);
        peer.Answer = _ => 202;
        string[] letters = [.. (await node.Deliveries().DeadLetters(Cancel)).Select(letter => $"/peers/letters/{letter.Id}")];

        using var sam = await node.SignedIn("sam", Roles.Steward);
        await sam.Open("/peers");
        Assert.Contains("Not delivered", sam.Text, StringComparison.Ordinal);
        Assert.Null(sam.Page.QuerySelector("form[action$='/retry']"));
        using var ines = await node.SignedIn("ines", Roles.Administrator);
        using var other = await node.SignedIn("ines");
        await ines.Open("/peers");
        await other.Open("/peers");
        await ines.Submit(letters[0] + "/retry");
        await ines.Submit(letters[1] + "/discard");
        Assert.DoesNotContain("Not delivered", ines.Text, StringComparison.Ordinal);
        await other.Submit(letters[1] + "/retry"); // from a page that is out of date
        Assert.Equal(HttpStatusCode.NotFound, other.Status);
        Assert.Empty(await node.Deliveries().DeadLetters(Cancel));
    }
}
