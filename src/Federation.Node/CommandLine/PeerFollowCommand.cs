using System.CommandLine;
using Federation.Node.Peers;

namespace Federation.Node.CommandLine;

/// <summary><c>federation peer follow|unfollow|end-follower|allow-follower</c>.</summary>
internal static class PeerFollowCommand
{
    public static Command Follow() => Ours(
        "follow", "Ask to follow catalogues of a peer, for the first time or again.\n\nExample: federation peer follow fnt.example statistics,templates --by sam",
        (desk, host, catalogue, by, cancel) => desk.Follow(host, catalogue, by, cancel));

    public static Command Unfollow() => Ours(
        "unfollow", "Stop following catalogues of a peer. What is here stays, and is still erased when the peer takes it back.\n\n"
            + "Example: federation peer unfollow fnt.example statistics --by sam",
        (desk, host, catalogue, by, cancel) => desk.Unfollow(host, catalogue, by, cancel));

    public static Command EndFollower() => Theirs(
        "end-follower", "End a peer's follow of our catalogues: it is told so, and may not follow them again until it is allowed.\n\n"
            + "Example: federation peer end-follower union-b.example statistics --by sam",
        (desk, host, catalogue, actor, by, cancel) => desk.EndFollower(host, catalogue, actor, by, cancel));

    public static Command AllowFollower() => Theirs(
        "allow-follower", "Let a peer whose follow was ended follow again, when it asks.\n\n"
            + "Example: federation peer allow-follower union-b.example statistics --by sam",
        (desk, host, catalogue, actor, by, cancel) => desk.AllowFollower(host, catalogue, actor, by, cancel));

    private static Command Ours(string name, string description, Func<FollowDesk, string, string, Guid, CancellationToken, Task<PeerRefusal?>> deed) =>
        Deed(name, description, [], (desk, host, catalogue, _, by, cancel) => deed(desk, host, catalogue, by, cancel));

    private static Command Theirs(string name, string description, Func<FollowDesk, string, string, Uri?, Guid, CancellationToken, Task<PeerRefusal?>> deed)
    {
        var actor = new Option<Uri?>("--actor")
        {
            HelpName = "URL", Description = "Which actor of another server follows. Default: the peer's own.",
            CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) ? url : Wrong(result),
        };
        return Deed(name, description, [actor], (desk, host, catalogue, parsed, by, cancel) => deed(desk, host, catalogue, parsed.GetValue(actor), by, cancel));
    }

    private static Command Deed(
        string name, string description, IReadOnlyList<Option> more, Func<FollowDesk, string, string, ParseResult, Guid, CancellationToken, Task<PeerRefusal?>> deed)
    {
        var command = new Command(name, description);
        var flags = new NodeFlags().AddTo(command);
        var host = new Argument<string>("host") { Description = "The peer's host, like fnt.example" };
        var catalogues = new Argument<string>("catalogues") { Description = "Which, like statistics,templates" };
        var by = new Option<string>("--by") { HelpName = "NAME", Description = "Sign-in name of the person who decides.", Required = true };
        command.Arguments.Add(host);
        command.Arguments.Add(catalogues);
        more.Append(by).ToList().ForEach(command.Options.Add);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var desk = node.Services.GetRequiredService<FollowDesk>();
            var person = await PeerCommand.Member(node, parsed.GetValue(by)!, cancel); // required, like the others
            foreach (var catalogue in PeerCommand.Names(parsed.GetValue(catalogues)))
            {
                if (await deed(desk, parsed.GetValue(host)!, catalogue, parsed, person, cancel) is { } refusal)
                {
                    return Refused.Because(refusal);
                }
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Uri? Wrong(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"'{result.Tokens[0].Value}' is no address of an actor, like https://social.example/users/press.");
        return null;
    }
}
