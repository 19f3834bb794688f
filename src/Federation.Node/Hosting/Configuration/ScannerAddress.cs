using System.Net;
using System.Net.Sockets;

namespace Federation.Node.Hosting.Configuration;

/// <summary>Where a virus scanner listens: an address and a port, like <c>127.0.0.1:3310</c>, or a socket in the file system, like <c>/run/clamav/clamd.ctl</c>.</summary>
internal static class ScannerAddress
{
    /// <summary>Reads it.</summary>
    /// <exception cref="OperatorException">It is neither.</exception>
    public static EndPoint Read(string value)
    {
        try
        {
            return value.StartsWith('/') ? new UnixDomainSocketEndPoint(value) : ListenAddress.Read(value);
        }
        catch (Exception e) when (e is OperatorException or ArgumentOutOfRangeException)
        {
            throw new OperatorException(
                $"virusScanner '{value}' is no address.", "Write it like /run/clamav/clamd.ctl or 127.0.0.1:3310.", OperatorException.SettingsExitCode);
        }
    }
}
