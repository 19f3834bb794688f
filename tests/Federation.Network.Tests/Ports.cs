using System.Net;
using System.Net.Sockets;

namespace Federation.Network.Tests;

/// <summary>Loopback ports nobody listens on yet.</summary>
internal static class Ports
{
    private static readonly HashSet<int> Given = [];

    /// <summary>A free address; never the same twice in a run, so that a node which is down keeps its own.</summary>
    public static string Free()
    {
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var port = ((IPEndPoint)socket.LocalEndPoint!).Port; // bound
            lock (Given)
            {
                if (Given.Add(port))
                {
                    return $"127.0.0.1:{port}";
                }
            }
        }
    }
}
