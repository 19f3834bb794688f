namespace Federation.Node.Documents;

/// <summary>Properties, in the clear only inside the process and in the read model.</summary>
/// <param name="All">At most 100, in the order they came.</param>
public sealed record EntryProperties(IReadOnlyList<EntryProperty> All)
{
    /// <summary>None.</summary>
    public static EntryProperties None { get; } = new([]);
}

/// <summary>One property.</summary>
/// <param name="Namespace">Its namespace; empty for none.</param>
/// <param name="Name">Its local name.</param>
/// <param name="Xml">The whole element as it was set: self-contained, its language with it.</param>
public sealed record EntryProperty(string Namespace, string Name, string Xml);
