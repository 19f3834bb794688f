using System.Diagnostics;
using System.Globalization;

namespace Federation.Benchmarks.FanOut;

/// <summary>The sinks in a process of their own, as other servers are.</summary>
internal sealed class SinkProcess : IDisposable
{
    private readonly Process process;
    private readonly HttpClient http;

    private SinkProcess(Process process, int port)
    {
        this.process = process;
        Port = port;
        http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public int Port { get; }

    public static async Task<SinkProcess> Start(CancellationToken cancel)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["fanout", "sinks"]) // a process has a path
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!; // it is a program
        while (await process.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                return new SinkProcess(process, port);
            }
        }

        throw new InvalidOperationException("The sinks did not start.");
    }

    public Task Reset(CancellationToken cancel) => http.PostAsync("/reset", null, cancel);

    /// <summary>How many arrived, and when the first and the last of them.</summary>
    public async Task<(long Items, long First, long Last)> Seen(CancellationToken cancel)
    {
        var parts = (await http.GetStringAsync("/seen", cancel)).Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return (parts[0], parts[1], parts[2]);
    }

    /// <summary>Waits until so many arrived, half a minute at most without a new one.</summary>
    public async Task<(long Items, long First, long Last)> Wait(long items, CancellationToken cancel)
    {
        var seen = await Seen(cancel);
        for (var (before, still) = (seen.Items, 0); seen.Items < items && still < 300; before = seen.Items)
        {
            await Task.Delay(100, cancel);
            seen = await Seen(cancel);
            still = seen.Items == before ? still + 1 : 0;
        }

        return seen;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        http.Dispose();
    }
}
