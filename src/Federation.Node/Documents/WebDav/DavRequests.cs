using System.Xml;
using System.Xml.Linq;

namespace Federation.Node.Documents.WebDav;

/// <summary>Reads the XML of requests: small, without document types, entities or anything fetched (RFC 4918 §17, §20.6).</summary>
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

    /// <summary>Which properties a PROPFIND asks for; no body asks for all (§9.1).</summary>
    public static async Task<(AskedProperties? Asked, DocumentRefusal? Refusal)> Find(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (body.Length + read > DocumentLimits.MaxXmlBytes)
            {
                return (null, new DocumentRefusal.BadXml());
            }

            body.Write(buffer, 0, read);
        }

        if (body.Length == 0)
        {
            return (AskedProperties.All, null);
        }

        body.Position = 0;
        try
        {
            using var reader = XmlReader.Create(body, Settings);
            return Asked(XDocument.Load(reader).Root!) is { } asked ? (asked, null) : (null, new DocumentRefusal.BadXml()); // loaded: it has a root
        }
        catch (XmlException)
        {
            return (null, new DocumentRefusal.BadXml());
        }
    }

    private static AskedProperties? Asked(XElement root) =>
        root.Name != Dav + "propfind" ? null
        : root.Element(Dav + "propname") is not null ? new AskedProperties(null, NamesOnly: true)
        : root.Element(Dav + "allprop") is not null ? AskedProperties.All
        : root.Element(Dav + "prop") is { } properties ? new AskedProperties([.. properties.Elements().Select(each => each.Name).Distinct()], NamesOnly: false)
        : null;
}

/// <summary>What a PROPFIND asks for.</summary>
/// <param name="Names">These; null: all there are.</param>
/// <param name="NamesOnly">Only which there are, without values.</param>
internal sealed record AskedProperties(IReadOnlyList<XName>? Names, bool NamesOnly)
{
    public static AskedProperties All { get; } = new(null, false);
}
