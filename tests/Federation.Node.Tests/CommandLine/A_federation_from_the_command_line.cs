using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Node.CommandLine;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Tests.Delivery;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.CommandLine;

/// <summary>The verbs about peers, as processes beside a serving node.</summary>
public sealed class A_federation_from_the_command_line(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replaces_and_revokes_keys()
    {
        await using var node = await Node("FNT");
        Assert.Equal([("ed25519-1", "signs"), ("main-key", "signs")], Keys(await Done(node, "key", "list", "--json")));
        Assert.Equal([("ed25519-1", "signs"), ("main-key", "retired"), ("rsa-2", "signs")], Keys(await Done(node, "key", "rotate", "--kind", "rsa", "--json")));
        Assert.Equal(
            [("ed25519-1", "revoked"), ("ed25519-2", "signs"), ("main-key", "retired"), ("rsa-2", "signs")], Keys(await Done(node, "key", "revoke", "ed25519-1", "--json")));
        await Refused(node, "peers.no-such-key", "key", "revoke", "ed25519-9");

        static IEnumerable<(string, string)> Keys(JsonNode listed) =>
            listed.AsArray().Select(key => (key!["name"]!.ToString(), key["state"]!.ToString())).Order();
    }

    [Fact]
    public async Task Says_who_is_an_affiliate_and_whom_it_trusts_to_say_so()
    {
        await using var node = await Node("FNT");
        await using var peer = await RunningNode.Start(postgres, "Union A");
        await node.Befriend(peer);
        var until = TimeProvider.System.GetUtcNow().AddDays(90).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await Refused(node, "peers.not-approved", "affiliation", "propose", "nobody.example", "--until", until, "--by", "ines");
        await Done(node, "affiliation", "propose", peer.Host(), "--until", until, "--by", "ines");
        await Refused(node, "peers.same-person", "affiliation", "approve", peer.Host(), "--by", "ines");
        await Done(node, "affiliation", "approve", peer.Host(), "--by", "sam");
        Assert.Equal([(peer.Host(), "signed")], Affiliations(await Done(node, "affiliation", "list", "--json")));
        await Done(node, "affiliation", "revoke", peer.Host(), "--reason", "Left the federation", "--by", "ines");
        Assert.Equal([(peer.Host(), "revoked")], Affiliations(await Done(node, "affiliation", "list", "--json")));

        await Done(node, "affiliation", "trust", peer.Host(), "--by", "ines");
        await Refused(node, "peers.same-person", "affiliation", "trust", peer.Host(), "--by", "ines");
        await Done(node, "affiliation", "trust", peer.Host(), "--by", "sam");
        Assert.True((await node.PeerAt(peer)).MayVouch);
        await Done(node, "affiliation", "distrust", peer.Host(), "--by", "ines");
        Assert.False((await node.PeerAt(peer)).MayVouch);

        static IEnumerable<(string, string)> Affiliations(JsonNode listed) =>
            listed.AsArray().Select(each => (each!["host"]!.ToString(), each["state"]!.ToString()));
    }

    [Fact]
    public async Task Blocks_a_host_and_lifts_the_block_with_two_people()
    {
        await using var node = await Node("Union A");
        await Refused(node, "peers.reason-missing", "peer", "block", "spam.example", "--reason", " ", "--by", "ines");
        await Done(node, "peer", "block", "spam.example", "--reason", "Sends advertisements", "--by", "ines");
        var register = node.Services.GetRequiredService<PeerRegister>();
        Assert.True((await register.Load("spam.example", Cancel))!.IsBlocked);
        await Refused(node, "peers.same-person", "peer", "unblock", "spam.example", "--by", "ines", "--approve-by", "ines");
        await Done(node, "peer", "unblock", "spam.example", "--by", "sam");
        Assert.False((await register.Load("spam.example", Cancel))!.IsBlocked);
    }

    [Fact]
    public async Task Follows_stops_following_and_ends_who_follows()
    {
        await using var node = await Node("Union A");
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await node.Befriend(peer);
        await peer.Befriend(node);
        await Done(node, "peer", "follow", peer.Host(), "templates,tools", "--by", "sam");
        await Done(node, "peer", "unfollow", peer.Host(), "tools", "--by", "ines");
        await Refused(node, "peers.not-followed", "peer", "unfollow", peer.Host(), "tools", "--by", "ines");
        await Refused(node, "peers.no-such-catalogue", "peer", "follow", peer.Host(), "gossip", "--by", "ines");

        await peer.Follow(node, "statistics");
        await Neighbours.Eventually(async () => (await node.PeerAt(peer)).Follows.Count == 1, "it follows", node, peer);
        await Refused(node, "peers.follower-not-ended", "peer", "allow-follower", peer.Host(), "statistics", "--by", "ines");
        await Done(node, "peer", "end-follower", peer.Host(), "statistics", "--by", "ines");
        var listed = Assert.Single((await Done(node, "peer", "list", "--json")).AsArray())!;
        Assert.Equal(["templates"], listed["following"]!.AsArray().Select(each => each!["catalogue"]!.ToString()));
        Assert.Equal("true", Assert.Single(listed["followers"]!.AsArray())!["isEnded"]!.ToString());
        await Done(node, "peer", "allow-follower", peer.Host(), "statistics", "--actor", new Uri(peer.Origin, "/actor").AbsoluteUri, "--by", "ines");
        Assert.Empty((await node.PeerAt(peer)).Ended);
    }

    [Fact]
    public async Task Sends_again_or_discards_what_was_given_up_on()
    {
        await using var node = await Node("Union A");
        await using var peer = new ListeningPeer { Answer = _ => 422 };
        await peer.Start();
        await node.Open(peer);
        await node.Say("first", peer.Host);
        await node.Say("second", peer.Host);
        await Neighbours.Eventually(async () => (await node.Deliveries().DeadLetters(Cancel)).Count == 2, "both are refused", node);
        var listed = await Done(node, "delivery", "list", "--json");
        Assert.Equal([peer.Host], listed["hosts"]!.AsArray().Select(lane => lane!["host"]!.ToString()));
        string[] letters = [.. listed["notDelivered"]!.AsArray().Select(letter => letter!["id"]!.ToString())];
        Assert.Equal(2, letters.Length);
        peer.Answer = _ => 202;
        Assert.Equal("retry", (await Done(node, "delivery", "retry", letters[0], "--json"))["deed"]!.ToString());
        Assert.Equal("discard", (await Done(node, "delivery", "discard", letters[1], "--json"))["deed"]!.ToString());
        Assert.Empty(await node.Deliveries().DeadLetters(Cancel));
        await Refused(node, "There is no dead letter", "delivery", "retry", letters[1]);
    }

    private static async Task<JsonNode> Done(RunningNode node, params string[] arguments)
    {
        var (code, output, errors) = await Run(node, arguments);
        Assert.True(code == ExitCodes.Done, errors);
        return arguments.Contains("--json") ? JsonNode.Parse(output)! : new JsonObject(); // it prints JSON
    }

    private static async Task Refused(RunningNode node, string reason, params string[] arguments)
    {
        var (code, output, errors) = await Run(node, arguments);
        Assert.Equal((ExitCodes.Refused, ""), (code, output));
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.Equal(2, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length); // what is wrong, and a hint
    }

    private static Task<(int Code, string Output, string Errors)> Run(RunningNode node, string[] arguments) =>
        Installation.Run([.. arguments, "--data", node.Services.GetRequiredService<NodeOptions>().DataFolder]);

    // With the settings that a command of its own reads, and the two people.
    private async Task<RunningNode> Node(string name)
    {
        var node = await RunningNode.Start(postgres, name);
        var options = node.Services.GetRequiredService<NodeOptions>();
        var file = Path.Combine(options.DataFolder, "node.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["name"] = name, ["origin"] = node.Origin.GetLeftPart(UriPartial.Authority), ["listen"] = options.Listen, ["privatePeers"] = "127.0.0.1",
            ["database"] = node.Services.GetRequiredService<DatabaseConnection>().ConnectionString,
        }), Cancel);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite); // it holds the database's password
        await node.Add("ines", Roles.Administrator);
        await node.Add("sam", Roles.Steward);
        return node;
    }
}
