using System.Text.Json.Serialization;

namespace Federation.Node.Documents.Spaces;

/// <summary>What a member may do in a space, or with what was shared with them; each may all that the one before may.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SpaceRole>))]
public enum SpaceRole
{
    /// <summary>Reads and downloads.</summary>
    [JsonStringEnumMemberName("viewer")]
    Viewer = 1,

    /// <summary>Also puts, changes, moves, deletes, and restores from the trash.</summary>
    [JsonStringEnumMemberName("editor")]
    Editor = 2,

    /// <summary>Also decides who gets at it, and erases for good.</summary>
    [JsonStringEnumMemberName("manager")]
    Manager = 3,
}
