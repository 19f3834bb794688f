using Federation.Node.Shell;

namespace Federation.Node.Documents.Uploads;

/// <summary>How a request about an upload ended.</summary>
/// <param name="Upload">As it stands; null when refused.</param>
/// <param name="Refusal">Why not.</param>
internal sealed record UploadOutcome(Upload? Upload, Refusal? Refusal)
{
    public static UploadOutcome Refused(Refusal refusal) => new(null, refusal);
}
