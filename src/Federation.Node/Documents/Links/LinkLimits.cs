namespace Federation.Node.Documents.Links;

/// <summary>Limits of links.</summary>
internal static class LinkLimits
{
    /// <summary>Days a link lasts when nobody says otherwise: long enough for an answer, short enough to be forgotten safely.</summary>
    public const int UsualDays = 30;

    /// <summary>Days a link lasts at most: an address that was mailed is in somebody's mailbox for ever, so once a year a person decides again.</summary>
    public const int MostDays = 365;

    /// <summary>Uses that can be counted: more than a union has members is no limit any more.</summary>
    public const int MostUses = 100_000;

    /// <summary>Files put into a drop box that names no number: strangers must not fill the disk while nobody looks.</summary>
    public const int MostDropped = 1000;

    /// <summary>Links to one folder or document: each is a door that somebody has to remember.</summary>
    public const int MostLinks = 50;

    /// <summary>Characters of what a link is called: a line on the page.</summary>
    public const int LongestLabel = 100;

    /// <summary>Characters of a link's password: it stands behind a secret address and behind few tries, and is told over the telephone.</summary>
    public const int ShortestPassword = 8;

    /// <summary>Characters of a link's password: hashing must not become work without end.</summary>
    public const int LongestPassword = 200;

    /// <summary>How long a browser that gave the password need not give it again: a meeting, not a day on a shared computer.</summary>
    public static readonly TimeSpan EntryLife = TimeSpan.FromHours(1);

    /// <summary>How long a download that was counted may be gone on with: a laptop closed in the evening goes on in the morning.</summary>
    public static readonly TimeSpan DownloadLife = TimeSpan.FromDays(1);
}
