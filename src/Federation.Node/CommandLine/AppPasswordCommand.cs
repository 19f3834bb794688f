using System.CommandLine;
using System.Text.Json;
using Federation.Node.Members;
using Federation.Node.Members.SignIn;

namespace Federation.Node.CommandLine;

/// <summary><c>federation app-password</c>: a password for a program, shown once.</summary>
internal static class AppPasswordCommand
{
    public static Command Create()
    {
        var command = new Command("app-password", "Make a password for a program of a member (scope: documents) and print it once.\n\n"
            + "It is kept as a hash only: print it where the program can be given it, or make another.\n\n"
            + "Example: federation app-password ana --label laptop");
        var flags = new NodeFlags().AddTo(command);
        var name = new Argument<string>("name") { Description = "Sign-in name." };
        var label = new Option<string>("--label") { HelpName = "TEXT", Description = "What it is for.", DefaultValueFactory = _ => "command line" };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        command.Arguments.Add(name);
        command.Options.Add(label);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            if (MemberRules.RefuseName(parsed.GetValue(label)!) is { } unnamed) // it has a default
            {
                return Refused.Because(unnamed);
            }

            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            if (await node.Services.GetRequiredService<MemberDesk>().FindByName(parsed.GetValue(name)!, cancel) is not { } memberId)
            {
                return Refused.Because(new MemberRefusal.NoSuchMember(), MemberCommand.WhoIsThere);
            }

            if (await node.Services.GetRequiredService<MemberDesk>().Find(memberId, cancel) is { IsDisabled: true })
            {
                return Refused.Because(new MemberRefusal.Disabled());
            }

            var password = await node.Services.GetRequiredService<AppPasswords>()
                .Create(memberId, AppPasswordScheme.DocumentsScope, parsed.GetValue(label)!, cancel);
            Console.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { Password = password, Scope = AppPasswordScheme.DocumentsScope, Label = parsed.GetValue(label) }, JsonSerializerOptions.Web)
                : password);
            return ExitCodes.Done;
        });
        return command;
    }
}
