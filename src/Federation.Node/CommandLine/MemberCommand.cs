using System.CommandLine;
using System.Text.Json;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Spectre.Console;

namespace Federation.Node.CommandLine;

/// <summary><c>federation member add|invite|list|disable</c>.</summary>
internal static class MemberCommand
{
    private const string ByOperator = "command line";

    public static Command Create() => new("member", "Add, invite, list and disable members.") { Add(), Invite(), List(), Disable() };

    private static Command Add()
    {
        var command = new Command("add", "Add one member, or every line of a file, and print invitation links.\n\n"
            + "Examples: federation member add 'ana' --role officer\n          federation member add --file members.txt --json");
        var flags = new NodeFlags().AddTo(command);
        var name = new Argument<string?>("name") { Description = "Sign-in name.", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string?>("--file") { Description = "File with one sign-in name a line." };
        var roles = new Option<string[]>("--role") { Description = "officer, steward or administrator; repeat for several." };
        var password = new Option<string?>("--password-file") { Description = "Set this password instead of inviting; - reads standard input." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        command.Arguments.Add(name);
        foreach (var option in new Option[] { file, roles, password, json })
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancel) =>
        {
            var options = flags.Read(parsed);
            var names = Names(parsed.GetValue(name), parsed.GetValue(file));
            var secret = parsed.GetValue(password) is { } source ? Secrets.Read(source, "") : null;
            await using var node = await OpenNode.Open(options, cancel);
            var desk = node.Services.GetRequiredService<MemberDesk>();
            var added = new List<AddedMember>();
            foreach (var each in names)
            {
                var (memberId, refusal) = await desk.Add(each, parsed.GetValue(roles) ?? [], secret, ByOperator, cancel);
                if (refusal is not null)
                {
                    Console.Error.WriteLine($"federation: {each}: {refusal.Message.In("en")} ({added.Count} of {names.Count} were added before)");
                    return ExitCodes.Refused;
                }

                var link = secret is null ? new Uri(options.Origin, "/invitations/" + await desk.Invite(memberId, cancel)).AbsoluteUri : null;
                added.Add(new AddedMember(each, memberId, link));
                if (!parsed.GetValue(json))
                {
                    Console.WriteLine(link is null ? $"{each}\tadded" : $"{each}\t{link}");
                }
            }

            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(added, JsonSerializerOptions.Web));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Invite()
    {
        var command = new Command("invite", "Print a new invitation link for somebody who has an account: the way back in after a lost password. "
            + "Earlier links end.\n\nExample: federation member invite ana");
        var flags = new NodeFlags().AddTo(command);
        var name = new Argument<string>("name") { Description = "Sign-in name." };
        command.Arguments.Add(name);
        command.SetAction(async (parsed, cancel) =>
        {
            var options = flags.Read(parsed);
            await using var node = await OpenNode.Open(options, cancel);
            var desk = node.Services.GetRequiredService<MemberDesk>();
            if (await desk.FindByName(parsed.GetValue(name)!, cancel) is not { } memberId) // a required argument
            {
                return Refused.Because(new MemberRefusal.NoSuchMember());
            }

            if (await desk.Find(memberId, cancel) is { IsDisabled: true })
            {
                return Refused.Because(new MemberRefusal.Disabled());
            }

            Console.WriteLine(new Uri(options.Origin, "/invitations/" + await desk.Invite(memberId, cancel)).AbsoluteUri);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List the members.\n\nExample: federation member list --json");
        var flags = new NodeFlags().AddTo(command);
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        command.Options.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var all = (await node.Services.GetRequiredService<MemberDesk>().All(cancel))
                .Select(each => new ListedMember(each.Name.SignInName, each.Member.Id, each.Member.Roles, each.Member.IsDisabled)).ToList();
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(all, JsonSerializerOptions.Web));
                return ExitCodes.Done;
            }

            var table = new Table().AddColumns("Name", "Roles", "State");
            all.ForEach(member => table.AddRow(
                Markup.Escape(member.Name), string.Join(", ", member.Roles), member.IsDisabled ? "disabled" : "active"));
            AnsiConsole.Write(table);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Disable()
    {
        var command = new Command("disable", "Close an account: its sessions and app passwords end at once.\n\nExample: federation member disable ana");
        var flags = new NodeFlags().AddTo(command);
        var name = new Argument<string>("name") { Description = "Sign-in name." };
        command.Arguments.Add(name);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var desk = node.Services.GetRequiredService<MemberDesk>();
            var found = await desk.FindByName(parsed.GetValue(name)!, cancel);
            var refusal = found is { } memberId ? await desk.Disable(memberId, ByOperator, cancel) : new MemberRefusal.NoSuchMember();
            return refusal is null ? ExitCodes.Done : Refused.Because(refusal);
        });
        return command;
    }

    private static IReadOnlyList<string> Names(string? name, string? file)
    {
        try
        {
            return (name, file) switch
            {
                (not null, null) => [name],
                (null, not null) => [.. File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0)],
                _ => throw new OperatorException("Give either a name or --file.", "See federation member add --help.", ExitCodes.Usage),
            };
        }
        catch (IOException e)
        {
            throw new OperatorException(e.Message, "Give a readable file with one name a line.");
        }
    }

    private sealed record AddedMember(string Name, Guid Id, string? Invitation);

    private sealed record ListedMember(string Name, Guid Id, IReadOnlyList<string> Roles, bool IsDisabled);
}
