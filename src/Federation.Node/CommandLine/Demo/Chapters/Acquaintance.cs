using Federation.Node.CommandLine.Demo.People;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>The federation and the unions become peers, two people on each side, and follow each other's catalogues.</summary>
internal static class Acquaintance
{
    public static async Task Play(DemoStage stage)
    {
        foreach (var union in stage.Unions)
        {
            await Befriend(stage, union, stage.Fnt);
            await Befriend(stage, stage.Fnt, union);
        }

        foreach (var union in stage.Unions)
        {
            await Follow(union, stage.Fnt, "templates");
            await Follow(union, stage.Fnt, "statistics");
            await Follow(stage.Fnt, union, "statistics");
        }

        foreach (var union in stage.Unions)
        {
            await AwaitAccepted(stage, union, "Campaign templates");
            await AwaitAccepted(stage, stage.Fnt, "Statistics");
        }

        stage.Narrator.Step("FNT and the unions are peers, approved by a second person on each side (no one could approve a peer they proposed); follows are accepted");
    }

    private static async Task Befriend(DemoStage stage, Organisation here, Organisation there)
    {
        var host = there.Node.Host;
        await here.Ines.Do("/peers", "/peers", ("host", host), ("name", there.Node.Name));
        var refusal = await here.Ines.Attempt("/peers", $"/peers/{host}/approve");
        stage.Narrator.Check(refusal is not null, $"ines may not approve the peer she proposed at {here.Node.Name}", here.Ines.Browser.Problem);
        await here.Karim.Do("/peers", $"/peers/{host}/approve");
    }

    private static Task Follow(Organisation here, Organisation there, string catalogue) =>
        here.Olga.Do("/peers", $"/peers/{there.Node.Host}/follow", ("catalogue", catalogue));

    private static Task AwaitAccepted(DemoStage stage, Organisation here, string catalogue) => stage.Await(
        async () =>
        {
            await here.Olga.Browser.Open("/peers");
            var text = here.Olga.Browser.Text;
            return text.Contains($"{catalogue}: we follow it", StringComparison.Ordinal) && !text.Contains("asked, no answer yet", StringComparison.Ordinal);
        },
        $"{here.Node.Name} follows: {catalogue}",
        () => here.Olga.Browser.Text);
}
