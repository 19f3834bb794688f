using System.Net;
using System.Net.Sockets;

namespace Federation.Node.Hosting.Configuration;

/// <summary>Where a node listens: an address and a port, like <c>127.0.0.1:8080</c> or <c>[::]:443</c>.</summary>
internal static class ListenAddress
{
    /// <summary>Reads it.</summary>
    /// <exception cref="OperatorException">It is not an address and a port.</exception>
    public static IPEndPoint Read(string value)
    {
        // IPEndPoint takes "8080" for the address 0.0.31.144 and a missing port for any: neither is meant.
        var port = value[(value.LastIndexOf(':') + 1)..];
        return port.Length is > 0 and < 6 && port.Length < value.Length && port.All(char.IsAsciiDigit) && IPEndPoint.TryParse(value, out var address)
            ? address
            : throw new OperatorException(
                $"listen '{value}' is not an address and a port.", "Write it like 127.0.0.1:8080, or 0.0.0.0:8080 for every network.", OperatorException.SettingsExitCode);
    }

    /// <summary>True when nobody listens there.</summary>
    /// <exception cref="OperatorException">This machine has no such address, or the port needs more rights.</exception>
    public static bool IsFree(string value)
    {
        var address = Read(value);
        try
        {
            // As Kestrel does: a port whose last connections linger is free.
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(address);
            socket.Listen();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
        catch (SocketException e)
        {
            throw new OperatorException($"The node may not listen on {value}: {e.Message}.", "Choose another address with --listen.");
        }
    }

    /// <summary>What to say when it is taken.</summary>
    public static OperatorException Taken(string value) =>
        new($"{value} is in use by another program.", "Stop it, or choose another address with --listen.");
}
