namespace Federation.Node.Hosting.Configuration;

/// <summary>
/// The claim on a data folder: one serving node at a time. An advisory lock on <c>serve.lock</c>, so it is gone with the
/// process however it dies.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const int HeldByAnother = 11; // EWOULDBLOCK of flock(2)

    private readonly FileStream claim;

    private DataFolder(FileStream claim) => this.claim = claim;

    /// <summary>Creates the folder if needed and claims it.</summary>
    /// <exception cref="OperatorException">Another process holds it, or it cannot be written.</exception>
    public static DataFolder Claim(string folder) =>
        TryClaim(folder) ?? throw new OperatorException(
            $"Another node is already serving {folder}.", "Stop it first, or give this one a folder of its own with --data.");

    /// <summary>The claim, or null if another process holds it.</summary>
    public static DataFolder? TryClaim(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new DataFolder(new FileStream(Path.Combine(folder, "serve.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.HResult == HeldByAnother)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException($"{folder} cannot be the data folder: {e.Message}", "Run this as the node's user, give it the folder, or choose another with --data.");
        }
    }

    public void Dispose() => claim.Dispose();
}
