using System.Diagnostics;
using System.Globalization;
using Federation.Privacy.DisclosureControl;

namespace Federation.Benchmarks.DisclosureControl;

/// <summary>How long the gate takes for a large table: hiding cells until nothing leaks, and the audit that shows it.</summary>
internal sealed class GateBenchmark : IBenchmark
{
    private const int Rows = 50;
    private const int Columns = 40;
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(2);

    public string Name => "gate";

    public string What => $"a table of {Rows} x {Columns} with margins through the gate, and its audit; no peer";

    public Task<bool> Run(IReadOnlyList<string> arguments, TextWriter to, CancellationToken cancel)
    {
        var met = true;
        foreach (var (name, fewest, most) in new[] { ("few small cells", 8, 60), ("many small cells", 3, 30), ("most cells small", 0, 15) })
        {
            var table = Made(fewest, most);
            var rule = GateRule.Union with { Magnitudes = [new PPercent(10), new Dominance(2, 85)] };
            GatedTable? gated = null;
            var best = TimeSpan.MaxValue;
            for (var run = 0; run < 3; run++)
            {
                cancel.ThrowIfCancellationRequested();
                var passing = Stopwatch.GetTimestamp();
                gated = Gate.Pass(table, rule);
                var passed = Stopwatch.GetElapsedTime(passing);
                var auditing = Stopwatch.GetTimestamp();
                var audit = SuppressionAudit.Of(table, rule, gated.Published, gated.Suppressed);
                var audited = Stopwatch.GetElapsedTime(auditing);
                best = audited < best ? audited : best;
                met &= audit.IsProtected;
                to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{name}: {gated.Suppressed.Count} of {gated.Suppressed.Count + gated.Published.Count} cells hidden; gate {passed.TotalSeconds:0.00} s; audit {audited.TotalSeconds:0.00} s, {audit.Intervals} intervals"));
            }

            met &= best <= Target;
        }

        return Task.FromResult(met);
    }

    private static Table Made(int fewest, int most)
    {
        var chance = new Random(1);
        string[] rows = [.. Enumerable.Range(0, Rows).Select(row => $"r{row}")];
        string[] columns = [.. Enumerable.Range(0, Columns).Select(column => $"c{column}")];
        var builder = new TableBuilder([new("row", rows), new("column", columns)], [new("minutes"), new("cents")]);
        var person = 0;
        foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                for (var left = chance.Next(fewest, most); left > 0; left--)
                {
                    builder.Add($"p{person++}", [row, column], [chance.Next(1_000, 3_000), chance.Next(0, 100_000)]);
                }
            }
        }

        return builder.Build();
    }
}
