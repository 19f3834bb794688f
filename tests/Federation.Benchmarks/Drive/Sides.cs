using System.Globalization;

namespace Federation.Benchmarks.Drive;

/// <summary>The node and its peers, measured in turns so that what the machine does meanwhile meets them all.</summary>
internal sealed record Sides(DriveServer Node, DriveServer Apache, DriveServer Lighttpd, string Folder, TextWriter To)
{
    private IReadOnlyList<DriveServer> All => [Node, Apache, Lighttpd];

    /// <summary>The seconds of the best round of each, in the order of <see cref="All"/>.</summary>
    public async Task<IReadOnlyList<double>> Each(int rounds, Func<DriveServer, int, Task<double>> measure)
    {
        var best = All.Select(_ => double.MaxValue).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var side = 0; side < All.Count; side++)
            {
                best[side] = Math.Min(best[side], await measure(All[side], round));
            }
        }

        return best;
    }

    /// <summary>Prints what each did in a second, and the ratio; true when the node reaches so much of what Apache does, or nothing is set.</summary>
    public async Task<bool> Say(string what, IReadOnlyList<double> seconds, string unit, double amount, double? target)
    {
        var rates = seconds.Select(each => amount / each).ToList();
        await To.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{what,-26} federation {rates[0],8:0.0} {unit}   apache {rates[1],8:0.0}   lighttpd {rates[2],8:0.0}   ratio {rates[0] / rates[1]:0.00}x apache, {rates[0] / rates[2]:0.00}x lighttpd{(target is null ? "" : $"   target {target}x apache")}"));
        return target is null || rates[0] >= target * rates[1];
    }
}
