using System.CommandLine;
using System.Text.Json;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Node.Peers;
using Spectre.Console;

namespace Federation.Node.CommandLine;

/// <summary><c>federation peer add|approve|list|…</c>.</summary>
internal static class PeerCommand
{
    public static Command Create() => new("peer", "Add, approve, list, follow and block peers: other unions' and federations' nodes.")
    {
        Add(), Approve(), List(), PeerFollowCommand.Follow(), PeerFollowCommand.Unfollow(), PeerFollowCommand.EndFollower(), PeerFollowCommand.AllowFollower(),
        PeerBlockCommand.Block(), PeerBlockCommand.Unblock(),
    };

    private static Command Add()
    {
        var command = new Command("add", "Propose a peer; with --approve-by also approve it, and with --follow follow its catalogues.\n\n"
            + "Example: federation peer add fnt.example --as 'FNT' --by ines --approve-by sam --follow statistics,templates");
        var flags = new NodeFlags().AddTo(command);
        var host = Host();
        var name = new Option<string?>("--as") { HelpName = "NAME", Description = "What the peer is called here. Default: its host." };
        var by = new Option<string>("--by") { HelpName = "NAME", Description = "Sign-in name of the administrator who proposes it.", Required = true };
        var approver = new Option<string?>("--approve-by") { HelpName = "NAME", Description = "Sign-in name of the other person who approves it." };
        var follow = Follow();
        var json = Json();
        command.Arguments.Add(host);
        foreach (var option in new Option[] { name, by, approver, follow, json })
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var desk = node.Services.GetRequiredService<PeerDesk>();
            var peer = parsed.GetValue(host)!;
            var proposer = await Member(node, parsed.GetValue(by)!, cancel);
            if (await Work.During($"Asking {peer} who it is…", () => desk.Propose(peer, parsed.GetValue(name) ?? PeerName.HostOf(peer) ?? peer, proposer, cancel)) is { } refusal)
            {
                return Refused.Because(refusal);
            }

            return parsed.GetValue(approver) is { } second
                ? await ApproveAndFollow(node, PeerName.HostOf(peer)!.ToLowerInvariant(), // proposed, so it has one
                    await Member(node, second, cancel), parsed.GetValue(follow), parsed.GetValue(json), cancel)
                : await Print(node, parsed.GetValue(json), cancel);
        });
        return command;
    }

    private static Command Approve()
    {
        var command = new Command("approve", "Approve a peer that somebody else proposed.\n\n"
            + "Example: federation peer approve fnt.example --by sam --follow statistics");
        var flags = new NodeFlags().AddTo(command);
        var host = Host();
        var by = new Option<string>("--by") { HelpName = "NAME", Description = "Sign-in name of the person who approves it.", Required = true };
        var follow = Follow();
        var json = Json();
        command.Arguments.Add(host);
        foreach (var option in new Option[] { by, follow, json })
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var approver = await Member(node, parsed.GetValue(by)!, cancel);
            return await ApproveAndFollow(node, parsed.GetValue(host)!, approver, parsed.GetValue(follow), parsed.GetValue(json), cancel);
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List the peers.\n\nExample: federation peer list --json");
        var flags = new NodeFlags().AddTo(command);
        var json = Json();
        command.Options.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            return await Print(node, parsed.GetValue(json), cancel);
        });
        return command;
    }

    private static async Task<int> ApproveAndFollow(OpenNode node, string host, Guid by, string? catalogues, bool json, CancellationToken cancel)
    {
        if (await node.Services.GetRequiredService<PeerDesk>().Approve(host, by, cancel) is { } refusal)
        {
            return Refused.Because(refusal);
        }

        foreach (var catalogue in Names(catalogues))
        {
            if (await node.Services.GetRequiredService<FollowDesk>().Follow(host, catalogue, by, cancel) is { } notFollowed)
            {
                return Refused.Because(notFollowed);
            }
        }

        return await Print(node, json, cancel);
    }

    internal static string[] Names(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static async Task<int> Print(OpenNode node, bool json, CancellationToken cancel)
    {
        var register = node.Services.GetRequiredService<PeerRegister>();
        var accepted = (await register.Accepted(cancel)).Select(peer => peer.Host).ToHashSet();
        var all = (await register.All(cancel)).Select(peer => new ListedPeer(
            peer.Host, peer.Name, accepted.Contains(peer.Host), peer.IsBlocked,
            [.. peer.Following.Select(each => new ListedFollow(each.Catalogue, each.IsAccepted, each.IsRefused))], peer.Follows,
            [.. peer.Follows.SelectMany(catalogue => PeerRules.FollowersOf(peer, catalogue).Select(actor => new ListedFollower(catalogue, actor.AbsoluteUri, false)))
                .Concat(peer.Ended.Select(each => new ListedFollower(each.Catalogue, each.Actor.AbsoluteUri, true)))])).ToList();
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(all, JsonSerializerOptions.Web));
            return ExitCodes.Done;
        }

        var table = new Table().AddColumns("Host", "Name", "State", "We follow", "It follows");
        all.ForEach(peer => table.AddRow(
            Markup.Escape(peer.Host), Markup.Escape(peer.Name), peer.IsBlocked ? "blocked" : peer.IsApproved ? "approved" : "proposed",
            string.Join(", ", peer.Following.Select(each => each.IsAccepted ? each.Catalogue : $"{each.Catalogue} ({(each.IsRefused ? "refused" : "asked")})")),
            string.Join(", ", peer.Follows)));
        AnsiConsole.Write(table);
        return ExitCodes.Done;
    }

    internal static async Task<Guid> Member(OpenNode node, string name, CancellationToken cancel) =>
        await node.Services.GetRequiredService<MemberDesk>().FindByName(name, cancel)
        ?? throw new OperatorException($"There is no member '{name}'.", MemberCommand.WhoIsThere, ExitCodes.Refused);

    private static Argument<string> Host() => new("host") { Description = "The peer's host, like fnt.example; of another server an account, like @name@social.example" };

    private static Option<string?> Follow() => new("--follow") { HelpName = "LIST", Description = "Catalogues to follow, like statistics,templates" };

    private static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    private sealed record ListedFollow(string Catalogue, bool IsAccepted, bool IsRefused);

    private sealed record ListedFollower(string Catalogue, string Actor, bool IsEnded);

    private sealed record ListedPeer(
        string Host, string Name, bool IsApproved, bool IsBlocked, IReadOnlyList<ListedFollow> Following, IReadOnlyList<string> Follows,
        IReadOnlyList<ListedFollower> Followers);
}
