using System.Net;
using Federation.Network.Tests;
using Federation.Node.Members;
using Federation.Node.Tests;

namespace Federation.Conformance.Tests.Fedify;

/// <summary>A union's node as an operator runs it, whose people make stock servers its peers on its pages.</summary>
public sealed class UnionWithStrangers(PostgresFixture postgres) : IAsyncLifetime
{
    private NodeProcess node = null!; // started before the tests

    /// <summary>What others call it.</summary>
    public Uri Origin => node.Origin;

    /// <summary>Its shared inbox.</summary>
    public Uri Inbox => new(Origin, "/inbox");

    internal NodeProcess Node => node;

    /// <summary>One of its catalogue actors.</summary>
    public Uri Catalogue(string name) => new(Origin, $"/catalogues/{name}");

    public async ValueTask InitializeAsync()
    {
        node = await NodeProcess.SetUp("Union A", await postgres.CreateDatabase());
        await node.Add(("sam", [Roles.Steward]), ("olga", [Roles.Officer]), ("stan", [Roles.Steward]));
        await node.Start();
    }

    public ValueTask DisposeAsync() => node.DisposeAsync();

    /// <summary>One person proposes the stranger's host as a peer, another agrees.</summary>
    internal async Task Befriend(StockServer stranger)
    {
        using var ines = await node.SignedIn("ines");
        await ines.Open("/peers");
        await ines.Submit("/peers", ("host", $"@archive@{stranger.Host}"), ("name", "Archive"));
        Assert.True(ines.Status == HttpStatusCode.OK, ines.Text);
        using var sam = await node.SignedIn("sam");
        await sam.Open("/peers");
        await sam.Submit($"/peers/{stranger.Host}/approve");
        Assert.Contains("approved", sam.Text, StringComparison.Ordinal);
    }

    /// <summary>Has the stranger follow a catalogue, and waits until it is accepted.</summary>
    /// <returns>Its Follow's id.</returns>
    internal async Task<string> LetFollow(StockServer stranger, string catalogue)
    {
        var follow = stranger.Activity("Follow", Catalogue(catalogue).AbsoluteUri);
        Assert.Equal(202, (await stranger.Send(follow, Catalogue(catalogue)))[^1].Status);
        await Patiently.Until(
            async () => Assert.Contains(await stranger.Received("Accept"), accept => accept.Object == follow["id"]!.ToString()), // it has one
            $"{stranger.Host} may follow {catalogue}");
        return follow["id"]!.ToString();
    }

    /// <summary>What an administrator reads about peers.</summary>
    internal async Task<string> PeersPage()
    {
        using var ines = await node.SignedIn("ines");
        await ines.Open("/peers");
        return ines.Text;
    }
}
