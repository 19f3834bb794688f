namespace Federation.Network.Tests;

/// <summary>A network namespace with one address, for one node.</summary>
/// <param name="Name">Of the namespace.</param>
/// <param name="Address">Of the node in it.</param>
/// <param name="Neighbours">Addresses of all nodes, as <c>--private-peers</c> takes them.</param>
internal sealed record NetworkSpace(string Name, string Address, string Neighbours)
{
    /// <summary>What runs a program in it.</summary>
    public IReadOnlyList<string> Exec { get; } = ["ip", "netns", "exec", Name];

    /// <summary>From now on it hears nothing from an address: no refusal, no reset, nothing.</summary>
    public Task Deafen(string address) => NetworkGround.Run([.. Exec, "iptables", "-A", "INPUT", "-s", address, "-j", "DROP"]);

    /// <summary>It hears everybody again.</summary>
    public Task Heal() => NetworkGround.Run([.. Exec, "iptables", "-F", "INPUT"]);
}
