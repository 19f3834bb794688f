using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Federation.Node.Peers;
using Federation.Node.Peers.Affiliations;
using Spectre.Console;

namespace Federation.Node.CommandLine;

/// <summary><c>federation affiliation propose|approve|revoke|trust|distrust|list</c>.</summary>
internal static class AffiliationCommand
{
    private delegate Task<PeerRefusal?> Deed(AffiliationDesk desk, string host, Guid by, ParseResult parsed, CancellationToken cancel);

    public static Command Create()
    {
        var until = new Option<string>("--until") { HelpName = "DAY", Description = "Last day, like 2027-12-31.", Required = true };
        var reason = new Option<string>("--reason") { HelpName = "TEXT", Description = "Why; kept in the history.", Required = true };
        return new Command("affiliation", "At a federation: say who is an affiliate. At a union: trust a federation to say so.")
        {
            Decision("propose", "Propose that a peer is an affiliate of this federation until a day; somebody else must approve.\n\n"
                + "Example: federation affiliation propose union-a.example --until 2027-12-31 --by ines",
                (desk, host, by, parsed, cancel) => desk.Propose(host, AffiliationEndpoints.Day(parsed.GetValue(until)), by, cancel), until),
            Decision("approve", "Sign the credential of a proposed affiliate and send it to every peer.\n\nExample: federation affiliation approve union-a.example --by sam",
                (desk, host, by, _, cancel) => desk.Approve(host, by, cancel)),
            Decision("revoke", "Take the credential of an affiliate back: peers that rest on it lose their approval.\n\n"
                + "Example: federation affiliation revoke union-a.example --reason 'Left the federation' --by ines",
                (desk, host, by, parsed, cancel) => desk.Revoke(host, parsed.GetValue(reason)!, by, cancel), reason),
            Decision("trust", "Trust a federation to vouch for its affiliates; a second person agrees with the same words.\n\n"
                + "Example: federation affiliation trust fnt.example --by ines", (desk, host, by, _, cancel) => desk.Trust(host, by, cancel)),
            Decision("distrust", "Trust a federation to vouch no more.\n\nExample: federation affiliation distrust fnt.example --by ines",
                (desk, host, by, _, cancel) => desk.Distrust(host, by, cancel)),
            List(),
        };
    }

    private static Command Decision(string verb, string description, Deed deed, params Option[] options)
    {
        var command = new Command(verb, description);
        var flags = new NodeFlags().AddTo(command);
        var host = new Argument<string>("host") { Description = "The other node's host." };
        var by = new Option<string>("--by") { HelpName = "NAME", Description = "Sign-in name of the person who decides.", Required = true };
        command.Arguments.Add(host);
        command.Options.Add(by);
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var person = await PeerCommand.Member(node, parsed.GetValue(by)!, cancel); // required, like the host
            return await deed(node.Services.GetRequiredService<AffiliationDesk>(), parsed.GetValue(host)!.ToLowerInvariant(), person, parsed, cancel) is { } refusal
                ? Refused.Because(refusal)
                : ExitCodes.Done;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List the affiliations that this node signed or heard of.\n\nExample: federation affiliation list --json");
        var flags = new NodeFlags().AddTo(command);
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        command.Options.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var all = (await node.Services.GetRequiredService<AffiliationDesk>().All(cancel))
                .Select(each => new ListedAffiliation(each.Credential, each.Issuer, each.Host, each.Until, $"{each.State}".ToLowerInvariant())).ToList();
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(all, JsonSerializerOptions.Web));
                return ExitCodes.Done;
            }

            var table = new Table().AddColumns("Federation", "Affiliate", "Until", "State");
            all.ForEach(each => table.AddRow(
                Markup.Escape(each.Issuer.Length > 0 ? each.Issuer : "this node"), Markup.Escape(each.Host),
                each.Until.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), each.State));
            AnsiConsole.Write(table);
            return ExitCodes.Done;
        });
        return command;
    }

    private sealed record ListedAffiliation(string Credential, string Issuer, string Host, DateTimeOffset Until, string State);
}
