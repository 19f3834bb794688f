using Federation.Node.Hosting.Configuration;
using Spectre.Console;

namespace Federation.Node.CommandLine;

/// <summary>Secrets come from a file, from standard input, or are asked for on a terminal; never from an argument, which others see.</summary>
internal static class Secrets
{
    /// <summary>The secret of a <c>--password-file</c> option: a path, <c>-</c> for standard input, null to be asked.</summary>
    /// <exception cref="OperatorException">The file cannot be read, or there is no terminal to ask on.</exception>
    public static string Read(string? file, string prompt)
    {
        try
        {
            return file switch
            {
                "-" => Console.In.ReadLine() ?? "",
                not null => File.ReadAllText(file).TrimEnd('\r', '\n'),
                null when !Console.IsInputRedirected => AnsiConsole.Prompt(new TextPrompt<string>(prompt).Secret()),
                null => throw new OperatorException("A password is needed.", "Give --password-file FILE, or --password-file - to read it from standard input."),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException(e.Message, "Give a readable file, or - for standard input.");
        }
    }
}
