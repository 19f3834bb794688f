using System.Reflection;
using System.Text.Json.Nodes;
using Federation.Storage.Blobs;

namespace Federation.House.Tests;

/// <summary>Makes instances of records by their constructors, with values that tell the parameters apart; the same at every run.</summary>
public static class Specimen
{
    // Numbers are of this size, so that they can be told from those in a sentence.
    private const int Number = 7000;

    private static readonly DateTimeOffset Time = new(2026, 11, 24, 9, 30, 15, 123, TimeSpan.Zero);

    /// <summary>One instance; of an enumeration its first value.</summary>
    public static object Of(Type type) => Of(type, type.Name, null);

    /// <summary>One instance for each value of the first enumeration inside, or the only one.</summary>
    public static IEnumerable<object> AllOf(Type type) => EnumerationIn(type) is { } kinds
        ? Enum.GetValues(kinds).Cast<object>().Select(kind => Of(type, type.Name, kind))
        : [Of(type)];

    private static object Of(Type type, string name, object? kind) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } inner => Of(inner, name, kind),
        _ when type == typeof(string) || type == typeof(object) => name,
        _ when type == typeof(bool) => true,
        _ when type == typeof(Guid) => new Guid((uint)name.Sum(letter => letter), 0x7A7A, 0x7000, 0x80, 0, 1, 2, 3, 4, 5, 6),
        _ when type == typeof(DateTimeOffset) => Time,
        _ when type == typeof(DateOnly) => DateOnly.FromDateTime(Time.Date),
        _ when type == typeof(TimeSpan) => TimeSpan.FromMinutes(90),
        _ when type == typeof(Uri) => new Uri("https://union.example/" + name),
        _ when type == typeof(JsonObject) || type == typeof(JsonNode) => new JsonObject { [name] = 1 },
        _ when type == typeof(byte[]) => new byte[] { 1, 2, 3 },
        _ when type == typeof(BlobId) => BlobId.OfSha256(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name))),
        _ when type.IsEnum => kind?.GetType() == type ? kind : Enum.GetValues(type).GetValue(0)!, // an enumeration has values
        _ when type.IsPrimitive || type == typeof(decimal) => Convert.ChangeType(type == typeof(byte) ? name.Length : Number + name.Length, type, System.Globalization.CultureInfo.InvariantCulture),
        _ when type.IsArray => Fill(type.GetElementType()!, name, kind), // an array has elements
        _ when Element(type, typeof(IReadOnlyDictionary<,>)) is [var key, var value] => Dictionary(key, value, name, kind),
        _ when Element(type, typeof(IEnumerable<>)) is [var element] && !type.IsClass => Fill(element, name, kind),
        _ => Build(type, kind),
    };

    private static object Build(Type type, object? kind)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(each => each.GetParameters() is not [var only] || only.ParameterType != type) // not the copy of a record
            .OrderByDescending(each => each.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType, parameter.Name ?? type.Name, kind))]);
        foreach (var required in type.GetProperties().Where(each =>
            each.CanWrite && each.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null))
        {
            required.SetValue(made, Of(required.PropertyType, required.Name, kind));
        }

        return made;
    }

    private static Array Fill(Type element, string name, object? kind)
    {
        var array = Array.CreateInstance(element, 1);
        array.SetValue(Of(element, name, kind), 0);
        return array;
    }

    private static object Dictionary(Type key, Type value, string name, object? kind)
    {
        var dictionary = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!; // not nullable
        dictionary.Add(Of(key, "key", kind), Of(value, name, kind));
        return dictionary;
    }

    private static Type[]? Element(Type type, Type shape) => type.GetInterfaces().Append(type)
        .FirstOrDefault(each => each.IsGenericType && each.GetGenericTypeDefinition() == shape)?.GetGenericArguments();

    private static Type? EnumerationIn(Type type) => type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .SelectMany(each => each.GetParameters()).Select(parameter => parameter.ParameterType).Where(each => each != type && each.Namespace?.StartsWith("Federation", StringComparison.Ordinal) == true)
        .Select(each => each.IsEnum ? each : EnumerationIn(each)).FirstOrDefault(each => each is not null);
}
