using System.CommandLine;
using Federation.Node.Hosting.Configuration;
using Npgsql;

namespace Federation.Node.CommandLine;

/// <summary>The command line: one file per verb, listed here.</summary>
internal static class FederationCommand
{
    /// <summary>Runs one command. What an operator can mend is one line and a hint, never a stack trace.</summary>
    /// <returns>The exit code, as listed in the help text.</returns>
    public static async Task<int> Run(string[] args)
    {
        var parsed = Root().Parse(args);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperatorException e)
        {
            Fail(e.Message, e.Hint);
            return e.ExitCode;
        }
        catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException)
        {
            Fail($"The database does not answer: {e.Message}", "Is it running? `federation doctor` looks at what the node needs.");
            return ExitCodes.Environment;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
    }

    private static RootCommand Root() => new($"Federation: a trade union's own cloud.\n\n{ExitCodes.Help}")
    {
        SetupCommand.Create(),
        ServeCommand.Create(),
        MemberCommand.Create(),
        PeerCommand.Create(),
        AppPasswordCommand.Create(),
        DoctorCommand.Create(),
        ReceiptCommand.Create(),
        VerifyCommand.Create(),
    };

    private static void Fail(string message, string hint)
    {
        Console.Error.WriteLine($"federation: {message}");
        Console.Error.WriteLine($"hint: {hint}");
    }
}
