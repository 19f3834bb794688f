using System.Text.RegularExpressions;

namespace Federation.House.Tests;

/// <summary>
/// Parts of docs that are made from the code. They stand between two marks; with FEDERATION_REWRITE_DOCS=1 the tests write them, without
/// it they fail when what stands there is stale.
/// </summary>
public static class Generated
{
    public const string Variable = "FEDERATION_REWRITE_DOCS";

    public const string Command = Variable + "=1 ops/test House";

    public static bool IsRewriting => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>Checks or writes one part of a file.</summary>
    /// <param name="path">The file, from the checkout's root.</param>
    /// <param name="part">The part's name, as in its marks.</param>
    /// <param name="content">What should stand there.</param>
    public static void Is(string path, string part, string content)
    {
        var file = Path.Combine(House.Folder, path);
        var (begin, end) = ($"<!-- begin {part}: made by `{Command}` -->\n", $"<!-- end {part} -->");
        var text = File.Exists(file) ? File.ReadAllText(file) : "";
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= 0 && to > from, $"{path} has no place for '{part}'. Write these two lines where it belongs:\n{begin}{end}");
        from += begin.Length;
        if (IsRewriting)
        {
            File.WriteAllText(file, text[..from] + content + text[to..]);
            return;
        }

        Assert.True(text[from..to] == content,
            $"{path} is stale: the part '{part}' no longer says what the code says. Run `{Command}`, read the difference, and commit it.\n{FirstDifference(text[from..to], content)}");
    }

    /// <summary>Checks or writes a whole file that is made once and then only read.</summary>
    public static string OnceMade(string path, Func<string> make)
    {
        var file = Path.Combine(House.Folder, path);
        if (!File.Exists(file) && IsRewriting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!); // a file has a folder
            File.WriteAllText(file, make());
        }

        Assert.True(File.Exists(file), $"{path} is missing. Run `{Command}` to make it, look at it, and commit it; from then on it must never change.");
        return File.ReadAllText(file);
    }

    /// <summary>A row of a Markdown table.</summary>
    public static string Row(params string[] cells) =>
        "| " + string.Join(" | ", cells.Select(cell => Regex.Replace(cell, @"\s+", " ").Replace("|", "\\|", StringComparison.Ordinal).Trim())) + " |\n";

    /// <summary>The head of a Markdown table.</summary>
    public static string Head(params string[] cells) => Row(cells) + Row([.. cells.Select(_ => "---")]);

    private static string FirstDifference(string there, string should)
    {
        var (old, now) = (there.Split('\n'), should.Split('\n'));
        var at = Enumerable.Range(0, Math.Min(old.Length, now.Length)).FirstOrDefault(line => old[line] != now[line], Math.Min(old.Length, now.Length));
        return $"first difference, there: {old.ElementAtOrDefault(at)}\n                  in code: {now.ElementAtOrDefault(at)}";
    }
}
