using Federation.Node.CommandLine.Demo.People;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>Who agreed gives figures, while one replica of union A is killed and comes back.</summary>
internal static class Contributing
{
    public static async Task Play(DemoStage stage)
    {
        var giving = Membership.Shuffled(stage).Where(each => each.Member.Person.Agrees).ToList();
        var ofA = stage.A.Taking.Count;
        var (killAt, restartAt, acknowledged) = (ofA * 2 / 5, ofA * 7 / 10, 0);
        var victim = stage.A.Node.Replicas[0];
        await Narrator.WithProgress("members contribute", giving.Count, async done => await Parallel.ForEachAsync(
            giving, new ParallelOptions { MaxDegreeOfParallelism = Membership.AtOnce, CancellationToken = stage.Cancel },
            async (each, cancel) =>
            {
                await stage.Patience.Try(() => each.Member.Contribute(each.Union.Campaign), cancel);
                done();
                var count = each.Union == stage.A ? Interlocked.Increment(ref acknowledged) : 0;
                if (count == killAt)
                {
                    await victim.Kill();
                }
                else if (count == restartAt)
                {
                    await victim.Start(cancel);
                }
            }));
        stage.Narrator.Step($"{giving.Count} members gave figures: {giving.Count(each => each.Member.Person.Export is not null)} WeClock exports of both layouts, "
            + $"{giving.Count(each => each.Member.Person.HasSheet)} spreadsheets, {giving.Count(each => each.Member.Person is { Export: null, HasSheet: false })} typed");

        await RequireNothingLost(stage, giving.Select(each => each.Member));
        stage.Narrator.Check(stage.Patience.MostOfOneStep <= 1, "nobody had to try anything more than once again", $"somebody tried {stage.Patience.MostOfOneStep} times again");
        stage.Narrator.Step($"kill -9 of one replica of A after {killAt} of its {ofA} members: every acknowledged figure is there, "
            + $"steps that had to be tried again: {stage.Patience.Repeated}; the replica came back");
    }

    private static async Task RequireNothingLost(DemoStage stage, IEnumerable<DemoMember> members)
    {
        var missing = new List<string>();
        await Parallel.ForEachAsync(
            members, new ParallelOptions { MaxDegreeOfParallelism = Membership.AtOnce, CancellationToken = stage.Cancel },
            async (member, cancel) =>
            {
                IReadOnlyList<string> found = [];
                await stage.Patience.Try(async () => found = await member.Missing(), cancel);
                lock (missing)
                {
                    missing.AddRange(found);
                }
            });
        stage.Narrator.CheckNone(missing, "each member sees the figures of their raw file, and no acknowledged write is lost");
    }
}
