using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Federation.Node.Documents.WebDav;

/// <summary>The properties that the server keeps (RFC 4918 §15, RFC 4331): live and protected.</summary>
internal static class DavProperties
{
    public static readonly XName LockDiscovery = DavRequests.Dav + "lockdiscovery";
    public static readonly XName Tag = DavRequests.Dav + "getetag";
    public static readonly XName QuotaUsed = DavRequests.Dav + "quota-used-bytes";
    public static readonly XName QuotaAvailable = DavRequests.Dav + "quota-available-bytes";

    private static readonly IReadOnlyDictionary<XName, Action<XmlWriter, DavResource>> ForAll = new Dictionary<XName, Action<XmlWriter, DavResource>>
    {
        [DavRequests.Dav + "displayname"] = (xml, resource) => xml.WriteString(resource.Card.Name),
        [DavRequests.Dav + "creationdate"] = (xml, resource) =>
            xml.WriteString(resource.Card.MadeAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        [DavRequests.Dav + "getlastmodified"] = (xml, resource) => xml.WriteString(resource.Card.ChangedAt.UtcDateTime.ToString("R", CultureInfo.InvariantCulture)),
        [DavRequests.Dav + "resourcetype"] = (xml, resource) => WriteType(xml, resource),
        [DavRequests.Dav + "supportedlock"] = (xml, _) => LockXml.WriteSupported(xml),
        [LockDiscovery] = (xml, resource) => LockXml.WriteAll(xml, resource.Address, resource.Locks),
    };

    private static readonly IReadOnlyDictionary<XName, Action<XmlWriter, DavResource>> ForDocuments = new Dictionary<XName, Action<XmlWriter, DavResource>>([.. ForAll, .. SyncProperties.ForDocuments])
    {
        [DavRequests.Dav + "getcontentlength"] = (xml, resource) => xml.WriteString(resource.Card.Length.ToString(CultureInfo.InvariantCulture)),
        [DavRequests.Dav + "getcontenttype"] = (xml, resource) => xml.WriteString(MediaTypes.Of(resource.Card.Name)),
        [Tag] = (xml, resource) => xml.WriteString($"\"{resource.Card.Tag}\""),
    };

    private static readonly IReadOnlyDictionary<XName, Action<XmlWriter, DavResource>> ForFolders = new Dictionary<XName, Action<XmlWriter, DavResource>>([.. ForAll, .. SyncProperties.ForFolders])
    {
        [Tag] = (xml, resource) => xml.WriteString($"\"{resource.Facts.FolderTag(resource.Card.Id)}\""),
        [SyncReport.Supported] = (xml, _) =>
        {
            xml.WriteStartElement("supported-report", DavRequests.Dav.NamespaceName);
            xml.WriteStartElement("report", DavRequests.Dav.NamespaceName);
            xml.WriteElementString(SyncReport.Name.LocalName, SyncReport.Name.NamespaceName, null);
            xml.WriteEndElement();
            xml.WriteEndElement();
        },
        [SyncReport.Token] = (xml, resource) => xml.WriteString(resource.Facts.SyncToken(resource.Card.Id)!.ToString()), // who asks gets one
        [QuotaUsed] = (xml, resource) => xml.WriteString(resource.Facts.Use(resource.Card.Id).Used.ToString(CultureInfo.InvariantCulture)),
    };

    // Where there is no limit it has no value.
    private static readonly IReadOnlyDictionary<XName, Action<XmlWriter, DavResource>> ForLimitedFolders = new Dictionary<XName, Action<XmlWriter, DavResource>>(ForFolders)
    {
        [QuotaAvailable] = (xml, resource) => xml.WriteString(resource.Facts.Use(resource.Card.Id).Free!.Value.ToString(CultureInfo.InvariantCulture)), // limited
    };

    private static readonly HashSet<XName> Kept = [.. ForDocuments.Keys, .. ForLimitedFolders.Keys];

    /// <summary>Whether the server keeps it, so that no program can set it.</summary>
    public static bool IsProtected(XName name) => Kept.Contains(name);

    /// <summary>The properties of one entry, by name.</summary>
    public static IReadOnlyDictionary<XName, Action<XmlWriter, DavResource>> Of(DavResource resource) =>
        !resource.Card.IsFolder ? ForDocuments : resource.Facts.Use(resource.Card.Id).Free is null ? ForFolders : ForLimitedFolders;

    /// <summary>Whether who asks for all gets it too (RFC 4331 §2, RFC 6578 §4: quotas and tokens only by name; what only sync programs know likewise).</summary>
    public static bool IsUsual(XName name) => name != QuotaUsed && name != QuotaAvailable && name != SyncReport.Supported && name != SyncReport.Token && name.Namespace != SyncProperties.Namespace && name.Namespace != SyncProperties.NextcloudNamespace;

    private static void WriteType(XmlWriter xml, DavResource resource)
    {
        if (resource.Card.IsFolder)
        {
            xml.WriteElementString("collection", DavRequests.Dav.NamespaceName, null);
        }
    }
}
