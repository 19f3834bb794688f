namespace Federation.Node.Delivery;

/// <summary>Work that goes on through trouble: the database may restart under us.</summary>
internal static class Steady
{
    /// <summary>After trouble, before the work is begun anew: not in a tight loop while the database is away.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Does the work until it is done or stopped; begins it anew after each trouble, which is told first.</summary>
    public static async Task Run(Func<CancellationToken, Task> work, Action<string> tell, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(stop);
                return;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                tell(e.Message);
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }
}
