namespace Federation.Protocol.Signatures;

/// <summary>The parts of an HTTP message that a signature may cover.</summary>
/// <param name="Fields">Field values by lower-case name; several lines of one name joined by <c>", "</c> (RFC 9421 §2.1).</param>
public abstract record SignedMessage(IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>A derived component (RFC 9421 §2.2), named with its <c>@</c>; null when this message does not have it.</summary>
    internal abstract string? Derived(string name);

    /// <summary>A field's value; null when absent, or when it holds a line break that could stand for a line of the signature base.</summary>
    internal virtual string? Field(string name) =>
        Fields.TryGetValue(name, out var value) && value.AsSpan().IndexOfAny('\r', '\n') < 0 ? value.Trim(' ', '\t') : null;
}
