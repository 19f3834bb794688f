using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;

namespace Federation.Node.CommandLine;

/// <summary>What stopped a command, as the operator reads it: one line, a hint, an exit code.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">What to do about it.</param>
/// <param name="ExitCode">The exit code.</param>
internal sealed record Mishap(string Message, string Hint, int ExitCode)
{
    /// <summary>Set to anything, this environment variable adds the stack trace of a defect.</summary>
    public const string TraceVariable = "FEDERATION_TRACE";

    /// <summary>Names what an exception means to an operator.</summary>
    public static Mishap Of(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is OperatorException known)
            {
                return new Mishap(known.Message, known.Hint, known.ExitCode);
            }

            if (DatabaseTrouble.Of(cause) is { } trouble)
            {
                return new Mishap(trouble.Message, trouble.Hint, ExitCodes.Environment);
            }

            if (cause is IOException or UnauthorizedAccessException)
            {
                return new Mishap(cause.Message, "Look at the folder's owner, its permissions and the room on its disk.", ExitCodes.Environment);
            }
        }

        return new Mishap(
            $"Something unexpected happened: {exception.GetType().Name}: {OneLine(exception.Message)}",
            $"This is a defect. Set {TraceVariable}=1, run it again, and report what it prints.",
            ExitCodes.Defect);
    }

    /// <summary>Prints it on standard error.</summary>
    /// <returns>The exit code.</returns>
    public int Print()
    {
        Console.Error.WriteLine($"federation: {OneLine(Message)}");
        Console.Error.WriteLine($"hint: {Hint}");
        return ExitCode;
    }

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
