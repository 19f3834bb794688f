using Federation.Node.CommandLine.Demo.People;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>The members are invited, join, read the notice in their language, and agree or refuse.</summary>
internal static class Membership
{
    /// <summary>People at their browsers at the same time: more than the machine has cores, fewer than would queue.</summary>
    public const int AtOnce = 8;

    private static readonly string[] Samples = ["weclock_ios_synthetic_data.csv", "weclock_android_synthetic.zip"];

    public static async Task Play(DemoStage stage)
    {
        var samples = Samples.Select(file => new MadeUpExport(file, File.ReadAllBytes(Path.Combine(stage.Ground.Samples, file)))).ToList();
        await Task.WhenAll(
            Invite(stage, stage.A, new MadeUpUnion(1, 400, ["care", "logistics", "retail", "hospitality"], ["north", "east", "south", "west"]), samples),
            Invite(stage, stage.B, new MadeUpUnion(2, 250, ["retail", "hospitality", "care", "logistics"], ["south", "west", "east", "north"]), []));
        var everybody = Shuffled(stage);
        stage.Narrator.Step($"{everybody.Count} members are invited by link ({stage.A.Members.Count} of A, {stage.B.Members.Count} of B)");

        await Narrator.WithProgress("members join and answer", everybody.Count, async done => await Parallel.ForEachAsync(
            everybody, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stage.Cancel },
            async (member, cancel) =>
            {
                await stage.Patience.Try(() => member.Member.Join(stage.Ground.Password), cancel);
                await stage.Patience.Try(() => member.Member.Answer(member.Union.Campaign), cancel);
                done();
            }));
        var agreed = stage.Unions.Sum(union => union.Taking.Count);
        stage.Narrator.Step($"all joined and read the notice in their language; {agreed} agreed, {everybody.Count - agreed} refused");
    }

    /// <summary>Members of both unions, mixed as they would come.</summary>
    public static IReadOnlyList<(Organisation Union, DemoMember Member)> Shuffled(DemoStage stage)
    {
        (Organisation Union, DemoMember Member)[] all = [.. stage.Unions.SelectMany(union => union.Members.Select(member => (union, member)))];
        new Random(all.Length).Shuffle(all);
        return all;
    }

    private static async Task Invite(DemoStage stage, Organisation union, MadeUpUnion plan, IReadOnlyList<MadeUpExport> samples)
    {
        var people = await Task.Run(() => plan.Members(samples), stage.Cancel);
        var file = Path.Combine(stage.Ground.Folder, $"members-{plan.Seed}.txt");
        await File.WriteAllLinesAsync(file, people.Select(person => person.Name), stage.Cancel);
        var links = Invitations.Read(await union.Node.Run(["member", "add", "--file", file, "--json"], stage.Cancel));
        union.Members = [.. people.Select(person => new DemoMember(person, union.Node.Visitor(person.Language, stage.Cancel), links[person.Name]))];
    }
}
