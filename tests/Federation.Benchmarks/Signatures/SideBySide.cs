using System.Diagnostics;

namespace Federation.Benchmarks.Signatures;

/// <summary>
/// Times two ways of doing a thing in turns on one thread, so that whatever else the machine does falls on both, and takes the median
/// of the rounds.
/// </summary>
internal sealed record SideBySide(double OursMicroseconds, double BareMicroseconds, double Ratio, long AllocatedBytes)
{
    private const int Rounds = 31;

    /// <summary>Both are run so often before the first round, which is enough for the JIT's second tier.</summary>
    private const int WarmUp = 2000;

    /// <summary>Times both.</summary>
    /// <param name="times">Calls of each in a round.</param>
    /// <param name="prepare">Makes what a round's calls of ours consume, outside the clock.</param>
    /// <param name="ours">Ours; takes the number of the call.</param>
    /// <param name="bare">What it is measured against.</param>
    /// <param name="cancel">Ctrl-C.</param>
    public static SideBySide Measure(int times, Action<int> prepare, Action<int> ours, Action bare, CancellationToken cancel)
    {
        for (var done = 0; done < WarmUp; done += times)
        {
            prepare(times);
            Time(times, ours);
            Time(times, _ => bare());
        }

        var rounds = new List<(double Ours, double Bare)>();
        long allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            prepare(times);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var one = Time(times, ours);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            rounds.Add((one, Time(times, _ => bare())));
        }

        return new SideBySide(
            Median(rounds.Select(round => round.Ours)), Median(rounds.Select(round => round.Bare)),
            Median(rounds.Select(round => round.Ours / round.Bare)), allocated / Rounds / times);
    }

    private static double Time(int times, Action<int> act)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
        {
            act(i);
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / times;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
