namespace Federation.Node.Hosting;

/// <summary>What a replica does again and again while it runs.</summary>
internal static class Rounds
{
    /// <summary>
    /// Works once in every interval until the node stops; never twice at once. What fails is told and tried again in the next round: the database may
    /// restart under us.
    /// </summary>
    /// <param name="interrupted">Is told what failed.</param>
    public static async Task Every(TimeSpan interval, TimeProvider time, Func<CancellationToken, Task> work, Action<Exception> interrupted, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                try
                {
                    await work(stop);
                }
                catch (Exception e) when (!stop.IsCancellationRequested)
                {
                    interrupted(e);
                }
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // The node stops, perhaps in the middle: whoever works next goes on from what is committed.
        }
    }
}
