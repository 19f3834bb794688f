using System.Diagnostics;
using System.Globalization;

namespace Federation.Node.Documents;

/// <summary>
/// A program for one document in a process of its own: a document is somebody else's file, and a library that follows it cannot be told to stop. What the
/// file does to that process the node does not feel: the kernel limits its memory and its time on the processor, it may write no file, and it knows nothing
/// of the node but the bytes on its standard input.
/// </summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">Its arguments; none of them comes from a person.</param>
/// <param name="Memory">Bytes it may write to in memory (RLIMIT_DATA).</param>
/// <param name="Seconds">Seconds on the processor (RLIMIT_CPU).</param>
internal sealed record LimitedProgram(string File, IReadOnlyList<string> Arguments, long Memory, int Seconds)
{
    /// <summary>Bytes that the runtime itself takes in a process of our own, beside its heap.</summary>
    private const long Runtime = 192L * 1024 * 1024;

    /// <summary>Open files: the runtime's own assemblies are a hundred.</summary>
    private const int MostFiles = 512;

    // Where programs and the runtime are; no setting of the node, and so no password of a database.
    private static readonly string[] Known = ["PATH", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"];

    private IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>A hidden verb of ours; or, where the node runs inside another program (a test), the runtime with our assembly.</summary>
    /// <param name="verb">The verb, and its arguments.</param>
    /// <param name="heap">Bytes of its managed heap.</param>
    /// <param name="native">Bytes that libraries take beside it.</param>
    public static LimitedProgram Itself(string[] verb, long heap, long native, int seconds)
    {
        var assembly = typeof(LimitedProgram).Assembly.Location;
        var isItself = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == Path.GetFileNameWithoutExtension(assembly) || assembly.Length == 0;
        return new(isItself ? Environment.ProcessPath! : "dotnet", isItself ? verb : [assembly, .. verb], Runtime + heap + native, seconds) // a process has a path
        {
            Settings = new Dictionary<string, string>
            {
                ["DOTNET_GCHeapHardLimit"] = heap.ToString("x", CultureInfo.InvariantCulture),
                ["DOTNET_gcServer"] = "0",
                ["DOTNET_DbgEnableMiniDump"] = "0", // a dump would hold the document
                ["DOTNET_EnableDiagnostics"] = "0", // nobody attaches to it, and it makes no files for that
                ["DOTNET_EnableWriteXorExecute"] = "0", // is done with a file, which it may not write
                ["DOTNET_TieredPGO"] = "0",
            },
        };
    }

    /// <summary>Runs it on a content.</summary>
    /// <param name="content">Goes to its standard input.</param>
    /// <param name="read">Reads its standard output as it comes; what it throws is thrown.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>What was read; null when the program failed at this content.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started on this machine.</exception>
    public async Task<T?> Run<T>(Stream content, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancel)
        where T : class
    {
        using var process = new Process { StartInfo = Command() };
        process.Start();
        process.BeginErrorReadLine(); // heard by nobody, but not left to fill up
        try
        {
            var sent = Send(content, process, cancel);
            var result = await read(process.StandardOutput.BaseStream, cancel);
            await sent;
            await process.WaitForExitAsync(cancel);
            return process.ExitCode == 0 ? result : null;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    // It may end before it heard all: then its exit code tells why.
    private static async Task Send(Stream content, Process process, CancellationToken cancel)
    {
        try
        {
            await content.CopyToAsync(process.StandardInput.BaseStream, cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    private ProcessStartInfo Command()
    {
        var start = new ProcessStartInfo("prlimit", [$"--data={Memory}", $"--cpu={Seconds}", "--fsize=0", "--core=0", $"--nofile={MostFiles}", File, .. Arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        foreach (var (name, value) in Known.Select(name => (name, Environment.GetEnvironmentVariable(name))).Concat(Settings.Select(each => (each.Key, (string?)each.Value))))
        {
            if (value is not null)
            {
                start.Environment[name] = value;
            }
        }

        return start;
    }
}
