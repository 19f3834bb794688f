using System.CommandLine;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;

namespace Federation.Node.CommandLine;

/// <summary><c>federation backup</c>.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var command = new Command("backup", "Write the database into a file, while the node serves. Nothing of a person is in the clear in it.\n\n"
            + "With it belong a copy of the blob folder (or bucket) made after it, and, apart from both, the master key and the newest list of destroyed keys.\n\n"
            + "Example: federation backup --to /srv/backup/federation.dump");
        var flags = new NodeFlags().AddTo(command);
        var to = new Option<string>("--to") { HelpName = "FILE", Required = true, Description = "The file; must not be there yet." };
        command.Options.Add(to);
        command.SetAction(async (parsed, cancel) =>
        {
            var options = flags.Read(parsed);
            await using var node = await OpenNode.Open(options, cancel);
            await Work.During("Writing the backup…", async () =>
            {
                await DatabaseDump.Write(
                    node.Services.GetRequiredService<DatabaseConnection>(), Path.GetFullPath(parsed.GetValue(to)!), node.Services.GetRequiredService<ReadModels>().LeftOut, cancel); // required
                await node.Services.GetRequiredService<UpkeepLog>().Add(UpkeepLog.Backup, cancel);
                return true;
            });
            Console.WriteLine($"The database is in {parsed.GetValue(to)}. Now copy {options.S3 ?? options.BlobFolder}, and {options.DestroyedKeysFile} to where its newest copy is kept.");
            return ExitCodes.Done;
        });
        return command;
    }
}
