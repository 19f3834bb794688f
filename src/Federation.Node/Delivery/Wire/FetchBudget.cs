namespace Federation.Node.Delivery.Wire;

/// <summary>
/// What one activity may make this node fetch. It flows with the handler's own calls, so that no handler has to pass it on, and none can
/// forget it: an activity that names a thousand files is stopped at the tenth.
/// </summary>
internal sealed class FetchBudget : IDisposable
{
    /// <summary>Requests: a release has two files, an introduction asks for a node and its catalogues.</summary>
    public const int MaxRequests = 10;

    /// <summary>Bytes in all: the two files of the largest table twice over.</summary>
    public const long MaxBytes = 32L * 1024 * 1024;

    /// <summary>Time of all its fetches together.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    private static readonly AsyncLocal<FetchBudget?> Ambient = new();

    private readonly FetchBudget? before = Ambient.Value;
    private int requests;
    private long bytes;
    private long ticks;

    private FetchBudget()
    {
    }

    /// <summary>The budget of the activity that is being applied; null when a person or the node itself asks.</summary>
    public static FetchBudget? Current => Ambient.Value;

    /// <summary>Begins the budget of one activity; disposing ends it.</summary>
    public static FetchBudget Begin() => Ambient.Value = new FetchBudget();

    /// <summary>Time left.</summary>
    public TimeSpan TimeLeft => MaxTime - TimeSpan.FromTicks(Interlocked.Read(ref ticks));

    /// <summary>True when the time is spent.</summary>
    public bool IsOutOfTime => TimeLeft <= TimeSpan.Zero;

    /// <summary>Bytes left.</summary>
    public long BytesLeft => MaxBytes - Interlocked.Read(ref bytes);

    /// <summary>Takes one request; why there is none left, or null.</summary>
    public string? Take() =>
        Interlocked.Increment(ref requests) > MaxRequests ? $"One activity may make this node fetch at most {MaxRequests} times."
        : BytesLeft <= 0 ? $"One activity may make this node fetch at most {MaxBytes} bytes."
        : IsOutOfTime ? $"What one activity names has to be fetched within {MaxTime.TotalSeconds:0} seconds."
        : null;

    /// <summary>Counts what a request took.</summary>
    public void Spend(long read, TimeSpan time)
    {
        Interlocked.Add(ref bytes, read);
        Interlocked.Add(ref ticks, time.Ticks);
    }

    public void Dispose() => Ambient.Value = before;
}
