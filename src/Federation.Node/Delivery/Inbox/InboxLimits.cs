namespace Federation.Node.Delivery.Inbox;

/// <summary>The numbers of the inbox, with their reasons.</summary>
internal static class InboxLimits
{
    /// <summary>For one whole request, its body included: a sender that drips bytes holds a connection no longer (CVE-2023-36461).</summary>
    public static readonly TimeSpan RequestDeadline = TimeSpan.FromSeconds(10);

    /// <summary>Activities in one batch: with 1 MiB for all, what a node sends after an ordinary outage in a few requests.</summary>
    public const int MaxBatchItems = 100;

    /// <summary>Length of an id or an actor's address; longer ones are no addresses but an attack on the index.</summary>
    public const int MaxUrlLength = 2048;

    /// <summary>Activities written in one commit: many share one fsync, and the slowest waits for few.</summary>
    public const int StoredAtOnce = 256;

    /// <summary>Activities that have arrived and wait for their commit, over all connections; beyond it senders wait in their connection.</summary>
    public const int WaitingForCommit = 2048;

    /// <summary>How long an answer about a peer or a key is believed without asking again, should the message that it changed be lost.</summary>
    public static readonly TimeSpan BelievePeer = TimeSpan.FromSeconds(5);

    /// <summary>Peers and keys remembered at a time: far more than a federation has; beyond it everything is asked anew.</summary>
    public const int MaxRemembered = 10_000;

    /// <summary>Peers whose activities one replica applies at a time: a peer that makes us fetch slowly takes one place, not all.</summary>
    public const int PeersAtOnce = 6;

    /// <summary>Peers besides, whose turn takes longer than <see cref="Prompt"/>: seven that let us wait for their files must not hold up all others.</summary>
    public const int SlowPeersAtOnce = 12;

    /// <summary>After so long a peer's turn counts as slow.</summary>
    public static readonly TimeSpan Prompt = TimeSpan.FromSeconds(1);

    /// <summary>Activities applied for one peer before others have their turn.</summary>
    public const int ActivitiesPerTurn = 100;

    /// <summary>How often an activity is decided on anew when others change the same stream; then its stream waits.</summary>
    public const int MaxHandlingAttempts = 5;

    /// <summary>For all that applying one activity takes, fetching its files included.</summary>
    public static readonly TimeSpan HandlingDeadline = TimeSpan.FromSeconds(30);

    /// <summary>First pause of a stream whose next activity cannot be applied yet; doubles with each try.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);

    /// <summary>Longest pause of a stream.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>After so long the activity is refused with the last reason, and its stream goes on.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <summary>Tries of an activity that this node itself fails on: a defect does not go away by itself.</summary>
    public const int MaxFailures = 8;

    /// <summary>Least time between two looks for work: at a thousand activities a second nobody looks a thousand times.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Requests that wait for their commit, beyond which the worker steps aside.</summary>
    public const int Busy = 4;

    /// <summary>How long it steps aside before each activity it applies: it goes on all the same, at a few dozen a second.</summary>
    public static readonly TimeSpan StepAside = TimeSpan.FromMilliseconds(20);

    /// <summary>How long it steps aside before each turn of a peer.</summary>
    public static readonly TimeSpan StepAsideForTurn = TimeSpan.FromMilliseconds(250);
}
