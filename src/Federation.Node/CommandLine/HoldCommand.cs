using System.CommandLine;
using System.Text.Json;
using Federation.Node.Documents.Holds;
using Spectre.Console;

namespace Federation.Node.CommandLine;

/// <summary><c>federation hold place|list|release</c>.</summary>
internal static class HoldCommand
{
    public static Command Create() => new("hold", "Keep documents from being destroyed as long as a case needs them.") { Place(), List(), Release() };

    private static Command Place()
    {
        var command = new Command("place", "Place a legal hold: nothing of what it is on is destroyed until it is released, not even when its member is erased.\n\n"
            + "Examples: federation hold place --member ana --why \"Case 7/26, labour court\"\nfederation hold place --id 0193e1c2-7a4b-7c1d-8e2f-aabbccddeeff --why 'Audit 2026' --told 'Needed for the audit'");
        var flags = new NodeFlags().AddTo(command);
        var member = new Option<string?>("--member") { HelpName = "NAME", Description = "Sign-in name: all documents of the member's own." };
        var id = new Option<Guid?>("--id") { HelpName = "ID", Description = "A group space, folder or document: the id in its page's address." };
        var why = Why();
        var told = new Option<string?>("--told") { HelpName = "TEXT", Description = "What everybody is told who sees the documents." };
        foreach (var option in new Option[] { member, id, why, told })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(member) is null == result.GetResult(id) is null)
            {
                result.AddError("Give either --member or --id.");
            }
        });
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var desk = node.Services.GetRequiredService<HoldDesk>();
            var words = new HoldWords(parsed.GetValue(why)!.Trim(), (parsed.GetValue(told) ?? "").Trim()); // a required option
            var (placed, refusal) = parsed.GetValue(id) is { } entry
                ? await desk.Place(entry, words, HoldActor.CommandLine, cancel)
                : await desk.PlaceOn(parsed.GetValue(member)!, words, HoldActor.CommandLine, cancel); // one of the two is given
            if (refusal is null)
            {
                Console.WriteLine(placed);
            }

            return refusal is null ? ExitCodes.Done : Refused.Because(refusal);
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List the holds, those that were released too.\n\nExample: federation hold list --json");
        var flags = new NodeFlags().AddTo(command);
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        command.Options.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var all = await node.Services.GetRequiredService<HoldViews>().All(null, cancel);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(all, JsonSerializerOptions.Web));
                return ExitCodes.Done;
            }

            var table = new Table().AddColumns("Hold", "On", "Since", "Why", "State");
            foreach (var card in all)
            {
                table.AddRow(
                    $"{card.Id}", Markup.Escape(card.IsWhole ? card.Name : $"{card.Name}, a part"), $"{card.At.UtcDateTime:u}", Markup.Escape(card.Why ?? ""),
                    card.ReleasedAt is { } end ? Markup.Escape($"released {end.UtcDateTime:u}: {card.ReleaseWhy}") : card.ErasureDueAt is null ? "in force" : "in force; an erasure waits");
            }

            AnsiConsole.Write(table);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Release()
    {
        var command = new Command("release", "Release a hold. What was due to be destroyed goes by itself, within an hour, an erased member within a minute.\n\n"
            + "Example: federation hold release 0193e1c2-7a4b-7c1d-8e2f-aabbccddeeff --why \"Case 7/26 is over\"");
        var flags = new NodeFlags().AddTo(command);
        var id = new Argument<Guid>("hold") { Description = "The hold, as `federation hold list` names it." };
        var why = Why();
        command.Arguments.Add(id);
        command.Options.Add(why);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            return await node.Services.GetRequiredService<HoldDesk>().Release(parsed.GetValue(id), parsed.GetValue(why)!.Trim(), HoldActor.CommandLine, cancel) is { } refusal
                ? Refused.Because(refusal, "See `federation hold list`.") // a required option
                : ExitCodes.Done;
        });
        return command;
    }

    private static Option<string> Why() => new("--why") { HelpName = "TEXT", Description = "Why: the case or the reason; kept with the hold.", Required = true };
}
