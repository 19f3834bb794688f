using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Weasel.Core;

namespace Federation.House.Tests;

public sealed class Events
{
    private static readonly Marten.Services.SystemTextJsonSerializer Store = new() { EnumStorage = EnumStorage.AsString, Casing = Casing.CamelCase };

    public static TheoryData<string> Names => [.. All().Select(each => each.StoredName).Order(StringComparer.Ordinal)];

    /// <summary>All event records of the node, by their stored names.</summary>
    public static IEnumerable<(string StoredName, Type Type)> All() =>
        from type in House.Node.GetTypes()
        let field = type.GetField("StoredName", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        where field is { IsLiteral: true }
        select ((string)field.GetRawConstantValue()!, type); // a constant has a value

    [Fact]
    public void Have_stored_names_of_one_form_that_no_other_has()
    {
        foreach (var same in All().GroupBy(each => each.StoredName))
        {
            Assert.True(same.Count() == 1, $"'{same.Key}' is the stored name of {string.Join(" and ", same.Select(each => each.Type.Name))}. Give one another.");
            Assert.True(Regex.IsMatch(same.Key, @"^[a-z][a-z-]*(\.[a-z][a-z-]*)+\.v[1-9][0-9]*$"), $"'{same.Key}' is not of the form stream.what-happened.v1.");
        }
    }

    [Fact]
    public void Are_those_that_states_are_built_from()
    {
        var stored = All().Select(each => each.Type).ToHashSet();
        var nameless = House.Node.GetTypes().Where(type => type.Namespace?.StartsWith(House.Root, StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.Name is "Create" or "Apply" && method.GetParameters() is [var only] && only.ParameterType.Namespace == method.DeclaringType?.Namespace
                && method.ReturnType == method.DeclaringType)
            .Select(method => method.GetParameters()[0].ParameterType).Where(type => !stored.Contains(type)).Distinct().ToList();
        Assert.True(nameless.Count == 0, $"A state is built from {string.Join(", ", nameless.Select(type => type.Name))}, without `const string StoredName`: renaming the class would lose what is stored.");
    }

    [Fact]
    public void Are_told_to_Marten_by_their_stored_names()
    {
        var modules = string.Join('\n', House.Files(House.NodeFolder, "*.cs").Select(File.ReadAllText).Where(text => text.Contains("IConfigureMarten", StringComparison.Ordinal)));
        var untold = All().Select(each => each.Type.Name).Where(name => !modules.Contains($"MapEventType<{name}>({name}.StoredName)", StringComparison.Ordinal)).ToList();
        Assert.True(untold.Count == 0, $"No module calls MapEventType for {string.Join(", ", untold)}: Marten would store a name made from the class's.");
    }

    [Theory, MemberData(nameof(Names))]
    public void Still_load_as_they_were_once_stored(string storedName)
    {
        var type = All().Single(each => each.StoredName == storedName).Type;
        var path = $"tests/Federation.House.Tests/Events/{storedName}.json";
        var text = Generated.OnceMade(path, () =>
            JsonNode.Parse(Store.ToJson(Specimen.Of(type)))!.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n"); // it wrote JSON
        var golden = JsonNode.Parse(text)!; // a file of ours
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var again = JsonNode.Parse(Store.ToJson(Store.FromJson(type, stream)))!; // it wrote JSON
        var lost = Lost(golden, again, "").ToList();
        Assert.True(lost.Count == 0,
            $"{type.Name} no longer reads what was stored as '{storedName}': {string.Join(", ", lost)}. Stored events are never rewritten: "
            + "keep the member, or make a new event (.v2) and keep this one.");
    }

    [Fact]
    public void That_were_stored_once_are_not_forgotten()
    {
        var known = All().Select(each => each.StoredName).ToHashSet();
        var forgotten = Directory.EnumerateFiles(Path.Combine(House.Folder, "tests/Federation.House.Tests/Events"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => !known.Contains(name)).ToList();
        Assert.True(forgotten.Count == 0, $"Nodes hold events {string.Join(", ", forgotten)}, and no record reads them any more. Bring the record back; only an event that was never released may go, with its file.");
    }

    private static IEnumerable<string> Lost(JsonNode? golden, JsonNode? again, string path) => (golden, again) switch
    {
        (JsonObject was, JsonObject now) => was.SelectMany(member => Lost(member.Value, now[member.Key], $"{path}/{member.Key}")),
        (JsonArray was, JsonArray now) when was.Count == now.Count => was.Zip(now).SelectMany((pair, at) => Lost(pair.First, pair.Second, $"{path}/{at}")),
        _ => JsonNode.DeepEquals(golden, again) ? [] : [path],
    };
}
