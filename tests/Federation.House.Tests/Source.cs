using System.Text.RegularExpressions;

namespace Federation.House.Tests;

/// <summary>Reads declarations and the summaries above them from the source, because summaries are not in an assembly.</summary>
public static partial class Source
{
    /// <summary>A constant or a fixed value, as it is declared.</summary>
    /// <param name="Owner">Name of the file's type.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value, as it is written.</param>
    /// <param name="Summary">What it means; empty when nobody wrote it.</param>
    /// <param name="File">Where it stands.</param>
    public sealed record Constant(string Owner, string Name, string Value, string Summary, string File);

    /// <summary>All constants, fixed times and initial values of options in src.</summary>
    public static IEnumerable<Constant> Constants() =>
        from file in House.Files(Path.Combine(House.Folder, "src"), "*.cs")
        let text = File.ReadAllText(file)
        from declared in Declaration().Matches(text)
        select new Constant(
            Path.GetFileNameWithoutExtension(file), declared.Groups["name"].Value, Plain(declared.Groups["value"].Value), Summary(text[..declared.Index]), House.Named(file));

    // The summary that ends where the declaration begins.
    private static string Summary(string before)
    {
        var lines = before.Split('\n').Reverse().SkipWhile(line => line.Trim().Length == 0).TakeWhile(line => line.TrimStart().StartsWith("///", StringComparison.Ordinal)).Reverse();
        var text = string.Join(' ', lines.Select(line => line.Trim()[3..].Trim()));
        var summary = Regex.Match(text, "<summary>(.*)</summary>").Groups[1].Value;
        return Regex.Replace(Regex.Replace(summary, "<see cref=\"(?:[^\"]*\\.)?([^\"]*)\"/>", "$1"), "</?c>", "").Trim();
    }

    private static string Plain(string value) => Regex.Replace(value, @"^TimeSpan\.From(\w+)\((\d+)\)$", time => $"{time.Groups[2]} {time.Groups[1].Value.ToLowerInvariant()}");

    [GeneratedRegex(@"^[ ]{4}(?:(?:public|internal|private)\s+)?(?:(?:const|static\s+readonly)\s+(?:int|long|TimeSpan)\s+(?<name>\w+)\s*=\s*(?<value>[^;]+);|public\s+(?:int|long)\s+(?<name>\w+)\s*\{\s*get;\s*init;\s*\}\s*=\s*(?<value>[^;]+);)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
