using System.Xml;
using System.Xml.Linq;

namespace Federation.Node.Documents.WebDav;

/// <summary>A 207 answer (RFC 4918 §13), sent while it is written: a folder of thousands is never whole in memory.</summary>
internal sealed class MultiStatus(AskedProperties asked, IEnumerable<(string Href, EntryCard Card)> entries) : IResult
{
    private const string Dav = "DAV:";
    private const int EntriesAtOnce = 200;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status207MultiStatus;
        httpContext.Response.ContentType = "application/xml; charset=utf-8";
        using var buffer = new MemoryStream();
        using var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(false) });
        xml.WriteStartElement("D", "multistatus", Dav);
        foreach (var chunk in entries.Chunk(EntriesAtOnce))
        {
            foreach (var (href, card) in chunk)
            {
                Write(xml, href, card);
            }

            xml.Flush();
            await Send(buffer, httpContext);
        }

        xml.WriteEndElement();
        xml.Flush();
        await Send(buffer, httpContext);
    }

    private static async Task Send(MemoryStream buffer, HttpContext http)
    {
        await http.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), http.RequestAborted);
        buffer.SetLength(0);
    }

    private void Write(XmlWriter xml, string href, EntryCard card)
    {
        var properties = DavProperties.Of(card);
        xml.WriteStartElement("D", "response", Dav);
        xml.WriteElementString("href", Dav, href);
        var found = asked.Names?.Where(properties.ContainsKey).ToList() ?? [.. properties.Keys];
        var missing = asked.Names?.Where(name => !properties.ContainsKey(name)).ToList() ?? [];
        if (found.Count > 0 || missing.Count == 0)
        {
            WriteGroup(xml, "HTTP/1.1 200 OK", found, name => { if (!asked.NamesOnly) { properties[name](xml, card); } });
        }

        if (missing.Count > 0)
        {
            WriteGroup(xml, "HTTP/1.1 404 Not Found", missing, _ => { });
        }

        xml.WriteEndElement();
    }

    private static void WriteGroup(XmlWriter xml, string status, IEnumerable<XName> names, Action<XName> value)
    {
        xml.WriteStartElement("D", "propstat", Dav);
        xml.WriteStartElement("D", "prop", Dav);
        foreach (var name in names)
        {
            xml.WriteStartElement(name.LocalName, name.NamespaceName);
            value(name);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteElementString("status", Dav, status);
        xml.WriteEndElement();
    }
}
