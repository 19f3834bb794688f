using System.CommandLine;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Hosting.Security;

namespace Federation.Node.CommandLine;

/// <summary><c>federation rebuild</c>.</summary>
internal static class RebuildCommand
{
    public static Command Create()
    {
        var command = new Command("rebuild", "Make the read models again from the history: after a database was restored without them. Nobody may serve meanwhile.\n\n"
            + "Example: federation rebuild --data /var/lib/federation");
        var flags = new NodeFlags().AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            return await Rebuild(node, cancel);
        });
        return command;
    }

    /// <summary>Does it and says so.</summary>
    /// <exception cref="OperatorException">Somebody serves.</exception>
    public static async Task<int> Rebuild(OpenNode node, CancellationToken cancel)
    {
        if (await node.Services.GetRequiredService<MasterKeyHolders>().All(cancel) is [var host, ..])
        {
            throw new OperatorException($"A replica on {host} serves, or did a minute ago.", "Stop all replicas, wait a minute if one was killed, and run this again.");
        }

        var made = await Work.During("Making the read models again…", () => node.Services.GetRequiredService<ReadModels>().Rebuild(cancel));
        Console.WriteLine($"Made again from the history: {string.Join(", ", made)}.");
        return ExitCodes.Done;
    }
}
