using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Federation.Node.Shell;

/// <summary>JSON that people open too: indented, letters as they are. For files and text on a page, never within a script.</summary>
internal static class ReadableJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document as people read it.</summary>
    public static string ToReadable(this JsonNode document) => document.ToJsonString(Options);
}
