namespace Federation.Node.Hosting.Configuration;

/// <summary>
/// The claim on a data folder: one serving node at a time. An advisory lock on <c>serve.lock</c>, so it is gone with the
/// process however it dies.
/// </summary>
internal sealed class DataFolder : IDisposable
{
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
        catch (UnauthorizedAccessException e)
        {
            throw new OperatorException($"{folder} cannot be written: {e.Message}", "Give the node's user the folder, or choose another with --data.");
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            return null; // held by another process (EWOULDBLOCK)
        }
    }

    public void Dispose() => claim.Dispose();
}
