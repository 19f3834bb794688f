namespace Federation.Node.Documents;

/// <summary>Limits of the documents.</summary>
internal sealed record DocumentLimits
{
    /// <summary>Bytes of one version: 16 GiB, more than a day of video; a disk, not a principle, is what ends first.</summary>
    public long MaxDocumentBytes { get; init; } = 16L * 1024 * 1024 * 1024;

    /// <summary>Uploads in parts that a member has under way at once, sync programs' included: a folder dropped on the page, each file in a few parts.</summary>
    public int MostUploads { get; init; } = 1000;

    /// <summary>Bytes of a member's uploads under way, announced or come: four of the largest documents; what is never finished must not fill the disk.</summary>
    public long MaxUploadBytes { get; init; } = 64L * 1024 * 1024 * 1024;

    /// <summary>Bytes of an upload that become durable together: what a crash costs its sender at most, and few enough syncs for a large file.</summary>
    public long UploadPartBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long an upload waits for more: a laptop closed in the evening goes on in the morning.</summary>
    public static readonly TimeSpan UploadLife = TimeSpan.FromDays(1);

    /// <summary>Bytes of a file that comes with the request for it, in a few packets.</summary>
    public const int SmallBytes = 64 * 1024;

    /// <summary>
    /// Bytes up to which a content is kept in a row, in the transaction of what names it, and not in a file (docs/decisions/0035): above it a database that
    /// is copied whole for every backup grows faster than syncs are saved.
    /// </summary>
    public const int RowBytes = 32 * 1024;

    /// <summary>Bytes from which a content is looked for in its space before it is kept twice: below it the question costs more than the disk.</summary>
    public const int SharedBytes = 64 * 1024;

    /// <summary>Bytes from which a new version is compared with the one before: below it reading that again costs more than it saves.</summary>
    public const int ComparedBytes = 4 * 1024 * 1024;

    /// <summary>Parts of which a version is put together: each is named in its event. A file changed in more places is stored anew from there on.</summary>
    public const int MostParts = 500;

    /// <summary>Blobs of which a version takes parts: all are opened together. The version after it is stored whole.</summary>
    public const int MostBlobs = 16;

    /// <summary>Bytes of a name in UTF-8: what ext4, APFS and NTFS all hold, so that every device can keep a copy.</summary>
    public const int LongestName = 255;

    /// <summary>Bytes of an XML body: names and values of properties, which are few and short.</summary>
    public const int MaxXmlBytes = 64 * 1024;

    /// <summary>Folders and documents copied by one request: they are one transaction.</summary>
    public const int MostCopied = 10_000;

    /// <summary>Elements inside each other in an XML body: no program nests more than a few, and what walks a tree must not run out of stack.</summary>
    public const int MaxXmlDepth = 64;

    /// <summary>Properties that programs may give one document or folder: they are labels, not a database.</summary>
    public const int MostProperties = 100;

    /// <summary>Bytes of all of them together, written as XML: kept in every event that changes one.</summary>
    public const int MaxPropertyBytes = 32 * 1024;

    /// <summary>How long a lock lasts unless prolonged: a device that was lost must not keep colleagues out for a day.</summary>
    public static readonly TimeSpan LongestLock = TimeSpan.FromHours(1);

    /// <summary>Locks in one space at once: each open document has one, and every deletion of a folder looks at all.</summary>
    public const int MostLocks = 1000;

    /// <summary>Times a write looks again after losing to another; each round lets at least one writer through.</summary>
    public const int Attempts = 60;

    /// <summary>How long what was deleted stays in the trash: a member who was away for a month still finds it.</summary>
    public static readonly TimeSpan TrashLife = TimeSpan.FromDays(30);

    /// <summary>Deletions erased by one transaction.</summary>
    public const int ErasedAtOnce = 100;

    /// <summary>Files a request removes before it answers; of more than these, the rest goes within a minute.</summary>
    public const int RemovedAtOnce = 200;

    /// <summary>Changes told in one answer: a few megabytes; who asks goes on from there.</summary>
    public const int MostReported = 10_000;

    /// <summary>How long the names of what was renamed or deleted are kept for programs that follow changes: as long as the trash keeps what was deleted.</summary>
    public static readonly TimeSpan ChangeLife = TrashLife;

    /// <summary>How long a closed group space can still be read, and opened again: who was away for a month still takes along what they need.</summary>
    public static readonly TimeSpan ClosedSpaceLife = TimeSpan.FromDays(30);

    /// <summary>People in a group space: a large branch; a space for all members of a union is a page, not a drive.</summary>
    public const int MostPeople = 2000;

    /// <summary>Group spaces one member is in: each is looked up at every request and listed at the top of their documents.</summary>
    public const int MostSpaces = 100;

    /// <summary>Shares of one folder or document: with more people than these, a group space is easier to keep an eye on.</summary>
    public const int MostShares = 100;

    /// <summary>The largest limit of a space in GB: a thousand terabytes, more than one machine has; whoever writes more made a slip.</summary>
    public const int MostGigabytes = 1_000_000;

    /// <summary>Characters of a text that says why a hold was placed or released: a case and a few sentences, kept in an event for good.</summary>
    public const int LongestHoldText = 2000;

    /// <summary>Days of a rule of how long documents stay: a hundred years; whoever writes more made a slip.</summary>
    public const int MostRetentionDays = 36_525;

    /// <summary>From a new rule of how long documents stay to the first thing it does: people who come once a week see it before, and can object or take a copy.</summary>
    public static readonly TimeSpan RetentionNotice = TimeSpan.FromDays(14);

    /// <summary>Bytes that come into a space with a limit without waiting for others, while this many times PostgreSQL's connections are free: small files are what comes at once.</summary>
    public const int WithoutTurnBytes = 1024 * 1024;
}
