using System.CommandLine;
using System.Text.Json;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Spectre.Console;

namespace Federation.Node.CommandLine;

/// <summary><c>federation member add|invite|list|disable|erase</c>.</summary>
internal static class MemberCommand
{
    /// <summary>Hint for a name that nobody has.</summary>
    public const string WhoIsThere = "See `federation member list`.";

    private const string ByOperator = "command line";

    public static Command Create() => new("member", "Add, invite, list, disable and erase members.") { Add(), Invite(), List(), Disable(), Erase() };

    private static Command Add()
    {
        var command = new Command("add", "Add one member, or every line of a file, and print invitation links.\n\n"
            + "Nobody is added if one of them cannot be. A link is good for 14 days and for one use.\n\n"
            + "Examples: federation member add ana --role officer\nfederation member add --file members.txt --json");
        var flags = new NodeFlags().AddTo(command);
        var name = new Argument<string?>("name") { Description = "Sign-in name.", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string?>("--file") { HelpName = "FILE", Description = "File with one sign-in name a line." };
        var roles = new Option<string[]>("--role") { HelpName = "ROLE", Description = "officer, steward or administrator; repeat for several." };
        var password = new Option<string?>("--password-file") { HelpName = "FILE", Description = "Set this password instead of inviting; - reads standard input." };
        var json = Json();
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
            // All or none, as far as it can be seen beforehand: half a list is worse to mend than none.
            foreach (var each in names)
            {
                if (await desk.RefuseToAdd(each, parsed.GetValue(roles) ?? [], secret, cancel) is { } refusal)
                {
                    return Refused.Because(refusal, $"It is about '{each}'; nobody was added.");
                }
            }

            var added = new List<AddedMember>();
            MemberRefusal? late = null;
            await Work.ForEach("Adding members", names, async each =>
            {
                (var memberId, late) = await desk.Add(each, parsed.GetValue(roles) ?? [], secret, ByOperator, cancel);
                if (late is null)
                {
                    added.Add(new AddedMember(each, memberId, secret is null ? Link(options, await desk.Invite(memberId, cancel)) : null));
                }

                return late is null;
            });
            Print(added, parsed.GetValue(json));
            return late is null ? ExitCodes.Done : Refused.Because(late, $"It is about '{names[added.Count]}'; the {added.Count} before were added.");
        });
        return command;
    }

    private static Command Invite()
    {
        var command = new Command("invite", "Print a new invitation link for somebody who has an account: the way back in after a lost password. "
            + "Earlier links end.\n\nExample: federation member invite ana");
        var flags = new NodeFlags().AddTo(command);
        var name = new Argument<string>("name") { Description = "Sign-in name." };
        var json = Json();
        command.Arguments.Add(name);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            var options = flags.Read(parsed);
            await using var node = await OpenNode.Open(options, cancel);
            var desk = node.Services.GetRequiredService<MemberDesk>();
            if (await desk.FindByName(parsed.GetValue(name)!, cancel) is not { } memberId) // a required argument
            {
                return Refused.Because(new MemberRefusal.NoSuchMember(), WhoIsThere);
            }

            if (await desk.Find(memberId, cancel) is { IsDisabled: true })
            {
                return Refused.Because(new MemberRefusal.Disabled());
            }

            var invited = new AddedMember(parsed.GetValue(name)!, memberId, Link(options, await desk.Invite(memberId, cancel)));
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(invited, JsonSerializerOptions.Web) : invited.Invitation);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List the members.\n\nExample: federation member list --json");
        var flags = new NodeFlags().AddTo(command);
        var json = Json();
        command.Options.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var all = (await node.Services.GetRequiredService<MemberDesk>().All(cancel))
                .Select(each => new ListedMember(
                    each.Name.SignInName, each.Member.Id, each.Member.Roles, each.Member.IsDisabled, each.Member.HasJoined)).ToList();
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(all, JsonSerializerOptions.Web));
                return ExitCodes.Done;
            }

            var table = new Table().AddColumns("Name", "Roles", "State");
            all.ForEach(member => table.AddRow(
                Markup.Escape(member.Name), string.Join(", ", member.Roles), member.IsDisabled ? "disabled" : member.HasJoined ? "active" : "invited"));
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
            return refusal is null ? ExitCodes.Done : Refused.Because(refusal, found is null ? WhoIsThere : null);
        });
        return command;
    }

    private static Command Erase()
    {
        var command = new Command("erase", "Erase a member in seven days: their key is destroyed, and with it their documents, their name and what they contributed, in backups too.\n\n"
            + "They see it on their pages and can call it off until then. While documents of theirs are under a legal hold it waits (see `federation hold list`).\n\nExamples: federation member erase ana\nfederation member erase ana --call-off");
        var flags = new NodeFlags().AddTo(command);
        var name = new Argument<string>("name") { Description = "Sign-in name." };
        var callOff = new Option<bool>("--call-off") { Description = "Do not erase after all; not what the member asked for themselves." };
        command.Arguments.Add(name);
        command.Options.Add(callOff);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var desk = node.Services.GetRequiredService<MemberDesk>();
            if (await desk.FindByName(parsed.GetValue(name)!, cancel) is not { } memberId) // a required argument
            {
                return Refused.Because(new MemberRefusal.NoSuchMember(), WhoIsThere);
            }

            var refusal = parsed.GetValue(callOff)
                ? await desk.CallOffErasure(memberId, ByOperator, cancel)
                : await desk.AskErasure(memberId, ByOperator, cancel);
            if (refusal is not null)
            {
                return Refused.Because(refusal);
            }

            Console.WriteLine(await desk.ErasureOf(memberId, cancel) is { DueAt: { } due }
                ? $"{parsed.GetValue(name)} will be erased on {due.UtcDateTime:u}."
                : $"{parsed.GetValue(name)} will not be erased.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static string[] Names(string? name, string? file)
    {
        if (name is null == file is null)
        {
            throw new OperatorException("Give either a name or --file.", "See `federation member add --help`.", ExitCodes.Usage);
        }

        try
        {
            string[] names = name is not null ? [name] : [.. File.ReadLines(file!).Select(line => line.Trim()).Where(line => line.Length > 0)]; // one is given
            return names.GroupBy(each => each, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice
                ? throw new OperatorException($"{file} names '{twice.Key}' twice.", "Give everybody a sign-in name of their own; nobody was added.", ExitCodes.Refused)
                : names.Length > 0 ? names : throw new OperatorException($"{file} names nobody.", "Write one sign-in name a line.", ExitCodes.Refused);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException(e.Message, "Give a readable file with one name a line.");
        }
    }

    private static void Print(List<AddedMember> added, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(added, JsonSerializerOptions.Web));
            return;
        }

        foreach (var member in added)
        {
            Console.WriteLine($"{member.Name}\t{member.Invitation ?? "added"}");
        }
    }

    private static string Link(NodeOptions options, string token) => new Uri(options.Origin, "/invitations/" + token).AbsoluteUri;

    private static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    private sealed record AddedMember(string Name, Guid Id, string? Invitation);

    private sealed record ListedMember(string Name, Guid Id, IReadOnlyList<string> Roles, bool IsDisabled, bool HasJoined);
}
