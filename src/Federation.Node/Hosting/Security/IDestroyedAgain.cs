using Federation.Storage.Keys;

namespace Federation.Node.Hosting.Security;

/// <summary>
/// A room that has to follow when a database was restored and keys in it were destroyed after the backup was made: its events of that time are
/// lost, and it does again what they did. Asked at the start, before anybody is served, and before the keys go; what is done already is passed over.
/// </summary>
internal interface IDestroyedAgain
{
    Task Follow(IReadOnlyCollection<SubjectId> subjects, CancellationToken cancel);
}
