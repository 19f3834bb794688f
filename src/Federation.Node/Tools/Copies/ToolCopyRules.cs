using Federation.Node.Shell;

namespace Federation.Node.Tools.Copies;

/// <summary>Decisions about the tools of peers.</summary>
internal static class ToolCopyRules
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);

    /// <summary>Makes a verified copy available here.</summary>
    public static Decision Install(ToolCopy? copy, Guid by, DateTimeOffset now) =>
        copy is null ? Decision.Refuse(new ToolRefusal.NotFound())
        : copy.RevokedBecause is { } reason ? Decision.Refuse(new ToolRefusal.Revoked(reason))
        : copy.Archive is null ? Decision.Refuse(new ToolRefusal.NotMirrored())
        : copy.InstalledBy is not null ? Decision.Nothing
        : Decision.Of(new ToolInstalled(copy.Id, by, now));

    /// <summary>Takes it away; also when it was revoked, which ends the warning.</summary>
    public static Decision Withdraw(ToolCopy? copy, Guid by, DateTimeOffset now) =>
        copy is null ? Decision.Refuse(new ToolRefusal.NotFound())
        : copy.InstalledBy is null ? Decision.Refuse(new ToolRefusal.NotInstalled())
        : Decision.Of(new ToolWithdrawn(copy.Id, by, now));

    /// <summary>Takes note of a revocation; one that comes again changes nothing.</summary>
    public static Decision Revoke(ToolCopy? copy, ToolCopyRevoked revoked) => copy is { RevokedBecause: not null } ? Decision.Nothing : Decision.Of(revoked);

    /// <summary>May members download it? Null when they may.</summary>
    public static ToolRefusal? MayDownload(ToolCopy? copy) =>
        copy is null ? new ToolRefusal.NotFound()
        : copy.RevokedBecause is { } reason ? new ToolRefusal.Revoked(reason)
        : copy.InstalledBy is null || copy.Archive is null ? new ToolRefusal.NotInstalled()
        : null;

    /// <summary>Why an archive is not fetched; null when it may be.</summary>
    /// <param name="copy">The version.</param>
    /// <param name="held">Bytes of the archives of this peer that are here.</param>
    /// <param name="limits">How much is too much.</param>
    public static string? MayFetch(ToolCopy copy, long held, ToolLimits limits) => held + copy.Bytes > limits.MaxBytesPerPeer
        ? $"The archives of {copy.Host} would be larger than the {limits.MaxBytesPerPeer} bytes kept of one peer."
        : null;

    /// <summary>
    /// Failures in a row, after one more try that came to nothing. To be asked to wait is none, but only for
    /// <see cref="ToolLimits.LongestWait"/>: a publisher that puts off every request would else be asked for ever.
    /// </summary>
    /// <param name="before">Failures before it.</param>
    /// <param name="asked">How long the publisher asks to be left alone; null when it does not.</param>
    /// <param name="age">Time since the version was announced.</param>
    public static int Failures(int before, TimeSpan? asked, TimeSpan age) => asked is null || age > ToolLimits.LongestWait ? before + 1 : before;

    /// <summary>How long until an archive is asked for again: 10 s, 40 s, … about 11 hours, and never sooner than its publisher asks.</summary>
    /// <param name="failures">Failures in a row.</param>
    /// <param name="asked">How long the publisher asks to be left alone; null when it does not.</param>
    public static TimeSpan Pause(int failures, TimeSpan? asked)
    {
        var pause = FirstPause * Math.Pow(4, Math.Clamp(failures, 1, ToolLimits.MostAttempts) - 1);
        return asked > pause ? asked.Value : pause;
    }
}
