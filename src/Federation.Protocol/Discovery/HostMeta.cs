using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Federation.Protocol.Discovery;

/// <summary>
/// host-meta (RFC 6415): where a host keeps its WebFinger, for software that asks here first. An account's domain may point to another
/// host with it.
/// </summary>
public static class HostMeta
{
    /// <summary>Path of the XML form.</summary>
    public const string XmlPath = "/.well-known/host-meta";

    /// <summary>Path of the JSON form.</summary>
    public const string JsonPath = "/.well-known/host-meta.json";

    /// <summary>Media type of the XML form.</summary>
    public const string XmlMediaType = "application/xrd+xml";

    private const string Relation = "lrdd";

    private static readonly XNamespace Xrd = "http://docs.oasis-open.org/ns/xri/xrd-1.0";

    /// <summary>The XML form.</summary>
    public static string Xml(Uri origin) =>
        """<?xml version="1.0" encoding="UTF-8"?>""" + new XElement(Xrd + "XRD", new XElement(
            Xrd + "Link", new XAttribute("rel", Relation), new XAttribute("type", WebFinger.MediaType), new XAttribute("template", Template(origin))))
            .ToString(SaveOptions.DisableFormatting);

    /// <summary>The JSON form.</summary>
    public static JsonObject Json(Uri origin) => new()
    {
        ["links"] = new JsonArray(new JsonObject { ["rel"] = Relation, ["type"] = WebFinger.MediaType, ["template"] = Template(origin) }),
    };

    /// <summary>The WebFinger template of another host's XML form; null when it is none. No entity and no document type is read.</summary>
    public static string? ReadXml(ReadOnlyMemory<byte> xml)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new MemoryStream(xml.ToArray()), settings);
            return XDocument.Load(reader).Root?.Elements(Xrd + "Link").Where(link => (string?)link.Attribute("rel") == Relation)
                .Select(link => (string?)link.Attribute("template")).FirstOrDefault(IsTemplate);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The WebFinger template of another host's JSON form; null when it has none.</summary>
    public static string? ReadJson(JsonObject json) =>
        ResourceDescriptor.TryRead(json, out var read, out _)
            ? read.Links.Where(link => link.Relation == Relation).Select(link => link.Template).FirstOrDefault(IsTemplate)
            : null;

    /// <summary>Fills a template with an account.</summary>
    /// <exception cref="UriFormatException">The template is none: it did not come from here.</exception>
    public static Uri Fill(string template, Account account)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(account);
        return new Uri(template.Replace("{uri}", Uri.EscapeDataString(account.ToString()), StringComparison.Ordinal));
    }

    private static string Template(Uri origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return $"{origin.GetLeftPart(UriPartial.Authority)}{WebFinger.Path}?resource={{uri}}";
    }

    private static bool IsTemplate(string? text) =>
        text is not null && text.Contains("{uri}", StringComparison.Ordinal)
        && Uri.TryCreate(text.Replace("{uri}", "x", StringComparison.Ordinal), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";
}
