using Federation.Node.CommandLine.Demo.Web;

namespace Federation.Node.CommandLine.Demo.Nodes;

/// <summary>One serving process of a node.</summary>
internal sealed class Replica(DemoGround ground, string name, string listen, IReadOnlyList<string> flags, IReadOnlyDictionary<string, string> environment)
    : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);

    private ChildProcess? process;

    /// <summary>The folder that <c>--data</c> names.</summary>
    public string Folder { get; } = Path.Combine(ground.Folder, name);

    /// <summary>Where its output goes.</summary>
    public string LogFile { get; } = Path.Combine(ground.Folder, name + ".log");

    /// <summary>Where the gateway finds it.</summary>
    public Uri Origin { get; } = new("http://" + listen);

    /// <summary>Every setting, as flags; <c>setup</c> writes them down, so that other verbs need the folder only.</summary>
    private IReadOnlyList<string> Flags => ["--data", Folder, "--listen", listen, .. flags];

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task Start(CancellationToken cancel)
    {
        process = ChildProcess.Start(ground.Federation, ["serve", .. Flags], environment, LogFile);
        var isReady = await Patience.Eventually(() => IsReady(cancel), StartsWithin, cancel);
        if (!isReady || process.HasEnded) // another program may have answered in its place
        {
            throw new DemoCheckFailed($"{name} is ready within {StartsWithin.TotalSeconds:0} seconds", process.HasEnded ? "it ended" : "/readyz does not answer 200");
        }
    }

    /// <summary>Kills it as a power cut would.</summary>
    public Task Kill() => process?.Kill() ?? Task.CompletedTask;

    /// <summary>Sets the node up with its first administrator.</summary>
    public Task<(int ExitCode, string Output, string Errors)> SetUp(string administrator, CancellationToken cancel) => ChildProcess.Run(
        ground.Federation, ["setup", "--admin", administrator, "--password-file", "-", .. Flags], environment, ground.Password, cancel);

    /// <summary>Runs another verb on it.</summary>
    public Task<(int ExitCode, string Output, string Errors)> Run(string[] verb, CancellationToken cancel) =>
        ChildProcess.Run(ground.Federation, [.. verb, "--data", Folder], environment, "", cancel);

    public ValueTask DisposeAsync() => process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<bool> IsReady(CancellationToken cancel)
    {
        if (process is { HasEnded: true })
        {
            throw new DemoCheckFailed($"{name} serves", "it ended at once");
        }

        try
        {
            using var answer = await ground.Http.GetAsync(new Uri(Origin, "/readyz"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet
        }
    }
}
