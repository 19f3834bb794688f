using System.Globalization;
using System.Runtime.InteropServices;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Hosting.Database;

/// <summary>
/// The unprivileged user the managed PostgreSQL runs as: PostgreSQL refuses root, so under root it is the distribution's
/// <c>postgres</c> user; otherwise it is whoever runs the node.
/// </summary>
internal sealed partial record ServerAccount(uint UserId, uint GroupId, bool IsAnother)
{
    /// <summary>The account to use for this process.</summary>
    /// <exception cref="OperatorException">We are root and there is no <c>postgres</c> user.</exception>
    public static ServerAccount Current()
    {
        if (Environment.IsPrivilegedProcess is false)
        {
            return new ServerAccount(0, 0, IsAnother: false);
        }

        var line = File.ReadLines("/etc/passwd").FirstOrDefault(entry => entry.StartsWith("postgres:", StringComparison.Ordinal));
        return line?.Split(':') is [_, _, var user, var group, ..]
            ? new ServerAccount(uint.Parse(user, CultureInfo.InvariantCulture), uint.Parse(group, CultureInfo.InvariantCulture), IsAnother: true)
            : throw new OperatorException(
                "The node runs as root, and there is no user `postgres` to run PostgreSQL as.",
                "Install the package with `apt-get install postgresql`, or run the node as an ordinary user.");
    }

    /// <summary>Gives a file or folder to this account.</summary>
    public void Own(string path)
    {
        if (IsAnother && Chown(path, UserId, GroupId) != 0)
        {
            throw new OperatorException(
                $"{path} cannot be given to the database's user: {Marshal.GetLastPInvokeErrorMessage()}.",
                "Check the folder's file system and permissions.");
        }
    }

    /// <summary>Refuses a folder whose parents the account may not enter, before PostgreSQL fails with a riddle.</summary>
    public void RequireReach(string folder)
    {
        for (var parent = Directory.GetParent(folder); IsAnother && parent is not null; parent = parent.Parent)
        {
            if (parent.Exists && !parent.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                throw new OperatorException(
                    $"The database's user may not enter {parent.FullName}.",
                    $"Allow it with `chmod o+x {parent.FullName}`, choose another --data folder, or run the node as an ordinary user.");
            }
        }
    }

    /// <summary>The command that runs another command as this account.</summary>
    public IReadOnlyList<string> Prefix => IsAnother
        ? ["setpriv", $"--reuid={UserId}", $"--regid={GroupId}", "--clear-groups", "--"]
        : [];

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, uint owner, uint group);
}
