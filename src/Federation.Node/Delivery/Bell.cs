namespace Federation.Node.Delivery;

/// <summary>Wakes the one who waits: rung many times meanwhile, it wakes once.</summary>
internal sealed class Bell : IDisposable
{
    private readonly SemaphoreSlim rung = new(0, 1);

    /// <summary>From any thread, at any time, also when nobody waits any more.</summary>
    public void Ring()
    {
        try
        {
            if (rung.CurrentCount == 0)
            {
                rung.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Somebody else was first.
        }
        catch (ObjectDisposedException)
        {
            // Stopping.
        }
    }

    /// <summary>Until it is rung, but no longer than given.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken cancel) => rung.WaitAsync(atMost, cancel);

    public void Dispose() => rung.Dispose();
}
