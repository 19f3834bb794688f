using System.Net;
using System.Text.RegularExpressions;

namespace Federation.Node.CommandLine.Demo.Web;

/// <summary>A form as it stands on a page: where it goes and what it carries unseen. Reads the node's own plain HTML, nothing wilder.</summary>
/// <param name="Action">Where it is sent.</param>
/// <param name="Hidden">Its hidden fields.</param>
internal sealed partial record PageForm(string Action, IReadOnlyList<KeyValuePair<string, string>> Hidden)
{
    /// <summary>Every form of a page, in order.</summary>
    public static IReadOnlyList<PageForm> In(string html) =>
    [
        .. FormPattern().Matches(html).Select(form => new PageForm(
            Attribute(form.Groups["start"].Value, "action"),
            [.. InputPattern().Matches(form.Groups["inside"].Value).Select(input => input.Value)
                .Where(input => Attribute(input, "type") == "hidden")
                .Select(input => KeyValuePair.Create(Attribute(input, "name"), Attribute(input, "value")))])),
    ];

    /// <summary>Value of a hidden field; empty when there is none.</summary>
    public string Value(string name) => Hidden.FirstOrDefault(field => field.Key == name).Value ?? "";

    private static string Attribute(string tag, string name) =>
        AttributePattern().Matches(tag).FirstOrDefault(found => found.Groups["name"].Value == name) is { } attribute
            ? WebUtility.HtmlDecode(attribute.Groups["value"].Value)
            : "";

    [GeneratedRegex("(?<start><form\\b[^>]*>)(?<inside>.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("<input\\b[^>]*>")]
    private static partial Regex InputPattern();

    [GeneratedRegex("(?<name>[a-z-]+)=\"(?<value>[^\"]*)\"")]
    private static partial Regex AttributePattern();
}
