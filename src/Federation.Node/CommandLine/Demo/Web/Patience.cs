namespace Federation.Node.CommandLine.Demo.Web;

/// <summary>Tries again as a person does whose page did not load: the whole step from its first page.</summary>
internal sealed class Patience
{
    private const int Attempts = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock count = new();

    /// <summary>How often a step had to be tried again, all told.</summary>
    public int Repeated { get; private set; }

    /// <summary>How often the unluckiest step had to be.</summary>
    public int MostOfOneStep { get; private set; }

    /// <summary>Does a step that may be done twice.</summary>
    public async Task Try(Func<Task> step, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await step();
                return;
            }
            catch (Interrupted) when (attempt < Attempts)
            {
                lock (count)
                {
                    Repeated++;
                    MostOfOneStep = Math.Max(MostOfOneStep, attempt);
                }

                await Task.Delay(Pause * attempt, cancel);
            }
        }
    }

    /// <summary>Waits for what happens in the background.</summary>
    /// <returns>False when it did not happen in time.</returns>
    public static async Task<bool> Eventually(Func<Task<bool>> holds, TimeSpan within, CancellationToken cancel)
    {
        for (var left = within; left > TimeSpan.Zero; left -= Pause)
        {
            try
            {
                if (await holds())
                {
                    return true;
                }
            }
            catch (Interrupted)
            {
                // Asked again below.
            }

            await Task.Delay(Pause, cancel);
        }

        return false;
    }
}
