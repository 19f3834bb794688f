using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Federation.Node.Documents.Locks;

namespace Federation.Node.Documents.WebDav;

/// <summary>Locks as XML (RFC 4918 §14, §15.8, §15.10).</summary>
internal static class LockXml
{
    private const string Dav = "DAV:";

    /// <summary>How a lock is named on the wire.</summary>
    public static string UriOf(Guid token) => $"urn:uuid:{token:D}";

    /// <summary>Reads <c>lockinfo</c>; null when it asks for what there is not.</summary>
    public static LockWish? Read(XElement root, bool isDeep, TimeSpan howLong)
    {
        var scope = root.Element(DavRequests.Dav + "lockscope")?.Elements().FirstOrDefault()?.Name.LocalName;
        return root.Name == DavRequests.Dav + "lockinfo" && scope is "exclusive" or "shared" && root.Element(DavRequests.Dav + "locktype")?.Element(DavRequests.Dav + "write") is not null
            ? new LockWish(isDeep, scope == "exclusive", root.Element(DavRequests.Dav + "owner") is { } owner ? WholeXml.Of(owner) : null, howLong)
            : null;
    }

    public static void WriteSupported(XmlWriter xml)
    {
        foreach (var scope in new[] { "exclusive", "shared" })
        {
            xml.WriteStartElement("lockentry", Dav);
            WriteKind(xml, scope);
            xml.WriteEndElement();
        }
    }

    public static void WriteAll(XmlWriter xml, string address, IReadOnlyList<ShownLock> locks)
    {
        foreach (var (held, note, left) in locks)
        {
            xml.WriteStartElement("activelock", Dav);
            WriteKind(xml, held.IsExclusive ? "exclusive" : "shared");
            xml.WriteElementString("depth", Dav, held.IsDeep ? "infinity" : "0");
            if (note is not null)
            {
                xml.WriteRaw(note); // an element of its own, read and written by us
            }

            xml.WriteElementString("timeout", Dav, "Second-" + ((long)Math.Ceiling(left.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
            WriteHref(xml, "locktoken", UriOf(held.Token));
            WriteHref(xml, "lockroot", DavPath.Write(address, held.Root, held.RootIsFolder));
            xml.WriteEndElement();
        }
    }

    private static void WriteKind(XmlWriter xml, string scope)
    {
        xml.WriteStartElement("lockscope", Dav);
        xml.WriteElementString(scope, Dav, null);
        xml.WriteEndElement();
        xml.WriteStartElement("locktype", Dav);
        xml.WriteElementString("write", Dav, null);
        xml.WriteEndElement();
    }

    private static void WriteHref(XmlWriter xml, string name, string href)
    {
        xml.WriteStartElement(name, Dav);
        xml.WriteElementString("href", Dav, href);
        xml.WriteEndElement();
    }
}
