using System.CommandLine;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;

namespace Federation.Node.CommandLine;

/// <summary><c>federation setup</c>: names the organisation and makes its first administrator.</summary>
internal static class SetupCommand
{
    public static Command Create()
    {
        var command = new Command("setup", "Name the organisation, its address and languages, and make the first administrator.\n\n"
            + "The password is asked for, or read with --password-file. What is given here is written to node.json in the data folder.\n\n"
            + "Example: federation setup --data /srv/federation --name 'Union A' --origin https://a.example --languages fr,en --admin ines");
        var flags = new NodeFlags().AddAllTo(command);
        var admin = new Option<string>("--admin") { HelpName = "NAME", Description = "Sign-in name of the first administrator.", Required = true };
        var password = new Option<string?>("--password-file") { HelpName = "FILE", Description = "File with the password; - reads standard input." };
        command.Options.Add(admin);
        command.Options.Add(password);
        command.SetAction(async (parsed, cancel) =>
        {
            var given = flags.Given(parsed);
            var options = flags.Read(parsed);
            var secret = Secrets.Read(parsed.GetValue(password), "Password of the first administrator:");
            await using var node = await Work.During("Making the database…", () => OpenNode.OpenOrCreate(options, cancel));
            var desk = node.Services.GetRequiredService<MemberDesk>();
            if (await node.Services.GetRequiredService<Roster>().HasAny(Roles.Administrator, cancel))
            {
                throw new OperatorException("This node is set up already.", "Add people with `federation member add`; change settings in node.json.", ExitCodes.Refused);
            }

            var (_, refusal) = await desk.Add(parsed.GetValue(admin)!, [Roles.Administrator], secret, "setup", cancel);
            if (refusal is not null)
            {
                return Refused.Because(refusal);
            }

            NodeConfiguration.Write(options.DataFolder, given);
            Console.WriteLine($"{options.Name} is set up. Start it with: federation serve --data {options.DataFolder}");
            return ExitCodes.Done;
        });
        return command;
    }
}
