using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Federation.Node.Documents.WebDav;

/// <summary>The properties every folder and document has (RFC 4918 §15). All are live; clients cannot set any.</summary>
internal static class DavProperties
{
    private static readonly IReadOnlyDictionary<XName, Action<XmlWriter, EntryCard>> ForAll = new Dictionary<XName, Action<XmlWriter, EntryCard>>
    {
        [DavRequests.Dav + "displayname"] = (xml, card) => xml.WriteString(card.Name),
        [DavRequests.Dav + "creationdate"] = (xml, card) =>
            xml.WriteString(card.MadeAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        [DavRequests.Dav + "getlastmodified"] = (xml, card) => xml.WriteString(card.ChangedAt.UtcDateTime.ToString("R", CultureInfo.InvariantCulture)),
        [DavRequests.Dav + "resourcetype"] = (xml, card) => WriteType(xml, card),
        [DavRequests.Dav + "supportedlock"] = (_, _) => { },
    };

    private static readonly IReadOnlyDictionary<XName, Action<XmlWriter, EntryCard>> ForDocuments = new Dictionary<XName, Action<XmlWriter, EntryCard>>(ForAll)
    {
        [DavRequests.Dav + "getcontentlength"] = (xml, card) => xml.WriteString(card.Length.ToString(CultureInfo.InvariantCulture)),
        [DavRequests.Dav + "getcontenttype"] = (xml, card) => xml.WriteString(MediaTypes.Of(card.Name)),
        [DavRequests.Dav + "getetag"] = (xml, card) => xml.WriteString($"\"{card.Tag}\""),
    };

    /// <summary>The properties of one entry, by name.</summary>
    public static IReadOnlyDictionary<XName, Action<XmlWriter, EntryCard>> Of(EntryCard card) => card.IsFolder ? ForAll : ForDocuments;

    private static void WriteType(XmlWriter xml, EntryCard card)
    {
        if (card.IsFolder)
        {
            xml.WriteElementString("collection", DavRequests.Dav.NamespaceName, null);
        }
    }
}
