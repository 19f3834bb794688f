using System.CommandLine;
using Federation.Node.Hosting.Database;

namespace Federation.Node.CommandLine;

/// <summary><c>federation restore</c>.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var command = new Command("restore", "Read a file of `federation backup` into an empty database, destroy again what was erased since, and make the read models.\n\n"
            + "Put the master key and the newest list of destroyed keys in their places first, and the blob folder.\n\n"
            + "Example: federation restore /srv/backup/federation.dump --data /var/lib/federation");
        var flags = new NodeFlags().AddTo(command);
        var file = new Argument<string>("file") { Description = "The file." };
        command.Arguments.Add(file);
        command.SetAction(async (parsed, cancel) =>
        {
            var dump = Path.GetFullPath(parsed.GetValue(file)!); // a required argument
            if (!File.Exists(dump))
            {
                throw new FileNotFoundException($"There is no file {dump}.");
            }

            await using var node = await OpenNode.Open(flags.Read(parsed), cancel, database => DatabaseDump.Read(database, dump, cancel));
            return await RebuildCommand.Rebuild(node, cancel);
        });
        return command;
    }
}
