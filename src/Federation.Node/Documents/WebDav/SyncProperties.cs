using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Federation.Node.Documents.Previews;
using Federation.Node.Documents.Spaces;
using Federation.Node.Documents.SyncClients;

namespace Federation.Node.Documents.WebDav;

/// <summary>
/// The properties by which the sync programs of Nextcloud and ownCloud know a thing again and know what they may do with it. No standard
/// describes them; these are the ones the programs were seen to ask for.
/// </summary>
internal static class SyncProperties
{
    public static readonly XNamespace Namespace = "http://owncloud.org/ns";
    public static readonly XNamespace NextcloudNamespace = "http://nextcloud.org/ns";
    public static readonly XName Size = Namespace + "size";
    /// <summary>Another one after a restore, when what programs have may be newer than what is here.</summary>
    public static readonly XName Fingerprint = Namespace + "data-fingerprint";
    public static readonly XName Checksums = Namespace + "checksums";

    /// <summary>Those of a document.</summary>
    public static readonly IReadOnlyDictionary<XName, Action<XmlWriter, DavResource>> ForDocuments = new Dictionary<XName, Action<XmlWriter, DavResource>>
    {
        [Namespace + "id"] = (xml, resource) => xml.WriteString(IdOf(resource.Card.Id)),
        [Namespace + "fileid"] = (xml, resource) => xml.WriteString(NumberOf(resource.Card.Id)),
        [Namespace + "permissions"] = (xml, resource) => xml.WriteString(PermissionsOf(resource)),
        [Size] = (xml, resource) => xml.WriteString(resource.Card.Length.ToString(CultureInfo.InvariantCulture)),
        [Checksums] = (xml, resource) => xml.WriteElementString("checksum", Namespace.NamespaceName, string.Join(' ', resource.Facts.Checksums(resource.Card.Id))),
        [NextcloudNamespace + "has-preview"] = (xml, resource) => xml.WriteString(PreviewKinds.IsDrawn(resource.Card) ? "true" : "false"),
    };

    /// <summary>Those of a folder.</summary>
    public static readonly IReadOnlyDictionary<XName, Action<XmlWriter, DavResource>> ForFolders = new Dictionary<XName, Action<XmlWriter, DavResource>>
    {
        [Namespace + "id"] = ForDocuments[Namespace + "id"],
        [Namespace + "fileid"] = ForDocuments[Namespace + "fileid"],
        [Namespace + "permissions"] = ForDocuments[Namespace + "permissions"],
        [Size] = (xml, resource) => xml.WriteString(resource.Facts.Size(resource.Card.Id).ToString(CultureInfo.InvariantCulture)),
        [Fingerprint] = (xml, resource) => xml.WriteString(resource.Facts.SyncToken(resource.Card.Id)!.Mark.Era.ToString("n")), // who asks gets one
    };

    /// <summary>What follows the number in <c>oc:id</c>: letters, which the programs cut off.</summary>
    public const string Instance = "federation";

    /// <summary>A name for a thing that stays when it moves: its number, then letters, as the programs expect it.</summary>
    public static string IdOf(Guid id) => NumberOf(id) + Instance;

    // S: shared with them. G: read. D, N, V: delete, rename, move, which nobody does to the place where a space or share begins. W: write; C, K: put
    // documents, make folders.
    private static string PermissionsOf(DavResource resource)
    {
        var reach = resource.Facts.Reach(resource.Card.Id);
        var (begins, changes) = (reach.Top.Id == resource.Card.Id, reach.RefuseChange is null);
        return (reach.Name is null ? "" : "S") + "G" + (changes && !begins ? "DNV" : "") + (changes ? resource.Card.IsFolder ? "CK" : "W" : "");
    }

    /// <summary>The number in it, as it is written.</summary>
    public static string NumberOf(Guid id) => SyncNumber.Of(id).ToString("d8", CultureInfo.InvariantCulture);
}
