using System.Text.RegularExpressions;
using Federation.Node.CommandLine.Demo.Checks;
using Federation.Node.CommandLine.Demo.People;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>Each union's table passes the gate; a steward, never the officer who proposed it, signs it off.</summary>
internal static partial class Releasing
{
    public static async Task Play(DemoStage stage)
    {
        foreach (var union in stage.Unions)
        {
            await Propose(stage, union, ("campaign", union.Campaign.Split('/')[^1]));
            if (union == stage.A)
            {
                await RequireAnotherPerson(stage, union);
            }

            await Sign(stage, union);
            var table = union.Released!.Table; // Sign set it
            var given = IndependentTable.Of(union.Taking.Select(member => member.Person.Given));
            stage.Narrator.CheckNone(TableChecks.AgainstPeople(table, given), $"the table of {union.Node.Name} is what its members gave");
            stage.Narrator.Check(table.Hidden.Count > 0, $"{union.Node.Name} has groups too small to show", "none is hidden");
            stage.Narrator.Step($"{union.Node.Name} released its table: {table.Cells.Count} cells equal an independent count of the raw files of {union.Taking.Count} people, "
                + $"{table.Hidden.Count} hidden ones cannot be solved; signature, digests and CSV hold");
        }
    }

    /// <summary>The officer proposes.</summary>
    public static async Task Propose(DemoStage stage, Organisation publisher, (string, string) source)
    {
        await publisher.Olga.Browser.Open("/releases");
        await publisher.Olga.Browser.Submit("/releases/propose", source);
        publisher.Dataset = publisher.Olga.Browser.Path.Split('/')[^1];
        stage.Narrator.Check(Guid.TryParse(publisher.Dataset, out _), $"the officer of {publisher.Node.Name} proposes the table", publisher.Olga.Browser.Problem);
    }

    /// <summary>The steward signs; the release is read and checked.</summary>
    public static async Task Sign(DemoStage stage, Organisation publisher)
    {
        var page = $"/releases/{publisher.Dataset}";
        await publisher.Sam.Do(page, page + "/sign");
        stage.Narrator.Check(publisher.Sam.Browser.Html.Contains("<svg", StringComparison.Ordinal), "the release's page has a chart", publisher.Sam.Browser.Problem);
        var url = await ReleasedVersion.Current(publisher, publisher.Dataset, stage.Cancel) ?? throw new DemoCheckFailed("the release is listed", "it is not");
        publisher.Released = await ReleasedVersion.Read(stage, publisher, url);
    }

    private static async Task RequireAnotherPerson(DemoStage stage, Organisation union)
    {
        var page = $"/releases/{union.Dataset}";
        await union.Olga.Browser.Open(page);
        var refusal = await union.Olga.Attempt(page, page + "/sign", ("table", DigestPattern().Match(union.Olga.Browser.Html).Value));
        stage.Narrator.Check(refusal is not null, "an officer who is a steward too may not sign off her own table", union.Olga.Browser.Problem);
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex DigestPattern();
}
