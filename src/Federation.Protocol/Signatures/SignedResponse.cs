using System.Globalization;

namespace Federation.Protocol.Signatures;

/// <summary>The parts of an HTTP response that a signature may cover.</summary>
/// <param name="Status">Like <c>200</c>.</param>
/// <param name="Fields">Field values by lower-case name; several lines of one name joined by <c>", "</c>.</param>
public sealed record SignedResponse(int Status, IReadOnlyDictionary<string, string> Fields) : SignedMessage(Fields)
{
    internal override string? Derived(string name) => name == "@status" ? Status.ToString(CultureInfo.InvariantCulture) : null; // RFC 9421 §2.2.9
}
