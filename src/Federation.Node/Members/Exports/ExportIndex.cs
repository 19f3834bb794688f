using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Federation.Node.Shell;

namespace Federation.Node.Members.Exports;

/// <summary>What leads through an export: a page without script for people, and the same as JSON for programs.</summary>
internal static class ExportIndex
{
    /// <summary>Says what the JSON files look like; changes when they do.</summary>
    private const string Format = "federation-export/1";

    public static JsonObject Json(IReadOnlyList<ExportSection> sections, string node, Uri origin, DateTimeOffset at) => new()
    {
        ["format"] = Format,
        ["node"] = node,
        ["origin"] = origin.AbsoluteUri,
        ["at"] = at,
        ["parts"] = new JsonArray([.. sections.Select(section => new JsonObject
        {
            ["title"] = section.Title.ToString(),
            ["file"] = section.File,
            ["count"] = section.Rows.Count,
        })]),
    };

    public static string Page(IReadOnlyList<ExportSection> sections, string node, DateTimeOffset at)
    {
        var title = new Text($"Everything {node} keeps about you", $"Tout ce que {node} conserve sur vous", $"Todo lo que {node} guarda sobre usted").ToString();
        var page = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}\">\n<head><meta charset=\"utf-8\"><title>{Encoded(title)}</title>\n")
            .Append("<style>body{font-family:sans-serif;max-width:70em;margin:2em auto;padding:0 1em}table{border-collapse:collapse}th,td{text-align:start;padding:.2em .8em .2em 0;vertical-align:top}</style></head>\n")
            .Append(CultureInfo.InvariantCulture, $"<body>\n<h1>{Encoded(title)}</h1>\n<p>{Encoded(Dates.Day(at).ToString())}</p>\n");
        foreach (var section in sections)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Encoded(section.Title.ToString())}</h2>\n<p><a href=\"{Address(section.File)}\">{Encoded(section.File)}</a></p>\n");
            if (section.Rows.Count == 0)
            {
                page.Append(CultureInfo.InvariantCulture, $"<p>{Encoded(new Text("Nothing.", "Rien.", "Nada.").ToString())}</p>\n");
                continue;
            }

            page.Append("<table>\n<tr>").AppendJoin("", section.Columns.Select(column => $"<th scope=\"col\">{Encoded(column.ToString())}</th>")).Append("</tr>\n");
            foreach (var row in section.Rows)
            {
                page.Append("<tr>").AppendJoin("", row.Cells.Select((cell, index) => index == 0 && row.Path is { } path
                    ? $"<td><a href=\"{Address(path)}\">{Encoded(cell)}</a></td>" : $"<td>{Encoded(cell)}</td>")).Append("</tr>\n");
            }

            page.Append("</table>\n");
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);

    // With ./ before it nothing that a file is called reads as a scheme.
    private static string Address(string path) => "./" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
