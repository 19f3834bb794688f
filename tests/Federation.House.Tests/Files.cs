using System.Text.RegularExpressions;

namespace Federation.House.Tests;

public sealed partial class Files
{
    private const int MostLines = 400;

    private const int MostBytes = 12 * 1024;

    /// <summary>Rooms that are being furnished right now have no paper yet: nothing but their module in them.</summary>
    public static TheoryData<string> Rooms => [.. House.Furnished];

    [Fact]
    public void Are_short_enough_to_hold_one_thing()
    {
        var long_ = Sources().Select(file => (File: file, Lines: File.ReadAllLines(file).Length, Bytes: new FileInfo(file).Length))
            .Where(file => file.Lines > MostLines || (file.Bytes > MostBytes && file.File.Contains("/src/", StringComparison.Ordinal)))
            .Select(file => $"{House.Named(file.File)} ({file.Lines} lines, {file.Bytes} bytes)").ToList();
        Assert.True(long_.Count == 0,
            $"Over {MostLines} lines, or {MostBytes} bytes in src, two things live in one file: {string.Join(", ", long_)}. Give the second a file named for it (STYLE, Files).");
    }

    [Fact]
    public void Are_named_for_a_thing()
    {
        var vague = House.Files(Path.Combine(House.Folder, "src")).Concat(House.Files(Path.Combine(House.Folder, "tests")))
            .Select(House.Named).Where(path => path.Split('/').Any(part => Vague().IsMatch(Path.GetFileNameWithoutExtension(part)))).ToList();
        Assert.True(vague.Count == 0,
            $"These names say that something is there but not what: {string.Join(", ", vague)}. Name the thing; no Helper, Util, Common, Manager, Service, Base, Processor, Impl, Misc.");
    }

    [Fact]
    public void Are_named_for_the_type_they_hold()
    {
        var misnamed = House.Files(Path.Combine(House.Folder, "src"), "*.cs").Where(file => Path.GetFileName(file) != "Program.cs")
            .Where(file => !Declares(File.ReadAllText(file), Path.GetFileNameWithoutExtension(file))).Select(House.Named).ToList();
        Assert.True(misnamed.Count == 0,
            $"A reader finds a type by its file's name, but these files hold no type of their name: {string.Join(", ", misnamed)}. Families of small records are named in the plural.");
    }

    [Theory, MemberData(nameof(Rooms))]
    public void Of_a_room_are_of_the_agreed_kinds(string room)
    {
        var folder = Path.Combine(House.NodeFolder, room);
        var strange = House.Files(folder).Where(file => Path.GetExtension(file) is not (".cs" or ".razor")
            && Path.GetFileName(file) != "README.md" && !(Path.GetExtension(file) is ".json" or ".js" && Path.GetDirectoryName(file) != folder)).Select(House.Named).ToList();
        Assert.True(strange.Count == 0, $"A room holds C#, pages, its README.md and, in a folder of their own, definitions and the script of a page: {string.Join(", ", strange)} is none of these.");
        Assert.True(File.Exists(Path.Combine(folder, room + "Module.cs")), $"{room} has no {room}Module.cs: its table of contents, with Add{room}() and Map{room}().");
        var events = Directory.EnumerateFiles(folder, "*Events.cs").Select(file => Path.GetFileName(file)[..^"Events.cs".Length]).ToList();
        var states = Directory.EnumerateFiles(folder, "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet();
        foreach (var stream in events)
        {
            Assert.True(states.Contains(stream), $"{room}/{stream}Events.cs has no {stream}.cs: the state that its events build.");
        }

        Assert.True(events.Count == 0 || states.Any(name => name.EndsWith("Rules", StringComparison.Ordinal)),
            $"{room} has events but no *Rules.cs: who decides on them? Decisions are pure and stand apart from endpoints (ARCHITECTURE, A room).");
    }

    [Theory, MemberData(nameof(Rooms))]
    public void Of_a_room_are_introduced_on_half_a_page(string room)
    {
        var readme = Path.Combine(House.NodeFolder, room, "README.md");
        Assert.True(File.Exists(readme), $"{room} has no README.md: what it is for, events out, events in, door; at most 15 lines.");
        var lines = File.ReadAllLines(readme);
        Assert.True(lines.Length <= 15, $"{House.Named(readme)} has {lines.Length} lines. Fifteen are enough to say what the room is for; the code says the rest.");
        Assert.Equal($"# {room}", lines[0]);
        var text = string.Join(' ', lines);
        var unnamed = Events.All().Where(each => each.Type.Namespace?.StartsWith(House.Root + room, StringComparison.Ordinal) == true)
            .Select(each => each.StoredName).Where(name => !Names(text, name)).ToList();
        Assert.True(unnamed.Count == 0, $"{House.Named(readme)} does not name these events of the room: {string.Join(", ", unnamed)}.");
    }

    private static IEnumerable<string> Sources() => new[] { "src", "tests", "ops" }.SelectMany(folder => House.Files(Path.Combine(House.Folder, folder)))
        .Where(file => Path.GetExtension(file) is ".cs" or ".razor" or ".css" or "");

    // `campaign.opened.v1`, `.opened.v1` after its stream's name, or `peer.*`.
    private static bool Names(string text, string stored) => text.Contains(stored, StringComparison.Ordinal)
        || text.Contains($"`{stored[stored.IndexOf('.', StringComparison.Ordinal)..]}`", StringComparison.Ordinal)
        || text.Contains($"`{stored[..stored.IndexOf('.', StringComparison.Ordinal)]}.*`", StringComparison.Ordinal);

    private static bool Declares(string text, string name) =>
        name.EndsWith("Events", StringComparison.Ordinal)
        || new[] { name, name.TrimEnd('s'), name.EndsWith("ies", StringComparison.Ordinal) ? name[..^3] + "y" : name }
            .Any(each => Regex.IsMatch(text, $@"\b(class|record|struct|interface|enum)\s+{Regex.Escape(each)}\b"));

    [GeneratedRegex("(Helper|Util|Utility|Utilities|Manager|Service|Processor|Impl|Misc)s?$|^(Common|Base|Shared)$")]
    private static partial Regex Vague();
}
