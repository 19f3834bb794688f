using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Federation.Node.CommandLine;

/// <summary>The command line: one file per verb, listed here.</summary>
internal static class FederationCommand
{
    // After Ctrl-C: the host drains for 20 s, then PostgreSQL checkpoints. System.CommandLine's own 2 s would leave processes behind.
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(90);

    /// <summary>Runs one command. What an operator can mend is one line and a hint, never a stack trace.</summary>
    /// <returns>The exit code, as listed in the help text.</returns>
    public static async Task<int> Run(string[] args)
    {
        // A name may begin with @; it is not a file of arguments.
        var parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            return Misread(parsed);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopsWithin });
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception e)
        {
            var mishap = Mishap.Of(e);
            if (mishap.ExitCode == ExitCodes.Defect && Environment.GetEnvironmentVariable(Mishap.TraceVariable) is { Length: > 0 })
            {
                await Console.Error.WriteLineAsync(e.ToString());
            }

            return mishap.Print();
        }
    }

    /// <summary>All verbs.</summary>
    public static RootCommand Root()
    {
        var root = new RootCommand("A trade union's own cloud: files, campaigns and figures that cannot be traced back to a person.\n\n"
            + "Examples: federation setup --data /srv/federation --name 'Union A' --admin ines\n"
            + "federation serve --data /srv/federation")
        {
            SetupCommand.Create(),
            ServeCommand.Create(),
            DemoCommand.Create(),
            MemberCommand.Create(),
            HoldCommand.Create(),
            PeerCommand.Create(),
            DeliveryCommand.Create(),
            AffiliationCommand.Create(),
            KeyCommand.Create(),
            KeysCommand.Create(),
            AppPasswordCommand.Create(),
            ReadPdfCommand.Create(),
            RenderPreviewCommand.Create(),
            DoctorCommand.Create(),
            ReceiptCommand.Create(),
            TimesheetCommand.Create(),
            VerifyCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            RebuildCommand.Create(),
            ToolCommand.Create(),
        };
        root.Options.OfType<HelpOption>().Single().Action = new HelpPage();
        return root;
    }

    private static int Misread(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0)
        {
            Console.Out.Write(HelpPage.Of(command));
            return ExitCodes.Usage;
        }

        var message = parsed.UnmatchedTokens.Count > 0 ? $"'{parsed.UnmatchedTokens[0]}' is not understood." : parsed.Errors[0].Message;
        return new Mishap(message, $"See `{HelpPage.Path(command)} --help`.", ExitCodes.Usage).Print();
    }
}
