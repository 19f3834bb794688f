using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Federation.Storage.Keys;

/// <summary>A subject is one JSON string, also where it is the key of an object.</summary>
internal sealed class SubjectIdJsonConverter : JsonConverter<SubjectId>
{
    public override SubjectId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, SubjectId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    public override SubjectId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Guid.TryParseExact(reader.GetString(), "D", out var id)
            ? new(id)
            : throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"'{reader.GetString()}' is not a subject id."));

    public override void WriteAsPropertyName(Utf8JsonWriter writer, SubjectId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());
}
