using System.Diagnostics;
using System.Globalization;

namespace Federation.Network.Tests;

/// <summary>
/// A network of our own: a namespace with a bridge, one namespace for each node on it, and one cable to where the tests run. Nothing of it is left
/// when the test ends, nor of one that was killed when the next begins.
/// </summary>
internal sealed class NetworkGround : IAsyncDisposable
{
    private const string Prefix = "fedtest";

    private static int made;

    private readonly List<string> names = [];
    private readonly int number = Interlocked.Increment(ref made);

    private NetworkGround()
    {
    }

    public IReadOnlyList<NetworkSpace> Spaces { get; private set; } = [];

    private string Cable => string.Create(CultureInfo.InvariantCulture, $"ft{Environment.ProcessId}n{number}");

    /// <summary>Lays it out.</summary>
    public static async Task<NetworkGround> Create(int nodes)
    {
        Assert.True(
            Environment.UserName == "root" && await Try(["ip", "netns", "list"]) && await Try(["iptables", "--version"]),
            "Partitions need network namespaces: run as root, with the packages iproute2 and iptables (ops/prepare installs them).");
        await RemoveLeftOvers();
        var ground = new NetworkGround();
        try
        {
            await ground.Lay(nodes);
            return ground;
        }
        catch
        {
            await ground.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in names)
        {
            await Try(["ip", "netns", "del", name]);
        }

        await Try(["ip", "link", "del", Cable]);
    }

    /// <summary>Runs a command that has to succeed.</summary>
    public static async Task Run(IReadOnlyList<string> command)
    {
        var (code, printed) = await Execute(command);
        Assert.True(code == 0, $"{string.Join(' ', command)}: {printed}");
    }

    private async Task Lay(int nodes)
    {
        var place = (Environment.ProcessId * 4L) + number;
        var net = string.Create(CultureInfo.InvariantCulture, $"10.{200 + (place / 256 % 50)}.{place % 256}.");
        var hub = await Space("hub");
        await In(hub, "ip", "link", "add", "bridge", "type", "bridge");
        await In(hub, "ip", "link", "set", "bridge", "up");
        await Plug(hub, Cable, "tests", []);
        await Run(["ip", "addr", "add", net + "1/24", "dev", Cable]);
        await Run(["ip", "link", "set", Cable, "up"]);
        var addresses = Enumerable.Range(0, nodes).Select(node => net + (10 + node).ToString(CultureInfo.InvariantCulture)).ToList();
        var spaces = new List<NetworkSpace>();
        foreach (var (address, node) in addresses.Select((address, node) => (address, node)))
        {
            var name = await Space(node.ToString(CultureInfo.InvariantCulture));
            var space = new NetworkSpace(name, address, string.Join(',', addresses));
            await Plug(hub, "eth0", $"node{node}", space.Exec);
            await In(name, "ip", "addr", "add", address + "/24", "dev", "eth0");
            await In(name, "ip", "link", "set", "eth0", "up");
            spaces.Add(space);
        }

        Spaces = spaces;
    }

    // One end of a cable is plugged into the bridge; the other stays where the command runs.
    private static async Task Plug(string hub, string here, string there, IReadOnlyList<string> within)
    {
        await Run([.. within, "ip", "link", "add", here, "type", "veth", "peer", "name", there, "netns", hub]);
        await In(hub, "ip", "link", "set", there, "master", "bridge");
        await In(hub, "ip", "link", "set", there, "up");
    }

    private async Task<string> Space(string part)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}-{Environment.ProcessId}-{number}-{part}");
        await Run(["ip", "netns", "add", name]);
        names.Add(name);
        await In(name, "ip", "link", "set", "lo", "up");
        return name;
    }

    private static Task In(string space, params string[] command) => Run(["ip", "netns", "exec", space, .. command]);

    private static async Task RemoveLeftOvers()
    {
        var (_, list) = await Execute(["ip", "netns", "list"]);
        foreach (var name in list.Split('\n').Select(line => line.Split(' ')[0].Trim()).Where(name => name.StartsWith(Prefix + "-", StringComparison.Ordinal)))
        {
            if (!Directory.Exists("/proc/" + name.Split('-')[1])) // whoever made it is gone
            {
                await Try(["ip", "netns", "del", name]);
            }
        }
    }

    private static async Task<bool> Try(IReadOnlyList<string> command) => (await Execute(command)).ExitCode == 0;

    private static async Task<(int ExitCode, string Printed)> Execute(IReadOnlyList<string> command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true })!; // not a shell
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await error);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (127, e.Message); // there is no such program
        }
    }
}
