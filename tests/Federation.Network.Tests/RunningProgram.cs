using System.Collections.Concurrent;
using System.Diagnostics;

namespace Federation.Network.Tests;

/// <summary>One of the built executables as a process of its own, with what it printed.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private const int Terminate = 15;

    private readonly Process process;
    private readonly ConcurrentQueue<string> printed = new();

    private RunningProgram(Process process) => this.process = process;

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>What it printed so far, for the message of a test that failed.</summary>
    public string Printed => string.Join('\n', printed);

    /// <summary>Starts an executable that lies beside the tests.</summary>
    public static RunningProgram Start(string name, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments) =>
        Start([], name, environment, arguments);

    /// <summary>Starts one by another program that becomes it, like <c>ip netns exec</c>.</summary>
    public static RunningProgram Start(
        IReadOnlyList<string> within, string name, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments)
    {
        List<string> line = [.. within, Path.Combine(AppContext.BaseDirectory, name), .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var program = new RunningProgram(new Process { StartInfo = start });
        program.process.OutputDataReceived += program.Keep;
        program.process.ErrorDataReceived += program.Keep;
        program.process.Start();
        program.process.BeginOutputReadLine();
        program.process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Runs one to its end.</summary>
    /// <returns>Its exit code and what it printed.</returns>
    public static Task<(int ExitCode, string Printed)> Run(string name, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments) =>
        Run([], name, environment, arguments);

    /// <inheritdoc cref="Run(string, IReadOnlyDictionary{string, string}, IReadOnlyList{string})"/>
    public static async Task<(int ExitCode, string Printed)> Run(
        IReadOnlyList<string> within, string name, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments)
    {
        await using var program = Start(within, name, environment, arguments);
        await program.process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (program.process.ExitCode, program.Printed);
    }

    /// <summary><c>kill -9</c>: no goodbye.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks it to stop, as systemd does, and waits until it has.</summary>
    public async Task Stop()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", [$"-{Terminate}", $"{process.Id}"]);
            await kill.WaitForExitAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(40));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }

        process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            printed.Enqueue(text);
        }
    }
}
