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

    /// <summary>How often an activity is decided on anew when others change the same stream; then the sender is asked to come back.</summary>
    public const int MaxHandlingAttempts = 5;

    /// <summary>To connect to a peer.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>For one whole exchange with a peer.</summary>
    public static readonly TimeSpan ExchangeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a replica holds a lane after its last sign of life; longer than one exchange.</summary>
    public static readonly TimeSpan LaneLease = TimeSpan.FromSeconds(30);

    /// <summary>How often every replica looks for work, should it miss being woken.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(400);

    /// <summary>Lanes one replica serves at a time: enough that a few slow peers leave room for the rest.</summary>
    public const int LanesAtOnce = 16;

    /// <summary>Activities sent to one peer before the lane is given back.</summary>
    public const int ActivitiesPerTurn = 50;

    /// <summary>First pause after a failure; doubles with each.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause while a peer cannot be reached.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>Longest pause while a peer has not approved us: two people there may do so any minute.</summary>
    public static readonly TimeSpan LongestPauseForApproval = TimeSpan.FromMinutes(1);

    /// <summary>After so long without success an activity becomes a dead letter, seen on the peers page.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(30);

    /// <summary>Unknown hosts remembered for the administrator; the oldest give way.</summary>
    public const int MaxKnocks = 100;
}
