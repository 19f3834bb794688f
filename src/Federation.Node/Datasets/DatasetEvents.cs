namespace Federation.Node.Datasets;

/// <summary>An officer proposes to publish a table; it passed the gate, nobody outside has seen it. The table itself is a file that can be erased.</summary>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Source">What it is made of.</param>
/// <param name="TableSha256">Digest of the table, exactly as it would be published.</param>
/// <param name="Consents">The consents whose contributions are in it; empty for a roll-up.</param>
/// <param name="Sources">The mirrored versions that are in it; empty for a union's own.</param>
/// <param name="By">Who proposes.</param>
/// <param name="At">When; contributions given later are not in it.</param>
public sealed record ReleaseProposed(
    Guid DatasetId, DatasetSource Source, string TableSha256, IReadOnlyList<Guid> Consents, IReadOnlyList<string> Sources, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "dataset.release-proposed.v1";
}

/// <summary>A steward sent a proposal back.</summary>
public sealed record ReleaseReturned(Guid DatasetId, string Reason, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "dataset.release-returned.v1";
}

/// <summary>A waiting proposal was destroyed because somebody whose figures were in it withdrew.</summary>
public sealed record ProposalLapsed(Guid DatasetId, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "dataset.proposal-lapsed.v1";
}

/// <summary>A release was signed and announced. It never changes; a correction is another version.</summary>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="Document">The signed description, canonical JSON.</param>
/// <param name="TableSha256">Digest of the table's JSON file.</param>
/// <param name="CsvSha256">Digest of its CSV file.</param>
/// <param name="Consents">The consents whose contributions are in it.</param>
/// <param name="Sources">The mirrored versions that are in it.</param>
/// <param name="AsOf">Contributions given later are not in it.</param>
/// <param name="Recipients">Hosts that followed the catalogue when it was announced.</param>
/// <param name="ProposedBy">Who proposed.</param>
/// <param name="SignedOffBy">The steward who signed off, for this version or for the one it corrects.</param>
/// <param name="IsCorrection">True when it was made by the node itself under the standing sign-off (docs/decisions/0005).</param>
/// <param name="At">When.</param>
public sealed record ReleaseSigned(
    Guid DatasetId, int Version, string Document, string TableSha256, string CsvSha256, IReadOnlyList<Guid> Consents, IReadOnlyList<string> Sources,
    DateTimeOffset AsOf, IReadOnlyList<string> Recipients, Guid ProposedBy, Guid SignedOffBy, bool IsCorrection, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "dataset.release-signed.v1";
}

/// <summary>The files of these versions were destroyed here because somebody withdrew, or two people took one back (<see cref="ReleaseTakenBack"/>); their descriptions stay.</summary>
public sealed record ReleasesErased(Guid DatasetId, IReadOnlyList<int> Versions, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "dataset.releases-erased.v1";
}

/// <summary>An officer asks for a published version to be taken back because it is wrong. It stays until a steward, another person, confirms.</summary>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Version">The version.</param>
/// <param name="Reason">Why, in a sentence that members will read.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">When.</param>
public sealed record TakeBackAsked(Guid DatasetId, int Version, string Reason, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "dataset.take-back-asked.v1";
}

/// <summary>A steward leaves a version published that an officer asked to take back.</summary>
public sealed record TakeBackDeclined(Guid DatasetId, int Version, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "dataset.take-back-declined.v1";
}

/// <summary>Two people took a version back because it is wrong. That its files are destroyed is told by <see cref="ReleasesErased"/>, in the same commit.</summary>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Version">The version.</param>
/// <param name="Reason">Why.</param>
/// <param name="AskedBy">The officer.</param>
/// <param name="ConfirmedBy">The steward.</param>
/// <param name="At">When it was confirmed.</param>
public sealed record ReleaseTakenBack(Guid DatasetId, int Version, string Reason, Guid AskedBy, Guid ConfirmedBy, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "dataset.release-taken-back.v1";
}

/// <summary>An officer asks for a published version to be open to everybody. It stays where it is until a steward, another person, confirms.</summary>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Version">The version.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">When.</param>
public sealed record OpeningAsked(Guid DatasetId, int Version, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "dataset.opening-asked.v1";
}

/// <summary>A version that an officer asked to open stays with those who have it.</summary>
public sealed record OpeningDeclined(Guid DatasetId, int Version, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "dataset.opening-declined.v1";
}

/// <summary>Two people opened a version to everybody: nothing of what it was made of is left, and its members had agreed (docs/decisions/0051).</summary>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Version">The version.</param>
/// <param name="AskedBy">The officer.</param>
/// <param name="ConfirmedBy">The steward.</param>
/// <param name="At">When it was confirmed.</param>
public sealed record ReleaseOpened(Guid DatasetId, int Version, Guid AskedBy, Guid ConfirmedBy, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "dataset.release-opened.v1";
}

/// <summary>The description of a version was signed again by another key because its own was revoked; it says the same.</summary>
public sealed record ReleaseSignedAgain(Guid DatasetId, int Version, string Document, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "dataset.release-signed-again.v1";
}
