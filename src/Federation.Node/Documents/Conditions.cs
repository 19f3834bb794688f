namespace Federation.Node.Documents;

/// <summary>What a client demands of the present state before it writes (RFC 9110 §13.1). Null: nothing.</summary>
/// <param name="IfMatch">One of these versions must be there; <c>*</c>: anything.</param>
/// <param name="IfNoneMatch">None of these versions may be there; <c>*</c>: nothing at all.</param>
/// <param name="Tokens">The lock tokens it shows; null: a person at the page, where their own locks need none.</param>
internal sealed record Conditions(IReadOnlyList<string>? IfMatch, IReadOnlyList<string>? IfNoneMatch, IReadOnlyCollection<Guid>? Tokens = null)
{
    /// <summary>Stands for any state that exists.</summary>
    public const string Any = "*";

    public static Conditions None { get; } = new(null, null);

    public bool Hold(EntryCard? entry) =>
        (IfMatch is null || IfMatch.Any(tag => Names(tag, entry))) && (IfNoneMatch is null || !IfNoneMatch.Any(tag => Names(tag, entry)));

    private static bool Names(string tag, EntryCard? entry) => entry is not null && (tag == Any || tag == entry.Tag);
}
