namespace Federation.Node.Datasets.Tables;

/// <summary>A table that passed the gate, and what it was made of.</summary>
/// <param name="File">The table.</param>
/// <param name="Consents">The consents whose contributions are in it.</param>
/// <param name="Sources">The mirrored versions that are in it.</param>
/// <param name="AsOf">Contributions given later are not in it.</param>
internal sealed record MadeTable(TableFile File, IReadOnlyList<Guid> Consents, IReadOnlyList<string> Sources, DateTimeOffset AsOf);
