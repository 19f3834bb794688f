using Federation.Node.Tests;
using Federation.Node.Tests.Documents;

namespace Federation.Conformance.Tests.Clients;

/// <summary>A node, a member with an app password, and a folder on their device.</summary>
internal sealed class ClientGround : IAsyncDisposable
{
    private ClientGround(RunningNode node, string password) => (Node, Password, Device) = (node, password, new Device(node, Name, password));

    /// <summary>Whom the programs sign in as.</summary>
    public const string Name = "ana";

    public RunningNode Node { get; }

    public string Password { get; }

    /// <summary>Another device of the same member, to look at what came.</summary>
    public Device Device { get; }

    /// <summary>The address programs are given.</summary>
    public string Address => new Uri(Node.Origin, "/dav/").AbsoluteUri;

    /// <summary>The device's folder, removed at the end.</summary>
    public string Home { get; } = Directory.CreateTempSubdirectory("client").FullName;

    public static async Task<ClientGround> Of(PostgresFixture postgres)
    {
        var node = await RunningNode.Start(postgres);
        return new(node, await node.AppPassword(await node.Add(Name)));
    }

    public string In(params ReadOnlySpan<string> path) => Path.Combine([Home, .. path]);

    /// <summary>A folder full of files of many sizes and with names that have to be written carefully.</summary>
    public string Files(string name, int count)
    {
        var folder = In(name);
        var random = new Random(count); // the same files in every run
        for (var i = 0; i < count; i++)
        {
            var path = Path.Combine(folder, $"réunion {i % 7}", i % 5 == 0 ? $"50% & <plus> #{i}.txt" : $"{i:d4}.bin");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var bytes = new byte[i % 10 == 0 ? 0 : random.Next(1, 40_000)];
            random.NextBytes(bytes);
            File.WriteAllBytes(path, bytes);
        }

        return folder;
    }

    /// <summary>Both folders hold the same files with the same bytes.</summary>
    public static void Same(string expected, string actual)
    {
        Assert.Equal(Names(expected), Names(actual));
        Assert.All(Names(expected), name => Assert.True(
            File.ReadAllBytes(Path.Combine(expected, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(actual, name))), $"{name} differs."));
    }

    public async ValueTask DisposeAsync()
    {
        Device.Dispose();
        await Node.DisposeAsync();
        Directory.Delete(Home, recursive: true);
    }

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal);
}
