namespace Federation.Storage.Keys;

/// <summary>
/// Something sealed was changed, cut, moved to another subject, or made with another key. Never means "erased", and nothing of it is
/// served. The message names what was opened, never its content.
/// </summary>
public sealed class BrokenSealException(string message, Exception? inner = null) : Exception(message, inner);
