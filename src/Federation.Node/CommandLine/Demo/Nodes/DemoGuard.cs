using System.Diagnostics;

namespace Federation.Node.CommandLine.Demo.Nodes;

/// <summary>
/// Clears up after a demo that could not (<c>kill -9</c>, out of memory): a process of its own that waits for the demo's end and then
/// stops whatever works in its folder. Not by PR_SET_PDEATHSIG: that signal comes when the <em>thread</em> that started a child ends, and
/// the threads of .NET's pool come and go.
/// </summary>
internal sealed class DemoGuard : IDisposable
{
    // Every program of the demo, each PostgreSQL too, has its working directory under the folder: no list of process numbers to keep.
    // SIGTERM first, so that nodes stop their PostgreSQL in order; a folder that is gone was cleared up by the demo itself.
    private const string Script = """
        exec > /dev/null 2>&1
        folder=$(readlink -f "$1")
        read -r _
        inside() {
          for process in /proc/[0-9]*; do
            case $(readlink "$process/cwd") in "$folder" | "$folder"/*) echo "${process#/proc/}" ;; esac
          done
        }
        [ -d "$folder" ] || exit 0
        kill -TERM $(inside)
        for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
          [ -n "$(inside)" ] || break
          sleep 1
        done
        left=$(inside)
        [ -z "$left" ] || kill -KILL $left
        rm -rf -- "$folder"
        """;

    private static readonly TimeSpan SeesTheEndWithin = TimeSpan.FromSeconds(5);

    private readonly Process process;

    /// <param name="folder">The demo's own folder; everything in it is stopped and removed.</param>
    public DemoGuard(string folder)
    {
        // A session of its own: Ctrl-C and a closed terminal are the demo's to handle.
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "sh", folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        process = Process.Start(start)!; // it throws when it cannot
    }

    /// <summary>The demo ends in order: nothing is left to do.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit(SeesTheEndWithin);
        process.Dispose();
    }
}
