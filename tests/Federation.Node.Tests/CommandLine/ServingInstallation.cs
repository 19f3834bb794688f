namespace Federation.Node.Tests.CommandLine;

/// <summary>One node served from an empty folder, for a class of tests that leave it serving.</summary>
public sealed class ServingInstallation : IAsyncLifetime
{
    public Installation Node { get; } = new();

    /// <summary>From the start of the process on an empty folder until it was ready.</summary>
    public TimeSpan FirstStart { get; private set; }

    /// <summary>How many processes wanted one processor while it started; at least 1.</summary>
    public double Crowding { get; private set; }

    public async ValueTask InitializeAsync()
    {
        FirstStart = await Node.Serve();
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        Crowding = Math.Max(1, double.Parse(load, System.Globalization.CultureInfo.InvariantCulture) / Environment.ProcessorCount);
    }

    public ValueTask DisposeAsync() => Node.DisposeAsync();
}
