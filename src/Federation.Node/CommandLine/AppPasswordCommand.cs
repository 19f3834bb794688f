using System.CommandLine;
using Federation.Node.Members;
using Federation.Node.Members.SignIn;

namespace Federation.Node.CommandLine;

/// <summary><c>federation app-password</c>: a password for a program, shown once.</summary>
internal static class AppPasswordCommand
{
    public static Command Create()
    {
        var command = new Command("app-password", "Make a password for a program of a member (scope: documents) and print it once.\n\n"
            + "Example: federation app-password ana --label laptop");
        var flags = new NodeFlags().AddTo(command);
        var name = new Argument<string>("name") { Description = "Sign-in name." };
        var label = new Option<string>("--label") { Description = "What it is for.", DefaultValueFactory = _ => "command line" };
        command.Arguments.Add(name);
        command.Options.Add(label);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            if (await node.Services.GetRequiredService<MemberDesk>().FindByName(parsed.GetValue(name)!, cancel) is not { } memberId)
            {
                return Refused.Because(new MemberRefusal.NoSuchMember());
            }

            Console.WriteLine(await node.Services.GetRequiredService<AppPasswords>()
                .Create(memberId, AppPasswordScheme.DocumentsScope, parsed.GetValue(label)!, cancel));
            return ExitCodes.Done;
        });
        return command;
    }
}
