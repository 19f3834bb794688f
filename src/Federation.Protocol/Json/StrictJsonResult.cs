using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Federation.Protocol.Json;

/// <summary>A JSON object, or the reason why it was refused.</summary>
public sealed class StrictJsonResult
{
    private StrictJsonResult(JsonObject? document, string? reason)
    {
        Document = document;
        Reason = reason;
    }

    /// <summary>The object; null when refused.</summary>
    public JsonObject? Document { get; }

    /// <summary>Why not, in one sentence; null when read.</summary>
    public string? Reason { get; }

    /// <summary>True when the document was read.</summary>
    [MemberNotNullWhen(true, nameof(Document))]
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool IsRead => Document is not null;

    internal static StrictJsonResult Of(JsonObject document) => new(document, null);

    internal static StrictJsonResult Refuse(string reason) => new(null, reason);
}
