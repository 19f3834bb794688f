using System.Text.Json;
using System.Text.Json.Serialization;

namespace Federation.Storage.Blobs;

/// <summary>A blob id is one JSON string.</summary>
internal sealed class BlobIdJsonConverter : JsonConverter<BlobId>
{
    public override BlobId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && BlobId.TryParse(reader.GetString(), out var id)
            ? id
            : throw new JsonException("A blob id is 64 lower-case hexadecimal digits.");

    public override void Write(Utf8JsonWriter writer, BlobId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
