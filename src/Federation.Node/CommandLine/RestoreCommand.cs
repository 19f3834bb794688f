using System.CommandLine;
using Federation.Node.Hosting.Database;

namespace Federation.Node.CommandLine;

/// <summary><c>federation restore</c>.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var command = new Command("restore", "Read a file of `federation backup` into an empty database, destroy again what was erased since, and make the read models.\n\n"
            + "With --rehearse it goes into a database of its own, which is looked at and removed again; the node, which may serve meanwhile, stays as it is and keeps a record of it.\n\n"
            + "Put the master key and the newest list of destroyed keys in their places first, and the blob folder.\n\n"
            + "Examples: federation restore /srv/backup/federation.dump --data /var/lib/federation\nfederation restore /srv/backup/federation.dump --rehearse --data /var/lib/federation");
        var flags = new NodeFlags().AddTo(command);
        var file = new Argument<string>("file") { Description = "The file." };
        var rehearse = new Option<bool>("--rehearse") { Description = "Only try: restore beside the node, look, remove." };
        command.Arguments.Add(file);
        command.Options.Add(rehearse);
        command.SetAction(async (parsed, cancel) =>
        {
            var dump = Path.GetFullPath(parsed.GetValue(file)!); // a required argument
            if (!File.Exists(dump))
            {
                throw new FileNotFoundException($"There is no file {dump}.");
            }

            if (parsed.GetValue(rehearse))
            {
                return await Rehearsal.Of(dump, flags.Read(parsed), cancel);
            }

            await using var node = await OpenNode.Open(flags.Read(parsed), cancel, database => DatabaseDump.Read(database, dump, cancel));
            return await RebuildCommand.Rebuild(node, cancel);
        });
        return command;
    }
}
