using System.CommandLine;
using Federation.Node.Peers;

namespace Federation.Node.CommandLine;

/// <summary><c>federation peer block|unblock</c>.</summary>
internal static class PeerBlockCommand
{
    public static Command Block()
    {
        var command = new Command("block", "Block a host, known or not: it is refused in everything, through other peers too.\n\n"
            + "Example: federation peer block spam.example --reason 'Sends advertisements' --by ines");
        var flags = new NodeFlags().AddTo(command);
        var host = Host(command);
        var reason = new Option<string>("--reason") { HelpName = "TEXT", Description = "Why; read by the next administrator.", Required = true };
        var by = By(command);
        command.Options.Add(reason);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var person = await PeerCommand.Member(node, parsed.GetValue(by)!, cancel); // required, like the others
            return await node.Services.GetRequiredService<PeerDesk>().Block(parsed.GetValue(host)!, parsed.GetValue(reason)!, person, cancel) is { } refusal
                ? Refused.Because(refusal)
                : ExitCodes.Done;
        });
        return command;
    }

    public static Command Unblock()
    {
        var command = new Command("unblock", "Ask for a block to be lifted; a second person lifts it, with the same words.\n\n"
            + "Example: federation peer unblock spam.example --by ines --approve-by sam");
        var flags = new NodeFlags().AddTo(command);
        var host = Host(command);
        var by = By(command);
        var second = new Option<string?>("--approve-by") { HelpName = "NAME", Description = "Sign-in name of the second person, when both are here." };
        command.Options.Add(second);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var desk = node.Services.GetRequiredService<PeerDesk>();
            foreach (var name in new[] { parsed.GetValue(by)!, parsed.GetValue(second) }.OfType<string>())
            {
                if (await desk.Unblock(parsed.GetValue(host)!, await PeerCommand.Member(node, name, cancel), cancel) is { } refusal)
                {
                    return Refused.Because(refusal);
                }
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string> Host(Command command)
    {
        var host = new Argument<string>("host") { Description = "The host, like spam.example" };
        command.Arguments.Add(host);
        return host;
    }

    private static Option<string> By(Command command)
    {
        var by = new Option<string>("--by") { HelpName = "NAME", Description = "Sign-in name of the person who decides.", Required = true };
        command.Options.Add(by);
        return by;
    }
}
