using System.Text.RegularExpressions;

namespace Federation.House.Tests;

public sealed partial class Map
{
    private const string Path = "docs/map.md";

    [Fact]
    public void Shows_the_rooms_as_they_are_drawn()
    {
        var lines = House.MayKnow.SelectMany(room => Nearest(room.Key, room.Value).Select(other => $"    {room.Key} --> {other}").Prepend($"    {room.Key}"));
        Generated.Is(Path, "rooms", "```mermaid\nflowchart BT\n" + string.Join('\n', lines) + "\n```\n");
    }

    [Fact]
    public void Leads_only_to_files_that_are_there()
    {
        var text = File.ReadAllText(System.IO.Path.Combine(House.Folder, Path));
        var named = FilePath().Matches(text).Select(match => match.Groups[1].Value).ToList();
        Assert.True(named.Count > 20, $"{Path} names {named.Count} files: the walks are missing.");
        var gone = named.Where(path => !File.Exists(System.IO.Path.Combine(House.Folder, path))).ToList();
        Assert.True(gone.Count == 0, $"{Path} leads to files that are no longer there: {string.Join(", ", gone)}. Lead the walk along what took their place.");
    }

    // An arrow that other arrows imply is left out, or the picture is a thicket.
    private static IEnumerable<string> Nearest(string room, string[] known) =>
        known.Where(other => !known.Any(between => between != other && Reaches(between, other)));

    private static bool Reaches(string room, string other) => House.MayKnow[room].Any(next => next == other || Reaches(next, other));

    [GeneratedRegex(@"`((?:src|tests|ops|docs)/[^`\s*]+\.\w+)`")]
    private static partial Regex FilePath();
}
