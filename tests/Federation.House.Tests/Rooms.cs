using NetArchTest.Rules;

namespace Federation.House.Tests;

public sealed class Rooms
{
    public static TheoryData<string> All => [.. House.MayKnow.Keys];

    [Theory, MemberData(nameof(All))]
    public void Know_only_the_rooms_drawn_for_them(string room)
    {
        var forbidden = House.MayKnow.Keys.Except(House.MayKnow[room]).Where(other => other != room)
            .Select(other => House.Root + other).Append(House.Root + "CommandLine").ToArray();
        var result = Types.InAssembly(House.Node).That().ResideInNamespace(House.Root + room)
            .ShouldNot().HaveDependencyOnAny(forbidden).GetResult();
        Assert.True(result.IsSuccessful,
            $"{room} reaches into a room it may not know: {string.Join(", ", result.FailingTypeNames ?? [])}. "
            + "Go through a door drawn in House.MayKnow, or redraw the house with a decision record (docs/decisions).");
    }

    [Fact]
    public void Are_all_on_the_drawing()
    {
        var folders = Directory.GetDirectories(House.NodeFolder).Select(folder => Path.GetFileName(folder)!)
            .Except(["bin", "obj"]).Except(House.Foundations).Order().ToArray();
        Assert.Equal(House.MayKnow.Keys.Order(), folders);
    }

    [Fact]
    public void Are_drawn_without_a_circle()
    {
        var left = House.MayKnow.ToDictionary();
        while (left.Count > 0)
        {
            var free = left.Where(room => !room.Value.Any(left.ContainsKey)).Select(room => room.Key).ToList();
            Assert.True(free.Count > 0, $"These rooms know each other in a circle: {string.Join(", ", left.Keys)}.");
            free.ForEach(room => left.Remove(room));
        }
    }

    [Fact]
    public void Decide_without_touching_the_world()
    {
        var result = Types.InAssembly(House.Node).That().HaveNameEndingWith("Rules")
            .ShouldNot().HaveDependencyOnAny("Marten", "Npgsql", "Microsoft.AspNetCore", "System.IO", "System.Net", "Microsoft.Extensions.Hosting").GetResult();
        Assert.True(result.IsSuccessful,
            $"Rules decide, endpoints touch the world: {string.Join(", ", result.FailingTypeNames ?? [])} name I/O. Pass in what they need.");
    }
}
