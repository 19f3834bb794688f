using System.Xml.Linq;

namespace Federation.Node.Documents.WebDav;

/// <summary>Cuts an element out of a body with all that it inherits there (RFC 4918 §4.3, §4.4): namespaces and language.</summary>
internal static class WholeXml
{
    /// <summary>The element as a text that stands by itself.</summary>
    public static string Of(XElement element)
    {
        var whole = new XElement(element);
        foreach (var inherited in element.Ancestors().SelectMany(each => each.Attributes())) // nearest first
        {
            if ((inherited.IsNamespaceDeclaration || inherited.Name == XNamespace.Xml + "lang") && whole.Attribute(inherited.Name) is null)
            {
                whole.Add(new XAttribute(inherited));
            }
        }

        return whole.ToString(SaveOptions.DisableFormatting);
    }
}
