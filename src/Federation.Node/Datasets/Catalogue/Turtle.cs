using System.Globalization;
using System.Text;

namespace Federation.Node.Datasets.Catalogue;

/// <summary>A graph as Turtle (RDF 1.1 Turtle, W3C).</summary>
internal static class Turtle
{
    /// <summary>Its media type.</summary>
    public const string MediaType = "text/turtle";

    /// <summary>The document.</summary>
    public static string Of(RdfGraph graph)
    {
        var text = new StringBuilder();
        foreach (var (prefix, vocabulary) in RdfGraph.Prefixes)
        {
            text.Append(CultureInfo.InvariantCulture, $"@prefix {prefix}: <{vocabulary}> .\n");
        }

        foreach (var node in graph.Nodes)
        {
            IEnumerable<string> statements =
            [
                .. node.Classes.Select(each => "a " + each),
                .. node.Statements.Select(each => $"{each.Predicate} {Term(each.Object)}"),
            ];
            text.Append(CultureInfo.InvariantCulture, $"\n<{node.Iri}>\n    ").AppendJoin(" ;\n    ", statements).Append(" .\n");
        }

        return text.ToString();
    }

    private static string Term(RdfTerm term) => term switch
    {
        RdfTerm.Resource resource => $"<{resource.Iri}>",
        RdfTerm.Literal { Language: { } language } words => $"\"{Escaped(words.Value)}\"@{language}",
        RdfTerm.Literal { Type: { } type } value => $"\"{Escaped(value.Value)}\"^^{type}",
        RdfTerm.Literal plain => $"\"{Escaped(plain.Value)}\"",
        _ => throw new ArgumentOutOfRangeException(nameof(term)),
    };

    private static string Escaped(string value)
    {
        var text = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ => text.Append(rune),
            };
        }

        return text.ToString();
    }
}
