using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;

namespace Federation.Node.CommandLine;

/// <summary>
/// The page of <c>--help</c>: what a verb does, how it is typed, examples, exit codes. The first paragraph of a verb's description
/// is its line in lists; a paragraph that begins with <c>Example</c> holds examples, one a line.
/// </summary>
internal sealed class HelpPage : SynchronousCommandLineAction
{
    private const int Width = 110;
    private const int Column = 30;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.Write(Of(parseResult.CommandResult.Command));
        return ExitCodes.Done;
    }

    /// <summary>The page of one verb.</summary>
    public static string Of(Command command)
    {
        var paragraphs = Paragraphs(command);
        var page = new StringBuilder();
        foreach (var paragraph in paragraphs.Where(paragraph => !IsExample(paragraph)))
        {
            page.Append(Wrap(paragraph, 0)).Append("\n\n");
        }

        page.Append("Usage\n  ").Append(Usage(command)).Append('\n');
        Section(page, "Arguments", command.Arguments.Where(argument => !argument.Hidden)
            .Select(argument => (Term(argument), argument.Description)));
        Section(page, "Options", command.Options.Where(option => option is { Hidden: false, Recursive: false } && !NodeFlags.IsOne(option)).Select(Row));
        Section(page, "Which node", command.Options.Where(option => !option.Hidden && NodeFlags.IsOne(option)).Select(Row));
        Section(page, "Verbs", command.Subcommands.Where(verb => !verb.Hidden).Select(verb => (verb.Name, (string?)Paragraphs(verb)[0])));
        Section(page, "Examples", Examples(command).Select(example => (example, (string?)null)));
        page.Append('\n').Append(ExitCodes.Help).Append('\n');
        return page.ToString();
    }

    /// <summary>The examples of a verb, as they are typed.</summary>
    public static IEnumerable<string> Examples(Command command) => Paragraphs(command).Where(IsExample)
        .SelectMany(paragraph => paragraph[(paragraph.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('\n'))
        .Select(line => line.Trim()).Where(line => line.Length > 0);

    /// <summary>The verb as it is typed, from the program's name on.</summary>
    public static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : "federation";

    private static string[] Paragraphs(Command command) => (command.Description ?? "").Split("\n\n");

    private static bool IsExample(string paragraph) => paragraph.StartsWith("Example", StringComparison.Ordinal);

    private static string Usage(Command command) => string.Join(' ', new[] { Path(command) }
        .Concat(command.Arguments.Where(argument => !argument.Hidden).Select(Term))
        .Append(command.Subcommands.Count > 0 ? "VERB [options]" : "[options]"));

    private static string Term(Argument argument)
    {
        var name = argument.HelpName ?? argument.Name.ToUpperInvariant();
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static (string Term, string? Text) Row(Option option)
    {
        var value = option.ValueType == typeof(bool) || option.Arity.MaximumNumberOfValues == 0 ? "" : " " + (option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant());
        return (option.Name + value, option.Description + (option.Required ? " Required." : ""));
    }

    private static void Section(StringBuilder page, string title, IEnumerable<(string Term, string? Text)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        page.Append('\n').Append(title).Append('\n');
        foreach (var (term, text) in all)
        {
            page.Append("  ").Append(term);
            if (text is not null)
            {
                page.Append(term.Length < Column - 3 ? new string(' ', Column - 2 - term.Length) : "\n" + new string(' ', Column));
                page.Append(Wrap(text, Column));
            }

            page.Append('\n');
        }
    }

    private static string Wrap(string text, int indent)
    {
        var wrapped = new StringBuilder();
        var column = indent;
        foreach (var word in text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (column > indent)
            {
                var breaks = column + 1 + word.Length > Width;
                wrapped.Append(breaks ? "\n" + new string(' ', indent) : " ");
                column = breaks ? indent : column + 1;
            }

            wrapped.Append(word);
            column += word.Length;
        }

        return wrapped.ToString();
    }
}
