using System.Text.Json.Serialization;

namespace Federation.Storage.Keys;

/// <summary>
/// Whose key: a person, a space, or one consent of a person. Opaque: it stays in events and backups after the erasure, so it must
/// not be derived from anything known about the person.
/// </summary>
[JsonConverter(typeof(SubjectIdJsonConverter))]
public readonly record struct SubjectId(Guid Value)
{
    /// <summary>A new id, ordered by time (UUIDv7).</summary>
    public static SubjectId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));

    /// <summary>The 36 lower-case characters of the UUID.</summary>
    public override string ToString() => Value.ToString("D");
}
