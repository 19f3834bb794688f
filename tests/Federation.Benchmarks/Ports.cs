using System.Net;
using System.Net.Sockets;

namespace Federation.Benchmarks;

/// <summary>Ports of this machine.</summary>
internal static class Ports
{
    /// <summary>One on which nobody listens, at any address.</summary>
    public static int Free()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port; // bound
    }
}
