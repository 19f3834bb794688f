using System.Text.Json.Serialization;

namespace Federation.Node.Documents.Links;

/// <summary>What a link is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LinkKind>))]
public enum LinkKind
{
    /// <summary>To see what lies there and download it.</summary>
    [JsonStringEnumMemberName("download")]
    Download = 1,

    /// <summary>To put files into a folder, and see nothing of it.</summary>
    [JsonStringEnumMemberName("drop-box")]
    DropBox = 2,
}
