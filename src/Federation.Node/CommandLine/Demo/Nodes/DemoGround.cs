using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.CommandLine.Demo.Nodes;

/// <summary>What the demo stands on: a temporary folder, free addresses, the two programs, one pool of connections.</summary>
internal sealed class DemoGround : IDisposable
{
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly DemoGuard guard;
    private readonly FileStream? usualPorts = TakeUsualPorts();

    /// <param name="gateway">Path of the gateway's program; null: beside this one, or where the build puts it.</param>
    /// <param name="samples">Folder with the sample WeClock exports.</param>
    /// <exception cref="OperatorException">Something is missing.</exception>
    public DemoGround(string? gateway, string samples)
    {
        Gateway = gateway ?? FindGateway();
        Samples = samples;
        if (!File.Exists(Gateway))
        {
            throw new OperatorException($"The gateway's program is not at {Gateway}.", "Build it with `dotnet build src/Federation.Gateway`, or run ops/demo.");
        }

        if (!Directory.Exists(samples))
        {
            throw new OperatorException($"There is no folder {samples}.", "Run the demo from the project's folder, or give --samples DIR.");
        }

        Folder = Directory.CreateTempSubdirectory("federation-demo-").FullName;
        // The database's user has to pass through it; it lists nothing.
        File.SetUnixFileMode(Folder, Passable);
        guard = new DemoGuard(Folder);
    }

    /// <summary>Everything the demo writes is under it.</summary>
    public string Folder { get; }

    /// <summary>The node's program: this one.</summary>
    public string Federation { get; } = Path.Combine(AppContext.BaseDirectory, "federation");

    /// <summary>The gateway's program.</summary>
    public string Gateway { get; }

    /// <summary>Folder of the sample exports.</summary>
    public string Samples { get; }

    /// <summary>Password of everybody in this run; printed at its end. Loopback is open to every user of the machine, so no fixed one.</summary>
    public string Password { get; } = string.Join('-', "union", Hex(), Hex(), Hex());

    /// <summary>Connections of all visitors; each keeps its own cookies.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
    });

    /// <summary>A free address: each node has a loopback host of its own, so that a browser keeps their cookies apart.</summary>
    /// <param name="host">Like 127.0.0.2.</param>
    /// <param name="wish">The port to take if it is free and no other demo runs.</param>
    public string FreeAddress(string host, int wish)
    {
        foreach (var port in new[] { usualPorts is null ? 0 : wish, 0 })
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(host), port));
                return socket.LocalEndPoint!.ToString()!; // bound
            }
            catch (SocketException) when (port != 0)
            {
                // Taken: any other will do.
            }
        }

        throw new OperatorException($"No port is free on {host}.", "Stop what listens there.");
    }

    public void Dispose()
    {
        Http.Dispose();
        usualPorts?.Dispose();
        Directory.Delete(Folder, recursive: true);
        guard.Dispose();
    }

    // A port that is free now is listened on seconds later: of two demos that begin together only one may count on the usual ones.
    private static FileStream? TakeUsualPorts()
    {
        try
        {
            return new FileStream(Path.Combine(Path.GetTempPath(), "federation-demo.lock"), new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // another demo runs, perhaps another user's
        }
    }

    private static string Hex() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(2));

    // artifacts/bin/Federation.Node/debug -> artifacts/bin/Federation.Gateway/debug
    private static string FindGateway()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var beside = Path.Combine(own.FullName, "federation-gateway");
        return File.Exists(beside) ? beside
            : Path.Combine(own.Parent?.Parent?.FullName ?? own.FullName, "Federation.Gateway", own.Name, "federation-gateway");
    }
}
