using Federation.Node.CommandLine.Demo.People;
using Spectre.Console;

namespace Federation.Node.CommandLine.Demo;

/// <summary>Where to look now, and as whom.</summary>
internal static class Epilogue
{
    public static void Print(DemoStage stage)
    {
        var table = new Table().AddColumns("Node", "Address", "Role", "Sign-in name");
        foreach (var organisation in stage.All)
        {
            foreach (var (role, name) in People(organisation))
            {
                table.AddRow(Markup.Escape(organisation.Node.Name), organisation.Node.Origin.ToString(), role, Markup.Escape(name));
            }
        }

        AnsiConsole.Write(table);
        Narrator.Say($"The federation's table: {new Uri(stage.Fnt.Node.Origin, $"/releases/{stage.Fnt.Dataset}")}");
        Narrator.Say($"Union A's, corrected after a withdrawal: {new Uri(stage.A.Node.Origin, $"/releases/{stage.A.Dataset}")}");
        Narrator.Say($"Union B's, of the pay of women and men: {new Uri(stage.B.Node.Origin, $"/releases/{stage.B.Dataset}")}");
        Narrator.Say($"Everybody's password is {stage.Ground.Password}. Ctrl-C ends the demo and removes all it made.");
    }

    private static IEnumerable<(string Role, string Name)> People(Organisation organisation)
    {
        yield return ("administrator", organisation.Ines.Name);
        yield return ("officer", organisation.Olga.Name);
        yield return ("steward", organisation.Sam.Name);
        if (organisation.Taking is [var member, ..])
        {
            yield return ("member", member.Person.Name);
        }

        foreach (var gone in organisation.Withdrawn)
        {
            yield return ("member who withdrew", gone.Person.Name);
        }
    }
}
