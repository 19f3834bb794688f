namespace Federation.Node.Peers;

/// <summary>The catalogues every node has.</summary>
internal static class Catalogues
{
    /// <summary>Releases of datasets.</summary>
    public const string Statistics = "statistics";

    /// <summary>Campaign templates.</summary>
    public const string Templates = "templates";

    /// <summary>Tools.</summary>
    public const string Tools = "tools";

    public static readonly IReadOnlyList<string> All = [Statistics, Templates, Tools];
}
