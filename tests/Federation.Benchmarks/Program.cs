using Federation.Benchmarks;
using Federation.Benchmarks.Blobs;
using Federation.Benchmarks.Campaigns;
using Federation.Benchmarks.DisclosureControl;
using Federation.Benchmarks.Drive;
using Federation.Benchmarks.FanOut;
using Federation.Benchmarks.Inbox;
using Federation.Benchmarks.Imports;
using Federation.Benchmarks.Releases;
using Federation.Benchmarks.Signatures;

// Measurements side by side with peers. One folder for each subject; exit codes: 0 every target met, 1 not, 2 no such benchmark.
IBenchmark[] all =
[
    new SignatureBenchmark(),
    new InboxBenchmark(),
    new FanOutBenchmark(),
    new DriveBenchmark(),
    new BlobBenchmark(),
    new GateBenchmark(),
    new ReleaseBenchmark(),
    new ImportBenchmark(),
    new CampaignBenchmark(),
];

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

if (args is not [var name, .. var rest] || all.FirstOrDefault(each => each.Name == name) is not { } chosen)
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Federation.Benchmarks -- NAME");
    foreach (var each in all)
    {
        Console.Error.WriteLine($"  {each.Name,-12} {each.What}");
    }

    return 2;
}

#if DEBUG
Console.WriteLine("This is a debug build: the numbers say little. Use -c Release.");
#endif
return await chosen.Run(rest, Console.Out, stop.Token) ? 0 : 1;
