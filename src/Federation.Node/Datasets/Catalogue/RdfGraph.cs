using System.Globalization;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Catalogue;

/// <summary>Statements about resources that have an IRI, in the order in which they were made. No blank nodes: what has a name can be updated and deleted.</summary>
internal sealed class RdfGraph
{
    /// <summary>The vocabularies, by the prefix under which predicates and classes are written here.</summary>
    public static readonly IReadOnlyDictionary<string, string> Prefixes = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["as"] = "https://www.w3.org/ns/activitystreams#",
        ["dcat"] = "http://www.w3.org/ns/dcat#",
        ["dct"] = "http://purl.org/dc/terms/",
        ["foaf"] = "http://xmlns.com/foaf/0.1/",
        ["ldes"] = "https://w3id.org/ldes#",
        ["prov"] = "http://www.w3.org/ns/prov#",
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        ["rdfs"] = "http://www.w3.org/2000/01/rdf-schema#",
        ["skos"] = "http://www.w3.org/2004/02/skos/core#",
        ["spdx"] = "http://spdx.org/rdf/terms#",
        ["tree"] = "https://w3id.org/tree#",
        ["vcard"] = "http://www.w3.org/2006/vcard/ns#",
        ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
    };

    private readonly Dictionary<string, RdfNode> nodes = [];
    private readonly List<RdfNode> order = [];

    /// <summary>What is said of each resource.</summary>
    public IReadOnlyList<RdfNode> Nodes => order;

    /// <summary>The statements about a resource, for more to be added; its classes are added at once.</summary>
    public RdfNode About(string iri, params IReadOnlyList<string> classes)
    {
        var name = Iri(iri);
        if (!nodes.TryGetValue(name, out var node))
        {
            node = new RdfNode(name);
            nodes.Add(name, node);
            order.Add(node);
        }

        foreach (var each in classes)
        {
            node.Is(each);
        }

        return node;
    }

    /// <summary>An IRI in which every strange character is escaped: peers' addresses stand here too.</summary>
    public static string Iri(string address) => new Uri(address).AbsoluteUri;
}

/// <summary>What is said of one resource.</summary>
/// <param name="Iri">Which.</param>
internal sealed record RdfNode(string Iri)
{
    private readonly List<string> classes = [];
    private readonly List<(string Predicate, RdfTerm Object)> statements = [];

    /// <summary>Its classes, prefixed.</summary>
    public IReadOnlyList<string> Classes => classes;

    /// <summary>The statements, predicates prefixed.</summary>
    public IReadOnlyList<(string Predicate, RdfTerm Object)> Statements => statements;

    /// <summary>It is of a class.</summary>
    public void Is(string name)
    {
        if (!classes.Contains(name))
        {
            classes.Add(name);
        }
    }

    /// <summary>It is related to another resource.</summary>
    public RdfNode To(string predicate, string iri) => Say(predicate, new RdfTerm.Resource(RdfGraph.Iri(iri)));

    /// <summary>A string.</summary>
    public RdfNode Text(string predicate, string value) => Say(predicate, new RdfTerm.Literal(value, null, null));

    /// <summary>The same words in three languages.</summary>
    public RdfNode Words(string predicate, Text words) =>
        Say(predicate, new RdfTerm.Literal(words.En, "en", null)).Say(predicate, new RdfTerm.Literal(words.Fr, "fr", null)).Say(predicate, new RdfTerm.Literal(words.Es, "es", null));

    /// <summary>A value of a type of XML Schema.</summary>
    public RdfNode Value(string predicate, string type, string value) => Say(predicate, new RdfTerm.Literal(value, null, type));

    /// <summary>A day.</summary>
    public RdfNode Day(string predicate, DateOnly day) => Value(predicate, "xsd:date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>A moment.</summary>
    public RdfNode Moment(string predicate, DateTimeOffset at) =>
        Value(predicate, "xsd:dateTime", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));

    private RdfNode Say(string predicate, RdfTerm what)
    {
        if (!statements.Contains((predicate, what)))
        {
            statements.Add((predicate, what));
        }

        return this;
    }
}

/// <summary>The object of a statement.</summary>
internal abstract record RdfTerm
{
    /// <summary>A resource.</summary>
    internal sealed record Resource(string Iri) : RdfTerm;

    /// <summary>A value: of a language, of a type (prefixed), or a plain string.</summary>
    internal sealed record Literal(string Value, string? Language, string? Type) : RdfTerm;
}
