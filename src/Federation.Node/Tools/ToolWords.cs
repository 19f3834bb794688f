using Federation.Node.Shell;

namespace Federation.Node.Tools;

/// <summary>The closed lists in people's words, and in those of the wire.</summary>
internal static class ToolWords
{
    /// <summary>No data.</summary>
    public static readonly Text Nothing = new("no data of ours", "aucune de nos données", "ningún dato nuestro");

    public static Text Of(TouchedData data) => data switch
    {
        TouchedData.Documents => new("documents", "documents", "documentos"),
        TouchedData.Contributions => new("members' contributions", "contributions des membres", "contribuciones de los miembros"),
        TouchedData.Consents => new("consents", "consentements", "consentimientos"),
        TouchedData.Tables => new("tables not yet published", "tableaux non publiés", "tablas sin publicar"),
        TouchedData.Releases => new("published tables", "tableaux publiés", "tablas publicadas"),
        _ => new("accounts", "comptes", "cuentas"),
    };

    public static Text Of(RunsOn place) => place switch
    {
        RunsOn.MemberDevice => new("on a member's device", "sur l'appareil d'un membre", "en el dispositivo de un miembro"),
        RunsOn.OfficerComputer => new("on an officer's computer", "sur l'ordinateur d'un responsable", "en el ordenador de un responsable"),
        _ => new("on the node's computer", "sur l'ordinateur du nœud", "en el ordenador del nodo"),
    };

    /// <summary>All the data, as a sentence goes on.</summary>
    public static string Of(IReadOnlyList<TouchedData> touches) => touches.Count == 0 ? Nothing.ToString() : string.Join(", ", touches.Select(Of));

    /// <summary>The wire's word, lower camel case.</summary>
    public static string Wire<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>Reads the wire's word; null when it is not on the list.</summary>
    public static T? Read<T>(string? word)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => Wire(value) == word).Select(value => (T?)value).FirstOrDefault();
}
