using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Federation.Node.CommandLine.Demo.Checks;
using Federation.Node.CommandLine.Demo.People;
using Federation.Node.CommandLine.Demo.Web;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>A member of union A withdraws: the release, the mirror and the roll-up are corrected without them, and every holder answers.</summary>
internal static class Withdrawing
{
    public static async Task Play(DemoStage stage)
    {
        var (before, rollUpBefore) = (stage.A.Released!, stage.Fnt.Released!); // released in the chapters before
        var member = Leaver(stage.A);
        var consent = await member.ConsentId();
        await member.Browser.Submit($"/consents/{consent}/withdraw");
        stage.Narrator.Check(member.Browser.Status == HttpStatusCode.OK, "withdrawing is one click", member.Browser.Problem);
        stage.A.Withdrawn.Add(member);

        var answers = await Answers(stage, member, consent);
        await RequireSigned(stage, answers);
        await Reread(stage, stage.A, before);
        await Reread(stage, stage.Fnt, rollUpBefore);
        RequireDifference(stage, member, before, rollUpBefore);
        await RollingUp.AwaitMirrors(stage, stage.Fnt, [stage.A.Released!, stage.B.Released!]); // released, all three
        await RollingUp.AwaitMirrors(stage, stage.A, [stage.Fnt.Released!]);
        await RollingUp.AwaitMirrors(stage, stage.B, [stage.Fnt.Released!]);
        await RequireSeen(stage, member, consent);
        stage.Narrator.Step("the old files are erased at their publishers (410) and in every mirror, which hold the corrected versions; the member sees FNT's answer, FNT those of the unions");
    }

    private static async Task RequireSeen(DemoStage stage, DemoMember member, string consent)
    {
        await member.Browser.Open($"/consents/{consent}/holders");
        stage.Narrator.Check(member.Browser.Text.Contains(stage.Fnt.Node.Host, StringComparison.Ordinal), "the member's page names the holder", member.Browser.Problem);
        foreach (var union in stage.Unions)
        {
            await stage.Await(
                async () =>
                {
                    await stage.Fnt.Sam.Browser.Open($"/releases/{stage.Fnt.Dataset}");
                    return AnsweredPattern(union.Node.Host).IsMatch(stage.Fnt.Sam.Browser.Text);
                },
                $"{union.Node.Name} answers FNT's notice about the roll-up it held", () => stage.Fnt.Sam.Browser.Text);
        }
    }

    /// <summary>Somebody in a large group, so that the numbers that change are shown.</summary>
    private static DemoMember Leaver(Organisation union) => union.Taking
        .Where(member => member.Person.Export is not null)
        .GroupBy(member => (member.Person.Sector, member.Person.Region)).MaxBy(group => group.Count())!.Last(); // a union has members

    private static async Task<IReadOnlyList<JsonNode>> Answers(DemoStage stage, DemoMember member, string consent)
    {
        JsonNode? seen = null;
        await stage.Await(
            async () =>
            {
                seen = await member.Browser.Json($"/consents/{consent}/holders.json");
                return seen?["holders"] is JsonArray { Count: > 0 } all && all.All(holder => holder?["answer"] is not null);
            },
            "every holder answers the withdrawal",
            () => seen?.ToJsonString() ?? "no list");
        return [.. seen!["holders"]!.AsArray().Select(holder => holder!)]; // awaited above
    }

    private static async Task RequireSigned(DemoStage stage, IReadOnlyList<JsonNode> answers)
    {
        foreach (var answer in answers)
        {
            var host = answer["host"]?.ToString();
            var holder = stage.All.FirstOrDefault(organisation => organisation.Node.Host == host)
                ?? throw new DemoCheckFailed("a holder is one of the nodes", answer.ToJsonString());
            var fault = answer["activity"] is JsonObject activity ? await Signatures.Refute(activity, holder.Node, stage.Cancel) : "there is no activity";
            stage.Narrator.Check(fault is null, $"the answer of {holder.Node.Name} is signed", fault ?? "");
            stage.Narrator.Check(answer["answer"]!.ToString() == "erased", $"{holder.Node.Name} erased its copy", answer["answer"]!.ToString()); // Answers saw one
        }

        stage.Narrator.Check(answers.Any(answer => answer["host"]?.ToString() == stage.Fnt.Node.Host), "FNT, who mirrored the table, is among the holders", $"{answers.Count} holders");
        stage.Narrator.Step($"a member of A withdrew with one click; {answers.Count} holder answered “erased”, signature verified, for the member to see");
    }

    private static async Task Reread(DemoStage stage, Organisation publisher, ReleasedVersion before)
    {
        string? current = null;
        await stage.Await(
            async () => (current = await ReleasedVersion.Current(publisher, publisher.Dataset, stage.Cancel)) is not null && current != before.Url,
            $"{publisher.Node.Name} publishes a corrected version", () => current ?? "nothing is listed");
        publisher.Released = await ReleasedVersion.Read(stage, publisher, current!); // awaited above
        var (status, _) = await publisher.Olga.Browser.Download(before.TablePath);
        stage.Narrator.Check(status == HttpStatusCode.Gone, $"the old table of {publisher.Node.Name} is gone", $"status {(int)status}");
    }

    // As the page of a release lists its holders: host, version, answer.
    private static Regex AnsweredPattern(string host) => new(Regex.Escape(host) + @" v\d+ erased\b");

    private static void RequireDifference(DemoStage stage, DemoMember member, ReleasedVersion before, ReleasedVersion rollUpBefore)
    {
        var (after, rollUpAfter) = (stage.A.Released!.Table, stage.Fnt.Released!.Table); // Reread set them
        var gone = IndependentTable.Of([member.Person.Given]);
        stage.Narrator.CheckNone(
            TableChecks.AgainstPeople(after, IndependentTable.Of(stage.A.Taking.Select(each => each.Person.Given))), "the corrected table is what the others gave");
        stage.Narrator.CheckNone(TableChecks.Difference(before.Table, after, gone), "A's numbers change exactly by that member");
        stage.Narrator.CheckNone(
            [.. TableChecks.Reappeared(before.Table, after), .. TableChecks.Reappeared(rollUpBefore.Table, rollUpAfter)], "what was hidden stays hidden");
        RollingUp.RequireSum(stage);
        // Where A shows a cell before and after, FNT's differs by the same; where A began or ceased to show it, RequireSum has spoken.
        var steady = rollUpBefore.Table with
        {
            Cells = rollUpBefore.Table.Cells.Where(cell => before.Table.Cells.ContainsKey(cell.Key) == after.Cells.ContainsKey(cell.Key)).ToDictionary(),
        };
        var goneFromFnt = gone.Where(cell => after.Cells.ContainsKey(cell.Key)).ToDictionary();
        stage.Narrator.CheckNone(TableChecks.Difference(steady, rollUpAfter, goneFromFnt), "FNT's numbers change exactly by that member");
        var shown = gone.Keys.Count(cell => before.Table.Cells.ContainsKey(cell) && after.Cells.ContainsKey(cell));
        stage.Narrator.Check(shown > 0, "some shown number changed", "none did");
        stage.Narrator.Step($"A and FNT published corrected versions by themselves: {shown} shown cells of A changed by exactly that member's figures, all others by nothing");
    }
}
