using System.Diagnostics;
using System.Globalization;
using Federation.Benchmarks.Fedify;

namespace Federation.Benchmarks.FanOut;

/// <summary>
/// One activity to a thousand inboxes, each on a host of its own; the same with a fifth of the hosts dead; 100,000 deliveries that wait when
/// the node starts. Time runs from the commit to the last arrival at a living host.
/// </summary>
internal sealed class FanOutBenchmark : IBenchmark
{
    private const int Hosts = 1000;
    private const int Rounds = 15;
    private const double Target = 1000;
    private const double TargetRatio = 30;

    public string Name => "fanout";

    public string What => "one activity to 1,000 inboxes, a fifth of them dead, 100,000 waiting at a start; against Fedify's queue";

    public async Task<bool> Run(IReadOnlyList<string> arguments, TextWriter to, CancellationToken cancel)
    {
        if (arguments is ["sinks"])
        {
            return await Sinks.Serve(cancel);
        }

        using var sinks = await SinkProcess.Start(cancel);
        var alive = Names(sinks.Port, 1, Hosts);
        var strangers = await FanOut("strangers", alive, Hosts, false, sinks, to, cancel);
        var ours = await FanOut("our nodes", alive, Hosts, true, sinks, to, cancel);
        var (hole, held) = Sinks.BlackHole();
        string[] withDead = [.. Names(sinks.Port, 1, 800), .. Names(Ports.Free(), 801, 100), .. Names(hole, 901, 100)];
        var dead = await FanOut("a fifth dead", withDead, 800, false, sinks, to, cancel);
        held.ToList().ForEach(socket => socket.Dispose());
        var restarts = await Restart(alive, sinks, to, cancel);
        await to.WriteLineAsync(Text($"dead/alive   first {dead.First / strangers.First:0.00}x, then {dead.Warm / strangers.Warm:0.00}x   target 0.95x"));
        var fits = Math.Min(strangers.Warm, ours.Warm) >= Target & dead.Warm >= 0.95 * strangers.Warm & restarts;
        return await Compare(strangers, sinks, to, cancel) & fits;
    }

    // The target of 30 times was set against 27 to 29 a second: Fedify with the key that it makes, and another Fedify on the same cores that takes
    // what is sent. That is the last line. The kinder ones, with our sinks and with our length of key, are printed before it.
    private static async Task<bool> Compare((double First, double Warm) ours, SinkProcess sinks, TextWriter to, CancellationToken cancel)
    {
        var ratio = 0.0;
        string[] same = ["--sinks", Text($"http://127.0.0.1:{sinks.Port}")];
        (string What, string[] Arguments)[] peers =
        [
            ("RSA-2048, to the same sinks", ["--rsa", "2048", .. same]),
            ("its own RSA-4096, to the same sinks", same),
            ("its own RSA-4096, to a Fedify that verifies", ["--receiver", "fedify"]),
        ];
        foreach (var (what, arguments) in peers)
        {
            if (await FedifyScript.Run("bench-fanout.mjs", arguments, cancel) is not { } other)
            {
                await to.WriteLineAsync("Fedify is not installed (ops/prepare does it): nothing to compare with.");
                return false;
            }

            var theirs = other["perSecond"]!.GetValue<double>(); // its benchmark prints it
            ratio = ours.Warm / theirs;
            await to.WriteLineAsync(Text($"fedify       {theirs,8:0}/s   {what}: ratio {ratio:0.0}x (our first {ours.First / theirs:0.0}x)"));
        }

        await to.WriteLineAsync(Text($"ratio        {ratio,8:0.0}x   target {TargetRatio}x and {Target}/s"));
        return ratio >= TargetRatio;
    }

    private static async Task<(double First, double Warm)> FanOut(
        string what, string[] hosts, int living, bool batched, SinkProcess sinks, TextWriter to, CancellationToken cancel)
    {
        await using var node = await SendingNode.Prepare(hosts, batched, cancel);
        await node.Start(cancel);
        var rates = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            await sinks.Reset(cancel);
            var began = await node.Publish(1, cancel);
            var (items, _, last) = await sinks.Wait(living, cancel);
            rates.Add(items == living ? living / Stopwatch.GetElapsedTime(began, last).TotalSeconds : 0);
            await Task.Delay(500, cancel);
        }

        var warm = rates.Skip(1).Order().ElementAt(Rounds / 2);
        await to.WriteLineAsync(Text($"{what,-12} {warm,8:0}/s   median of {Rounds}, the first after the start {rates[0]:0}/s, last {rates[^1]:0}/s   {living} of {hosts.Length} hosts, peak {node.PeakMemory():0} MB; {await node.States(cancel)}"));
        return (rates[0], warm);
    }

    private static async Task<bool> Restart(string[] hosts, SinkProcess sinks, TextWriter to, CancellationToken cancel)
    {
        const int each = 100;
        await using var node = await SendingNode.Prepare(hosts, batched: true, cancel);
        await node.Publish(each, cancel);
        await sinks.Reset(cancel);
        var began = await node.Start(cancel);
        var ready = Stopwatch.GetTimestamp();
        var (items, first, last) = await sinks.Wait(hosts.Length * each, cancel);
        var (fromStart, fromReady) = (Stopwatch.GetElapsedTime(began, first).TotalSeconds, (double)(first - ready) / Stopwatch.Frequency);
        await to.WriteLineAsync(Text($"restart      first of {hosts.Length * each} after {fromStart:0.0} s from the start of the process ({fromReady:0.0} s from ready); all {items} in {Stopwatch.GetElapsedTime(began, last).TotalSeconds:0} s, peak {node.PeakMemory():0} MB   target 2 s, 400 MB"));
        return items == hosts.Length * each & fromStart <= 2 & node.PeakMemory() < 400;
    }

    private static string[] Names(int port, int from, int count) =>
        [.. Enumerable.Range(from, count).Select(i => Text($"127.1.{i / 250}.{(i % 250) + 1}:{port}"))];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
