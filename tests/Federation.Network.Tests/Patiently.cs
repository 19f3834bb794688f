using System.Diagnostics;

namespace Federation.Network.Tests;

/// <summary>Waits for what other processes do in their own time.</summary>
internal static class Patiently
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>Long enough for a lane that has just begun to wait for a peer.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    /// <summary>Tries until it holds.</summary>
    public static Task Until(Func<Task> holds, string what) => Until(holds, Usual, () => what);

    /// <summary>Tries until it holds, or fails with its last reason.</summary>
    public static async Task Until(Func<Task> holds, TimeSpan patience, Func<string> what)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await holds();
                return;
            }
            catch (Exception e) when (clock.Elapsed < patience && e is Xunit.Sdk.XunitException or HttpRequestException or OperationCanceledException
                && !TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                await Task.Delay(Pause, TestContext.Current.CancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new InvalidOperationException($"It did not come to pass that {what()}", e);
            }
        }
    }
}
