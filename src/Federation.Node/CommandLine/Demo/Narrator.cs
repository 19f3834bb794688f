using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Federation.Node.CommandLine.Demo;

/// <summary>Tells the story: one line a step, with what was checked. Progress bars only on a terminal.</summary>
internal sealed class Narrator
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private int checks;

    public Narrator()
    {
        if (!AnsiConsole.Profile.Out.IsTerminal)
        {
            AnsiConsole.Profile.Width = 1000; // a log has no edge to wrap at
        }
    }

    /// <summary>Checks that held so far.</summary>
    public int Checks => checks;

    /// <summary>Since the story began.</summary>
    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>Counts a check that holds.</summary>
    /// <exception cref="DemoCheckFailed">It does not.</exception>
    public void Check(bool holds, string check, string facts)
    {
        if (!holds)
        {
            throw new DemoCheckFailed(check, facts);
        }

        Interlocked.Increment(ref checks);
    }

    /// <summary>Counts a check that found nothing to complain about.</summary>
    /// <exception cref="DemoCheckFailed">It found something; the first few are told.</exception>
    public void CheckNone(IReadOnlyCollection<string> complaints, string check) =>
        Check(complaints.Count == 0, check, string.Join("; ", complaints.Take(5)) + (complaints.Count > 5 ? $"; and {complaints.Count - 5} more" : ""));

    /// <summary>A step is done.</summary>
    public void Step(string line) => AnsiConsole.MarkupLine(string.Create(CultureInfo.InvariantCulture,
        $"[grey]{watch.Elapsed.TotalSeconds,6:0.0} s[/] [green]✓[/] {Markup.Escape(line)}"));

    /// <summary>A line that is no step.</summary>
    public static void Say(string line) => AnsiConsole.MarkupLine(Markup.Escape(line));

    /// <summary>Long work with a bar on a terminal.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="total">How often <paramref name="work"/> will report.</param>
    /// <param name="work">Calls what it is given whenever one of the total is done.</param>
    public static async Task WithProgress(string title, int total, Func<Action, Task> work)
    {
        if (!AnsiConsole.Profile.Out.IsTerminal)
        {
            await work(() => { });
            return;
        }

        await AnsiConsole.Progress().AutoClear(true).StartAsync(async progress =>
        {
            var task = progress.AddTask(Markup.Escape(title), maxValue: total);
            await work(() => task.Increment(1));
        });
    }
}
