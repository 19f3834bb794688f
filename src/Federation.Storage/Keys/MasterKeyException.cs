namespace Federation.Storage.Keys;

/// <summary>The master key file cannot be used; the message says what to mend, and never holds key bytes.</summary>
public sealed class MasterKeyException(string message, Exception? inner = null) : Exception(message, inner);
