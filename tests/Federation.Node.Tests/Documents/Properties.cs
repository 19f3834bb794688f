namespace Federation.Node.Tests.Documents;

/// <summary>Bodies of PROPPATCH.</summary>
internal static class Properties
{
    public static StringContent Set(string properties) => Update($"<set><prop>{properties}</prop></set>");

    public static StringContent Update(string instructions) => new($"<D:propertyupdate xmlns:D='DAV:' xmlns='DAV:' xml:lang='fr'>{instructions}</D:propertyupdate>");
}
