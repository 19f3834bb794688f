using Federation.Node.Documents.Locks;

namespace Federation.Node.Documents.WebDav;

/// <summary>What a listing says about one folder or document.</summary>
/// <param name="Href">Its address.</param>
/// <param name="Card">What the tree shows.</param>
/// <param name="Locks">Locks that cover it; empty also when nobody asked.</param>
/// <param name="Own">Properties that programs gave it; empty also when nobody asked.</param>
/// <param name="Address">The address it was asked under.</param>
/// <param name="Facts">What it takes more than the tree to know.</param>
internal sealed record DavResource(
    string Href, EntryCard Card, IReadOnlyList<ShownLock> Locks, IReadOnlyList<EntryProperty> Own, string Address, ListedFacts Facts);

/// <summary>A lock as it is shown.</summary>
/// <param name="Held">The lock.</param>
/// <param name="Note">What its holder's program wrote about itself; null: nothing.</param>
/// <param name="Left">How long it still lasts.</param>
internal sealed record ShownLock(HeldLock Held, string? Note, TimeSpan Left);
