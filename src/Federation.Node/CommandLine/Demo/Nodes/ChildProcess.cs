using System.Diagnostics;
using System.Runtime.InteropServices;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.CommandLine.Demo.Nodes;

/// <summary>A program the demo started, its output in a file; gone when disposed.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(25);

    private readonly Process process;
    private readonly StreamWriter log;

    private ChildProcess(Process process, StreamWriter log)
    {
        this.process = process;
        this.log = log;
    }

    /// <summary>True once it ended, however.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments; no secrets, everybody on the machine can read them.</param>
    /// <param name="environment">Added to ours, of which nothing of the node's own settings is passed on.</param>
    /// <param name="logFile">Where its output goes, appended.</param>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string logFile)
    {
        var log = new StreamWriter(File.Open(logFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        var start = Describe(program, arguments, environment);
        start.WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(logFile)); // by it the guard knows what the demo started
        var process = Process.Start(start)!; // it throws when it cannot
        process.StandardInput.Close();
        process.OutputDataReceived += (_, line) => Write(log, line.Data);
        process.ErrorDataReceived += (_, line) => Write(log, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProcess(process, log);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> Run(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string input, CancellationToken cancel)
    {
        using var process = Process.Start(Describe(program, arguments, environment))!; // it throws when it cannot
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
            await process.StandardInput.WriteLineAsync(input.AsMemory(), cancel);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            await End(process);
            throw;
        }
    }

    /// <summary>Kills it as a power cut would: <c>kill -9</c>.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await End(process);
        process.Dispose();
        lock (log)
        {
            log.Dispose();
        }
    }

    private static async Task End(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        _ = Signal(process.Id, Terminate); // a process that ended this moment has nothing to be told
        using var deadline = new CancellationTokenSource(Grace);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static ProcessStartInfo Describe(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith(NodeConfiguration.EnvironmentPrefix, StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static void Write(StreamWriter log, string? line)
    {
        lock (log)
        {
            if (line is not null && log.BaseStream is { CanWrite: true })
            {
                log.WriteLine(line);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int pid, int signal);
}
