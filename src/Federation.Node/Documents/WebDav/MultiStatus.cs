using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Federation.Node.Documents.WebDav;

/// <summary>A 207 answer (RFC 4918 §13), sent while it is written: a folder of thousands is never whole in memory.</summary>
/// <param name="responses">Each writes its <c>response</c> elements.</param>
internal sealed class MultiStatus(IEnumerable<Action<XmlWriter>> responses) : IResult
{
    private const string Dav = "DAV:";
    private const int AtOnce = 200;

    /// <summary>One group of properties that fared alike.</summary>
    /// <param name="Status">How: "200 OK".</param>
    /// <param name="Names">Which.</param>
    /// <param name="Value">Writes the inside of one; null: nothing is inside.</param>
    /// <param name="Whole">The whole elements instead.</param>
    /// <param name="Condition">The condition that was not met (§16); null: none.</param>
    /// <param name="Reason">Why, in words; null: it speaks for itself.</param>
    public sealed record Group(
        string Status, IEnumerable<XName> Names, Action<XName>? Value = null, IEnumerable<string>? Whole = null, string? Condition = null, string? Reason = null);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status207MultiStatus;
        httpContext.Response.ContentType = "application/xml; charset=utf-8";
        using var buffer = new MemoryStream();
        using var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        xml.WriteStartElement("D", "multistatus", Dav);
        foreach (var chunk in responses.Chunk(AtOnce))
        {
            foreach (var write in chunk)
            {
                write(xml);
            }

            xml.Flush();
            await Send(buffer, httpContext);
        }

        xml.WriteEndElement();
        xml.Flush();
        await Send(buffer, httpContext);
    }

    /// <summary>Writes a response about one address and its properties.</summary>
    public static void Write(XmlWriter xml, string href, IEnumerable<Group> groups)
    {
        xml.WriteStartElement("response", Dav);
        xml.WriteElementString("href", Dav, href);
        foreach (var group in groups)
        {
            Write(xml, group);
        }

        xml.WriteEndElement();
    }

    /// <summary>Writes a response about one address as a whole.</summary>
    public static void Write(XmlWriter xml, string href, string status, string? condition = null)
    {
        xml.WriteStartElement("response", Dav);
        xml.WriteElementString("href", Dav, href);
        xml.WriteElementString("status", Dav, "HTTP/1.1 " + status);
        WriteError(xml, condition);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, Group group)
    {
        xml.WriteStartElement("propstat", Dav);
        xml.WriteStartElement("prop", Dav);
        foreach (var name in group.Names)
        {
            xml.WriteStartElement(name.LocalName, name.NamespaceName);
            group.Value?.Invoke(name);
            xml.WriteEndElement();
        }

        foreach (var whole in group.Whole ?? [])
        {
            xml.WriteRaw(whole);
        }

        xml.WriteEndElement();
        xml.WriteElementString("status", Dav, "HTTP/1.1 " + group.Status);
        WriteError(xml, group.Condition);
        if (group.Reason is { } reason)
        {
            xml.WriteElementString("responsedescription", Dav, reason);
        }

        xml.WriteEndElement();
    }

    private static void WriteError(XmlWriter xml, string? condition)
    {
        if (condition is not null)
        {
            xml.WriteStartElement("error", Dav);
            xml.WriteElementString(condition, Dav, null);
            xml.WriteEndElement();
        }
    }

    private static async Task Send(MemoryStream buffer, HttpContext http)
    {
        await http.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), http.RequestAborted);
        buffer.SetLength(0);
    }
}
