namespace Federation.Node.Delivery;

/// <summary>The numbers of delivery, with their reasons.</summary>
internal static class DeliveryLimits
{
    /// <summary>Largest activity or document: releases travel by digest, so an activity is a few kilobytes.</summary>
    public const int MaxActivityBytes = 1024 * 1024;

    /// <summary>How far a signature's clock may be off, both ways. Ten seconds, then a minute, failed real users elsewhere.</summary>
    public static readonly TimeSpan ClockWindow = TimeSpan.FromHours(1);

    /// <summary>How long ids of received activities are kept: far beyond the clock window, so that a replay always meets its first self.</summary>
    public static readonly TimeSpan RememberReceived = TimeSpan.FromDays(365);

    /// <summary>To connect to a peer.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>For one whole exchange with a peer.</summary>
    public static readonly TimeSpan ExchangeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a replica holds a host after its last sign of life: as long as its peers wait when it is killed.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    /// <summary>How often a replica gives a sign of life for all it holds; several times within a lease.</summary>
    public static readonly TimeSpan LeaseRenewal = TimeSpan.FromSeconds(3);

    /// <summary>How often every replica looks for hosts whose pause has ended; new activities wake it at once.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(400);

    /// <summary>Hosts one replica serves at a time while they answer promptly: two claims' worth, so that the next is made while the last is served.</summary>
    public const int HostsAtOnce = 128;

    /// <summary>Hosts one replica waits for besides: those that take their time cost a socket, and must not take the places of the rest.</summary>
    public const int SlowHostsAtOnce = 384;

    /// <summary>Hosts claimed together while others are being served: looking for them costs more than one delivery.</summary>
    public const int ClaimAtLeast = 64;

    /// <summary>How soon it is looked again whether so many have room.</summary>
    public static readonly TimeSpan ClaimPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Queries for bodies at a time, of the connections that members' requests need too.</summary>
    public const int BodyReads = 8;

    /// <summary>Writes at a time of what was learned about strangers' signatures: a thousand met for the first time must not take all connections.</summary>
    public const int SchemeWrites = 8;

    /// <summary>After so long a host counts as slow.</summary>
    public static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(200);

    /// <summary>After so long a host with more to get waits for its next turn.</summary>
    public static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(5);

    /// <summary>Entries read ahead for one lane.</summary>
    public const int EntriesAhead = 100;

    /// <summary>Activities in one request to a node of ours (docs/protocol.md, Batches).</summary>
    public const int MaxBatchItems = 100;

    /// <summary>Bytes of activities in one request, unless one alone has more: a quarter of what is allowed, so that many hosts fit into memory.</summary>
    public const int BatchBytes = 256 * 1024;

    /// <summary>Bodies kept for the other lanes that need the same ones.</summary>
    public const int BodiesKeptBytes = 16 * 1024 * 1024;

    /// <summary>After a peer said that it has no batch inbox: so long one by one.</summary>
    public static readonly TimeSpan SinglesFor = TimeSpan.FromHours(1);

    /// <summary>A stranger's way of signatures is written down anew at most this often, while it keeps working.</summary>
    public static readonly TimeSpan ConfirmSchemeAfter = TimeSpan.FromDays(1);

    /// <summary>No pause is shorter than this part of the first: two attempts in a row are no second chance.</summary>
    public const double ShortestPart = 0.1;

    /// <summary>Longest pause while a peer cannot be reached.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>Longest pause while a peer has not approved us: two people there may do so any minute.</summary>
    public static readonly TimeSpan LongestPauseForApproval = TimeSpan.FromMinutes(1);

    /// <summary>Longest pause a peer may ask for.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    /// <summary>Until the next attempt after 410 Gone: a server that is set up anew says it for an afternoon.</summary>
    public static readonly TimeSpan PauseAfterGone = TimeSpan.FromHours(24);

    /// <summary>So many 410 in a row are believed.</summary>
    public const int GoneAnswersBelieved = 3;

    /// <summary>So many 401 or 403 in a row are believed.</summary>
    public const int RefusalsBelieved = 3;

    /// <summary>After so long without success what waits becomes a dead letter, seen on the peers page.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(30);

    /// <summary>Unknown hosts remembered for the administrator; the oldest give way.</summary>
    public const int MaxKnocks = 100;
}
