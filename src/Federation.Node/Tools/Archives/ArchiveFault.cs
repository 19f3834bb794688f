namespace Federation.Node.Tools.Archives;

/// <summary>
/// Thrown inside this folder only, by readers of archives, and turned into a sentence by <see cref="ArchiveListing"/>: it comes from deep
/// inside a stream.
/// </summary>
internal sealed class ArchiveFault(string message) : Exception(message);
