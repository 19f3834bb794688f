using System.CommandLine;
using System.Text.Json;
using Federation.Node.CommandLine.Doctor;
using Spectre.Console;

namespace Federation.Node.CommandLine;

/// <summary><c>federation doctor</c>: looks at what a node needs and says the sentence that mends what is missing.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Look at what a node needs, change nothing, and say how to mend what is missing. Exit code 4 if anything is.\n\n"
            + "Example: federation doctor --data /srv/federation --json");
        var flags = new NodeFlags().AddAllTo(command);
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        command.Options.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            var findings = await Checkup.Of(flags.Read(parsed), TimeProvider.System, cancel);
            var healthy = findings.All(finding => finding.Holds);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(
                    new { Healthy = healthy, Runtime = Environment.Version.ToString(), Findings = findings }, JsonSerializerOptions.Web));
            }
            else
            {
                Print(findings);
            }

            return healthy ? ExitCodes.Done : ExitCodes.Environment;
        });
        return command;
    }

    private static void Print(IReadOnlyList<Finding> findings)
    {
        Console.WriteLine($"runtime              .NET {Environment.Version}");
        foreach (var finding in findings)
        {
            AnsiConsole.Markup(finding.Holds ? "[green]ok  [/]" : "[red]FAIL[/]");
            Console.WriteLine($" {finding.Check,-20} {finding.Detail}");
            if (finding.Fix is not null)
            {
                Console.WriteLine($"     -> {finding.Fix}");
            }
        }
    }
}
