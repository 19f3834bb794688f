using System.Xml;
using System.Xml.Linq;

namespace Federation.Node.Documents.WebDav;

/// <summary>
/// Reads the XML of requests: small, without document types, entities or anything fetched (RFC 4918 §17, §20.6), whatever type it says
/// it is.
/// </summary>
internal static class DavRequests
{
    public static readonly XNamespace Dav = "DAV:";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = DocumentLimits.MaxXmlBytes,
        MaxCharactersFromEntities = 1024,
    };

    /// <summary>The root element; null without a refusal: there is no body.</summary>
    public static async Task<(XElement? Root, DocumentRefusal? Refusal)> Read(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (body.Length + read > DocumentLimits.MaxXmlBytes)
            {
                return (null, new DocumentRefusal.BodyTooLarge());
            }

            body.Write(buffer, 0, read);
        }

        if (body.Length == 0)
        {
            return (null, null);
        }

        try
        {
            return IsFlatEnough(body) ? (XDocument.Load(Reader(body), LoadOptions.PreserveWhitespace).Root, null) : (null, new DocumentRefusal.BadXml());
        }
        catch (XmlException)
        {
            return (null, new DocumentRefusal.BadXml());
        }
    }

    /// <summary>Which properties a PROPFIND asks for; no body asks for all (§9.1).</summary>
    public static async Task<(AskedProperties? Asked, DocumentRefusal? Refusal)> Find(HttpRequest request, CancellationToken cancel)
    {
        var (root, refusal) = await Read(request, cancel);
        return refusal is not null ? (null, refusal)
            : root is null ? (AskedProperties.All, null)
            : Asked(root) is { } asked ? (asked, null)
            : (null, new DocumentRefusal.BadXml());
    }

    private static AskedProperties? Asked(XElement root) =>
        root.Name != Dav + "propfind" ? null
        : root.Element(Dav + "propname") is not null ? new AskedProperties([], Usual: true, NamesOnly: true)
        : root.Element(Dav + "allprop") is not null ? new AskedProperties(Names(root.Element(Dav + "include")), Usual: true, NamesOnly: false)
        : root.Element(Dav + "prop") is { } properties ? new AskedProperties(Names(properties), Usual: false, NamesOnly: false)
        : null;

    private static IReadOnlyList<XName> Names(XElement? list) => [.. (list?.Elements() ?? []).Select(each => each.Name).Distinct()];

    private static bool IsFlatEnough(MemoryStream body)
    {
        using var reader = Reader(body);
        while (reader.Read())
        {
            if (reader.Depth > DocumentLimits.MaxXmlDepth)
            {
                return false;
            }
        }

        return true;
    }

    private static XmlReader Reader(MemoryStream body)
    {
        body.Position = 0;
        return XmlReader.Create(body, Settings);
    }
}

/// <summary>What a PROPFIND asks for.</summary>
/// <param name="Names">These by name.</param>
/// <param name="Usual">All that are shown to who names none.</param>
/// <param name="NamesOnly">Only which there are, without values.</param>
internal sealed record AskedProperties(IReadOnlyList<XName> Names, bool Usual, bool NamesOnly)
{
    public static AskedProperties All { get; } = new([], true, false);
}
