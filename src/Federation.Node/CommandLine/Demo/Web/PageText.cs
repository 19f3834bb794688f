using System.Net;
using System.Text.RegularExpressions;

namespace Federation.Node.CommandLine.Demo.Web;

/// <summary>What a person reads on a page.</summary>
internal static partial class PageText
{
    /// <summary>The text of the main part, white space folded.</summary>
    public static string OfPage(string html) => Of(MainPattern().Match(html) is { Success: true } main ? main.Value : html);

    /// <summary>The problem a page names first; empty when it names none.</summary>
    public static string Problem(string html) => ProblemPattern().Match(html) is { Success: true } problem ? Of(problem.Groups["text"].Value) : "";

    /// <summary>The text of the element with an id; empty when there is none. The element may not hold another of its kind.</summary>
    public static string OfElement(string html, string id) =>
        Regex.Match(html, $"<(?<tag>[a-z]+)[^>]*\\bid=\"{Regex.Escape(id)}\"[^>]*>(?<text>.*?)</\\k<tag>>", RegexOptions.Singleline) is { Success: true } found
            ? Of(found.Groups["text"].Value)
            : "";

    /// <summary>The text of any piece of HTML.</summary>
    public static string Of(string html) => SpacePattern().Replace(WebUtility.HtmlDecode(TagPattern().Replace(html, " ")), " ").Trim();

    [GeneratedRegex("<main\\b.*?</main>", RegexOptions.Singleline)]
    private static partial Regex MainPattern();

    [GeneratedRegex("class=\"refusal\"[^>]*>\\s*<h2>[^<]*</h2>(?<text>.*?)</div>", RegexOptions.Singleline)]
    private static partial Regex ProblemPattern();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex TagPattern();

    [GeneratedRegex("\\s+")]
    private static partial Regex SpacePattern();
}
