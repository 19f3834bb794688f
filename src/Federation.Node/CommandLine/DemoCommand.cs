using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Federation.Node.CommandLine.Demo;
using Federation.Node.CommandLine.Demo.Nodes;
using Federation.Node.CommandLine.Demo.Web;

namespace Federation.Node.CommandLine;

/// <summary><c>federation demo</c>: two unions and a federation play the main story on this machine.</summary>
internal static class DemoCommand
{
    private const int LinesOfLog = 15;

    private static readonly TimeSpan LogsArriveWithin = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var command = new Command("demo", "Start a federation and two unions on this machine and play the main story through their pages, checking every figure.\n\n"
            + "Examples: federation demo\n          federation demo --once\n\n"
            + "It writes to a temporary folder only, keeps running until Ctrl-C, and leaves nothing behind. With --once it ends after the story: "
            + "exit code 0 only if every check held, 3 if one did not.");
        var once = new Option<bool>("--once") { Description = "End after the story." };
        var gateway = new Option<string?>("--gateway") { Description = "The gateway's program. Default: beside this one, or where the build puts it." };
        var samples = new Option<string>("--samples")
        {
            Description = "Folder with the sample WeClock exports.",
            DefaultValueFactory = _ => Path.Combine("tests", "samples", "weclock"),
        };
        command.Options.Add(once);
        command.Options.Add(gateway);
        command.Options.Add(samples);
        command.SetAction(async (parsed, cancel) =>
        {
            // A terminal that is closed must leave as little behind as Ctrl-C.
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            });
            return await Play(parsed.GetValue(once), parsed.GetValue(gateway), parsed.GetValue(samples)!, stop.Token); // it has a default
        });
        return command;
    }

    private static async Task<int> Play(bool once, string? gateway, string samples, CancellationToken cancel)
    {
        using var ground = new DemoGround(gateway, samples);
        var narrator = new Narrator();
        var nodes = new List<DemoNode>();
        try
        {
            Raise(ground, nodes);
            var stage = new DemoStage(ground, narrator, cancel);
            await DemoStory.Play(stage, nodes);
            narrator.Step(string.Create(CultureInfo.InvariantCulture, $"the story is told: {narrator.Checks} checks held"));
            if (!once)
            {
                Epilogue.Print(stage);
                await Task.Delay(Timeout.Infinite, cancel);
            }

            return ExitCodes.Done;
        }
        catch (DemoCheckFailed e)
        {
            return await Fail(e, nodes);
        }
        catch (Exception e) when (e is Interrupted or HttpRequestException)
        {
            return await Fail(new DemoCheckFailed("every node answers", e.Message), nodes);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        finally
        {
            await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        }
    }

    private static void Raise(DemoGround ground, List<DemoNode> nodes)
    {
        string[] hosts = [.. Enumerable.Range(1, 3).Select(number => ground.FreeAddress($"127.0.0.{number}", 8400 + number))];
        nodes.Add(DemoNode.Single(ground, "fnt", "FNT", hosts[0], hosts));
        nodes.Add(DemoNode.Doubled(ground, "a", "Union A", hosts[1], hosts));
        nodes.Add(DemoNode.Single(ground, "b", "Union B", hosts[2], hosts));
    }

    private static async Task<int> Fail(DemoCheckFailed failure, IEnumerable<DemoNode> nodes)
    {
        await Console.Error.WriteLineAsync($"federation: this does not hold: {failure.Check}");
        await Console.Error.WriteLineAsync($"found: {failure.Facts}");
        await Task.Delay(LogsArriveWithin, CancellationToken.None);
        foreach (var replica in nodes.SelectMany(node => node.Replicas).Where(replica => File.Exists(replica.LogFile)))
        {
            await Console.Error.WriteLineAsync($"--- last lines of {Path.GetFileName(replica.LogFile)}");
            File.ReadLines(replica.LogFile).TakeLast(LinesOfLog).ToList().ForEach(Console.Error.WriteLine);
        }

        return ExitCodes.CheckFailed;
    }
}
