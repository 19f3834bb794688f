using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Federation.Node.Delivery;
using Spectre.Console;

namespace Federation.Node.CommandLine;

/// <summary><c>federation delivery list|retry|discard</c>.</summary>
internal static class DeliveryCommand
{
    private const string WhatIsThere = "`federation delivery list` shows what was not delivered.";

    public static Command Create() =>
        new("delivery", "See how deliveries to peers fare; send again or discard what was given up on.") { List(), Retry(), Discard() };

    private static Command List()
    {
        var command = new Command("list", "List the peers that are sent to, and what was not delivered.\n\nExample: federation delivery list --json");
        var flags = new NodeFlags().AddTo(command);
        var json = Json();
        command.Options.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var deliveries = node.Services.GetRequiredService<IDeliveries>();
            var (lanes, letters) = (await deliveries.Lanes(cancel), await deliveries.DeadLetters(cancel));
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new Listed(lanes, letters), JsonSerializerOptions.Web));
                return ExitCodes.Done;
            }

            Print(lanes);
            Print(letters);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Retry() => Deed(
        "retry", "Send again what was given up on.\n\nExample: federation delivery retry 0199f3c2-…", "Queued to be sent again.",
        (deliveries, letter, cancel) => deliveries.Retry(letter, cancel));

    private static Command Discard() => Deed(
        "discard", "Forget what was given up on. The peer never gets it.\n\nExample: federation delivery discard 0199f3c2-…", "Discarded.",
        (deliveries, letter, cancel) => deliveries.Discard(letter, cancel));

    private static Command Deed(string name, string description, string done, Func<IDeliveries, Guid, CancellationToken, Task<bool>> deed)
    {
        var command = new Command(name, description);
        var flags = new NodeFlags().AddTo(command);
        var letter = new Argument<Guid>("letter") { Description = "Its id, as `federation delivery list` shows it." };
        var json = Json();
        command.Arguments.Add(letter);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var id = parsed.GetValue(letter);
            if (!await deed(node.Services.GetRequiredService<IDeliveries>(), id, cancel))
            {
                return new Mishap($"There is no dead letter {id}.", WhatIsThere, ExitCodes.Refused).Print();
            }

            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(new Deeded(id, name), JsonSerializerOptions.Web) : done);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(IReadOnlyList<LaneCard> lanes)
    {
        var table = new Table().AddColumns("Host", "State", "Waiting", "Next attempt", "Reason");
        foreach (var lane in lanes)
        {
            table.AddRow(
                Markup.Escape(lane.Host), lane.State, lane.Waiting.ToString(CultureInfo.InvariantCulture),
                lane.Since is null || lane.NextAttemptAt == DateTimeOffset.MaxValue ? "" : Time(lane.NextAttemptAt), Markup.Escape(lane.Reason ?? ""));
        }

        AnsiConsole.Write(table);
    }

    private static void Print(IReadOnlyList<DeadLetter> letters)
    {
        if (letters.Count == 0)
        {
            AnsiConsole.MarkupLine("Everything else was delivered.");
            return;
        }

        var table = new Table().AddColumns("Not delivered", "Host", "Activities", "Since", "Reason");
        foreach (var letter in letters)
        {
            table.AddRow(
                letter.Id.ToString(), Markup.Escape(letter.Host), letter.Count.ToString(CultureInfo.InvariantCulture), Time(letter.FailedAt),
                Markup.Escape(letter.Reason));
        }

        AnsiConsole.Write(table);
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);

    private static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    private sealed record Listed(IReadOnlyList<LaneCard> Hosts, IReadOnlyList<DeadLetter> NotDelivered);

    private sealed record Deeded(Guid Letter, string Deed);
}
