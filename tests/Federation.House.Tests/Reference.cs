using System.CommandLine;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Federation.Node.CommandLine;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Shell;
using Microsoft.Extensions.Logging;

namespace Federation.House.Tests;

/// <summary>docs/operators/reference.md, made from the code part by part.</summary>
public sealed partial class Reference
{
    private const string Path = "docs/operators/reference.md";

    private static IEnumerable<Type> Types => House.Node.GetTypes().Where(type => type.Namespace?.StartsWith("Federation.Node", StringComparison.Ordinal) == true);

    [Fact]
    public void Lists_every_verb()
    {
        var text = new StringBuilder(Generated.Head("Verb", "What it does", "Example"));
        foreach (var verb in Verbs(FederationCommand.Root()))
        {
            var examples = HelpPage.Examples(verb).ToList();
            Assert.True(examples.Count > 0, $"`{HelpPage.Path(verb)} --help` shows no example. Add a paragraph that begins with `Example:` to its description.");
            text.Append(Generated.Row($"`{HelpPage.Path(verb)}`", verb.Description!.Split("\n\n")[0], $"`{examples[0]}`")); // it has examples in it
        }

        Generated.Is(Path, "verbs", text.ToString());
    }

    [Fact]
    public void Lists_every_option_with_words()
    {
        foreach (var verb in Verbs(FederationCommand.Root()))
        {
            foreach (var option in verb.Options.Where(option => !option.Recursive))
            {
                Assert.True(option.Description is { Length: > 0 }, $"{HelpPage.Path(verb)} {option.Name} has no description.");
            }
        }
    }

    [Fact]
    public void Lists_every_exit_code()
    {
        var text = new StringBuilder(Generated.Head("Code", "Meaning"));
        foreach (var code in Source.Constants().Where(constant => constant.Owner == nameof(ExitCodes)))
        {
            Assert.True(ExitCodes.Help.Contains($"{code.Value} ", StringComparison.Ordinal), $"ExitCodes.Help does not list {code.Value} ({code.Name}).");
            text.Append(Generated.Row(code.Value, code.Summary));
        }

        Generated.Is(Path, "exit codes", text.ToString());
    }

    [Fact]
    public void Lists_every_setting_with_its_three_spellings()
    {
        var command = new Command("any");
        var flags = new NodeFlags().AddAllTo(command);
        var byKey = flags.ByKey;
        Assert.Equal(NodeConfiguration.Keys.Order(), byKey.Keys.Order());
        var defaults = new NodeOptions { DataFolder = "DATA" };
        var text = new StringBuilder(Generated.Head("In node.json", "Environment", "Flag", "Default", "Meaning"));
        text.Append(Generated.Row("", "`FEDERATION_DATA`", "`--data`", "`data`", "The data folder, where node.json is."));
        foreach (var key in NodeConfiguration.Keys)
        {
            text.Append(Generated.Row($"`{key}`", $"`{NodeConfiguration.EnvironmentName(key)}`", $"`{byKey[key].Name}`", Default(defaults, key), byKey[key].Description!)); // checked above
        }

        Generated.Is(Path, "settings", text.ToString());
    }

    [Fact]
    public void Lists_every_refusal()
    {
        var all = Types.Where(type => typeof(Refusal).IsAssignableFrom(type) && !type.IsAbstract).SelectMany(Specimen.AllOf).Cast<Refusal>()
            .DistinctBy(refusal => refusal.Code).OrderBy(refusal => refusal.Code, StringComparer.Ordinal).ToList();
        var text = new StringBuilder(Generated.Head("Code", "HTTP", "What people read"));
        foreach (var refusal in all)
        {
            Assert.True(RefusalCode().IsMatch(refusal.Code), $"'{refusal.Code}' is not of the form room.what-is-wrong.");
            text.Append(Generated.Row($"`{refusal.Code}`", $"{refusal.Status}", SpecimenNumber().Replace(refusal.Message.In("en"), "…")));
        }

        Generated.Is(Path, "refusals", text.ToString());
    }

    [Fact]
    public void Lists_every_limit_with_its_reason()
    {
        var limits = Source.Constants().Where(constant => constant.Owner.EndsWith("Limits", StringComparison.Ordinal) || LimitName().IsMatch(constant.Name)).ToList();
        var silent = limits.Where(limit => limit.Summary.Length == 0).Select(limit => $"{limit.Owner}.{limit.Name} ({limit.File})").ToList();
        Assert.True(silent.Count == 0, $"These limits do not say what they limit and why: {string.Join(", ", silent)}. Write a summary above each.");
        var text = new StringBuilder(Generated.Head("Limit", "Value", "Meaning and reason"));
        foreach (var limit in limits.OrderBy(limit => limit.Owner, StringComparer.Ordinal).ThenBy(limit => limit.Name, StringComparer.Ordinal))
        {
            text.Append(Generated.Row($"`{limit.Owner}.{limit.Name}`", $"`{limit.Value}`", limit.Summary));
        }

        Generated.Is(Path, "limits", text.ToString());
    }

    [Fact]
    public void Lists_every_metric()
    {
        var text = new StringBuilder(Generated.Head("Metric", "Unit", "Meaning"));
        foreach (var metric in Types.SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => typeof(Instrument).IsAssignableFrom(field.FieldType)).Select(field => (Instrument)field.GetValue(null)!) // made with its type
            .OrderBy(metric => metric.Name, StringComparer.Ordinal))
        {
            Assert.True(metric.Description is { Length: > 0 } && metric.Unit is { Length: > 0 }, $"The metric {metric.Name} needs a unit and a description.");
            text.Append(Generated.Row($"`{metric.Name}`", metric.Unit!, metric.Description!)); // asserted
        }

        Generated.Is(Path, "metrics", text.ToString());
    }

    [Fact]
    public void Lists_every_line_of_the_log()
    {
        var lines = Types.SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().OrderBy(line => line.EventId).ToList();
        var text = new StringBuilder(Generated.Head("Event", "Level", "Message"));
        foreach (var line in lines.GroupBy(line => line.EventId))
        {
            Assert.True(line.Count() == 1 && line.Key > 0, $"Log event {line.Key} stands for several messages: {string.Join("; ", line.Select(each => each.Message))}. Number them apart.");
            text.Append(Generated.Row($"{line.Key}", line.Single().Level.ToString(), line.Single().Message));
        }

        Generated.Is(Path, "log", text.ToString());
    }

    private static IEnumerable<Command> Verbs(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.Where(verb => !verb.Hidden).SelectMany(Verbs);

    private static string Default(NodeOptions defaults, string key)
    {
        var value = typeof(NodeOptions).GetProperty(char.ToUpperInvariant(key[0]) + key[1..])!.GetValue(defaults); // every key is one
        return value switch
        {
            null when key == "s3" => "none: the folder keeps them",
            null when key == "database" => "none: a private PostgreSQL",
            null => "none",
            Uri => "`http://` and listen",
            IEnumerable<string> list => list.Any() ? $"`{string.Join(',', list)}`" : "none",
            _ => $"`{value}`",
        };
    }

    [GeneratedRegex(@"\b70\d\d\b")]
    private static partial Regex SpecimenNumber();

    [GeneratedRegex(@"^[a-z]+(-[a-z]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$")]
    private static partial Regex RefusalCode();

    [GeneratedRegex("^(Max|Least|Longest|Shortest|Most|Largest|Smallest|Fewest|Oldest|Per[A-Z])|(Life|Window|Patience)$|^Idle$")]
    private static partial Regex LimitName();
}
