using Federation.Node.CommandLine.Demo.Nodes;
using Federation.Node.CommandLine.Demo.People;
using Federation.Node.CommandLine.Demo.Web;

namespace Federation.Node.CommandLine.Demo;

/// <summary>What every chapter of the story has at hand.</summary>
internal sealed class DemoStage(DemoGround ground, Narrator narrator, CancellationToken cancel)
{
    public DemoGround Ground { get; } = ground;

    public Narrator Narrator { get; } = narrator;

    public CancellationToken Cancel { get; } = cancel;

    public Patience Patience { get; } = new();

    /// <summary>The federation.</summary>
    public Organisation Fnt { get; set; } = null!; // set by the first chapter

    /// <summary>The union with two replicas.</summary>
    public Organisation A { get; set; } = null!; // as above

    /// <summary>The union with one process.</summary>
    public Organisation B { get; set; } = null!; // as above

    public IReadOnlyList<Organisation> Unions => [A, B];

    public IReadOnlyList<Organisation> All => [Fnt, A, B];

    /// <summary>Waits for what happens in the background, and counts it as a check.</summary>
    public async Task Await(Func<Task<bool>> holds, string check, Func<string> facts, int seconds = 60) =>
        Narrator.Check(await Web.Patience.Eventually(holds, TimeSpan.FromSeconds(seconds), Cancel), check, facts());
}
