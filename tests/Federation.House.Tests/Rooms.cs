using System.Reflection;
using NetArchTest.Rules;

namespace Federation.House.Tests;

public sealed class Rooms
{
    /// <summary>Fields that may remember, each with the reason beside it.</summary>
    private static readonly string[] Allowed =
    [
        "LaneWorker.running", // the turns this replica is in; who may take which lane is a lease in the database
        "SchemeTable.known", // what node.knock_scheme says, read again when it is not here
        "SinglesOnly.until", // a peer without batches is asked once more by each replica: one request an hour
        "InboxWorker.running", // the turns this replica is in; an activity is settled once, by its row in the database
        "InboxWorker.ended", // those of them that ended since it looked
        "InboxEndpoint.woken", // that a peer's lanes were just woken: waking them twice does no harm
        "PeerMemory.peers", // what the database said seconds ago; forgotten when any replica says that a peer changed
        "PeerMemory.known", // the same, for keys
        "PeerUsage.tallies", // requests on their way to the counters in the database, which all replicas share
        "PublishedState.computed", // a digest of the outbox up to an entry: the same whenever it is computed
    ];

    /// <summary>Internal types that other rooms may use, each with the reason beside it.</summary>
    private static readonly string[] Doors =
    [
        "Delivery.Wire.PeerAddress", // what a host may be is one rule for adding a peer and for speaking to it
    ];

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

    [Theory, MemberData(nameof(All))]
    public void Are_entered_by_their_doors(string room)
    {
        var inner = House.MayKnow[room].SelectMany(other => House.Node.GetTypes()
            .Where(type => type.Namespace?.StartsWith(House.Root + other, StringComparison.Ordinal) == true && !type.IsVisible && !type.Name.StartsWith('<')))
            .Where(type => type.FullName is not null && !Doors.Contains(type.FullName[House.Root.Length..])).ToArray();
        if (inner.Length == 0)
        {
            return;
        }

        var result = Types.InAssembly(House.Node).That().ResideInNamespace(House.Root + room)
            .ShouldNot().HaveDependencyOnAny([.. inner.Select(type => type.FullName)]).GetResult();
        Assert.True(result.IsSuccessful,
            $"{room} uses what is internal to another room: {string.Join(", ", result.FailingTypeNames ?? [])}. A room's door is its public types; ask for one more there.");
    }

    /// <summary>
    /// State of a process is lost with it and is not seen by the other replica. What rooms remember is in the database; what stands here is
    /// the same whenever it is made anew.
    /// </summary>
    [Fact]
    public void Remember_nothing_in_the_process()
    {
        string[] memories = ["ConcurrentDictionary`2", "ConcurrentQueue`1", "ConcurrentBag`1", "MemoryCache", "IMemoryCache", "ConditionalWeakTable`2"];
        var remembered = House.Node.GetTypes().Where(type => House.MayKnow.Keys.Any(room => type.Namespace?.StartsWith(House.Root + room, StringComparison.Ordinal) == true))
            .Where(type => !type.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => (field.IsStatic && !field.IsInitOnly && !field.IsLiteral) || memories.Contains(field.FieldType.Name))
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}").Where(field => !Allowed.Contains(field)).ToList(); // a field has a type
        Assert.True(remembered.Count == 0,
            $"These fields keep state in the process: {string.Join(", ", remembered)}. A second replica does not see it and a restart forgets it: keep it in the database.");
    }
}
