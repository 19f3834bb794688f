using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Federation.Network.Tests;

/// <summary>A socket of this process that lives in a network namespace: a socket stays where it was made.</summary>
internal static class NamespaceSocket
{
    private const int NetworkNamespace = 0x40000000; // CLONE_NEWNET, sched.h

    /// <summary>Listens at an address of the namespace.</summary>
    public static Socket Listen(NetworkSpace space, IPEndPoint address)
    {
        Socket? listener = null;
        Exception? trouble = null;
        var thread = new Thread(() => // the namespace is the thread's; it ends with it
        {
            try
            {
                using var door = File.OpenHandle("/var/run/netns/" + space.Name);
                if (SetNamespace(door.DangerousGetHandle().ToInt32(), NetworkNamespace) != 0)
                {
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                }

                listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                listener.Bind(address);
                listener.Listen();
            }
            catch (Exception e)
            {
                trouble = e;
            }
        });
        thread.Start();
        thread.Join();
        return trouble is null ? listener! : throw new InvalidOperationException($"No socket in {space.Name}.", trouble); // one of the two is there
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNamespace(int descriptor, int kind);
}
