using System.Text.Json.Nodes;
using Federation.Node.CommandLine.Demo.Checks;
using Federation.Node.CommandLine.Demo.People;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>FNT has mirrored both releases; it adds them up under its own, larger minimum group and publishes; the unions mirror that.</summary>
internal static class RollingUp
{
    public static async Task Play(DemoStage stage)
    {
        await AwaitMirrors(stage, stage.Fnt, [stage.A.Released!, stage.B.Released!]); // released in the chapter before
        stage.Narrator.Step("FNT mirrors both releases, digests and signatures verified");

        await Releasing.Propose(stage, stage.Fnt, ("template", await Campaigning.Template(stage)));
        await Releasing.Sign(stage, stage.Fnt);
        RequireSum(stage);
        await AwaitMirrors(stage, stage.A, [stage.Fnt.Released!]); // Sign set it
        await AwaitMirrors(stage, stage.B, [stage.Fnt.Released!]); // as above
        var table = stage.Fnt.Released!.Table; // as above
        stage.Narrator.Step($"FNT released its roll-up: {table.Cells.Count} cells equal the sum of what it mirrored, none below {table.MinimumGroup} people, "
            + $"{table.Hidden.Count} hidden ones cannot be solved; both unions mirror it");
    }

    /// <summary>The roll-up is the sum of the two releases it was made of.</summary>
    public static void RequireSum(DemoStage stage)
    {
        var rollUp = stage.Fnt.Released!.Table; // released
        stage.Narrator.CheckNone(
            TableChecks.AgainstSources(rollUp, [stage.A.Released!.Table, stage.B.Released!.Table]), "FNT's roll-up is the sum of what it mirrored");
        stage.Narrator.Check(rollUp.MinimumGroup == 20, "FNT's own minimum group is 20", $"it is {rollUp.MinimumGroup}");
    }

    /// <summary>Waits until a node holds exactly these versions of their datasets, and nothing older.</summary>
    public static async Task AwaitMirrors(DemoStage stage, Organisation holder, IReadOnlyList<ReleasedVersion> versions)
    {
        JsonNode? seen = null;
        await stage.Await(
            async () =>
            {
                seen = await holder.Olga.Browser.Json("/mirrors.json");
                var held = (seen as JsonArray ?? []).Where(each => each?["state"]?.ToString() == "held").ToList();
                return versions.All(version => held.Any(each =>
                        each!["document"]?.ToString() == version.Url && each["tableSha256"]?.ToString() == version.TableSha256)) // held ones are there
                    && held.Count == versions.Count;
            },
            $"{holder.Node.Name} mirrors {string.Join(" and ", versions.Select(version => version.Url))}, and nothing older",
            () => seen?.ToJsonString() ?? "no list");
    }
}
