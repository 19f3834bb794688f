using Spectre.Console;

namespace Federation.Node.CommandLine;

/// <summary>Shows long work on a terminal, on standard error so that what a command prints stays clean; elsewhere it shows nothing.</summary>
internal static class Work
{
    private static readonly IAnsiConsole Terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    private static bool IsSeen => Terminal.Profile.Out.IsTerminal;

    /// <summary>Does one thing of unknown length.</summary>
    public static Task<T> During<T>(string what, Func<Task<T>> work) =>
        IsSeen ? Terminal.Status().StartAsync(Markup.Escape(what), _ => work()) : work();

    /// <summary>Does the same for each of many, with a bar.</summary>
    /// <param name="what">What is done.</param>
    /// <param name="all">To whom or what.</param>
    /// <param name="each">Does it for one; returns false to stop.</param>
    public static async Task ForEach<T>(string what, IReadOnlyList<T> all, Func<T, Task<bool>> each)
    {
        if (!IsSeen || all.Count < 2)
        {
            await Go(all, each, () => { });
            return;
        }

        await Terminal.Progress().StartAsync(async progress =>
        {
            var bar = progress.AddTask(Markup.Escape(what), maxValue: all.Count);
            await Go(all, each, () => bar.Increment(1));
        });
    }

    private static async Task Go<T>(IReadOnlyList<T> all, Func<T, Task<bool>> each, Action done)
    {
        foreach (var one in all)
        {
            if (!await each(one))
            {
                return;
            }

            done();
        }
    }
}
