namespace Federation.Storage.Keys;

/// <summary>A line of the list of destroyed keys is not as it was written: which key it named is not known, and nothing may be taken for complete.</summary>
public sealed class BrokenKeyListException(string path, int line)
    : Exception($"Line {line} of {path}, the list of destroyed keys, is not as it was written.")
{
    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;
}
