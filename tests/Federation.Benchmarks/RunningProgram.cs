using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Federation.Benchmarks;

/// <summary>A server that the benchmark started: ready when it answers, told to end when it is disposed of.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process process;

    private RunningProgram(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>Starts it and waits until it takes connections and, with a path, answers that path well.</summary>
    /// <exception cref="InvalidOperationException">It ended, or is not ready after a minute.</exception>
    public static async Task<RunningProgram> Start(ProcessStartInfo start, Uri origin, string? ready, CancellationToken cancel)
    {
        start.RedirectStandardOutput = true;
        var running = new RunningProgram(Process.Start(start)!); // it is a program
        running.process.OutputDataReceived += (_, _) => { }; // read, so that it does not stand still when the pipe is full
        running.process.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = origin };
        for (var i = 0; i < 1200 && !running.process.HasExited; i++)
        {
            try
            {
                using var answer = await http.GetAsync(ready ?? "/", cancel);
                if (ready is null || answer.IsSuccessStatusCode)
                {
                    return running;
                }
            }
            catch (Exception e) when (e is HttpRequestException or SocketException)
            {
                // Not yet.
            }

            await Task.Delay(50, cancel);
        }

        throw new InvalidOperationException($"{start.FileName} does not get ready.");
    }

    /// <summary>The most memory it ever held, in MB.</summary>
    public double PeakMemory()
    {
        var line = File.ReadLines($"/proc/{Id}/status").First(each => each.StartsWith("VmHWM:", StringComparison.Ordinal)); // it runs
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        using var stop = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await stop.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
