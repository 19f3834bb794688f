using Federation.Node.CommandLine.Demo.People;

namespace Federation.Node.Tests.CommandLine.Demo;

public sealed class A_made_up_union
{
    private static readonly MadeUpUnion Plan = new(1, 400, ["care", "logistics", "retail", "hospitality"], ["north", "east", "south", "west"]);
    private static readonly IReadOnlyList<MadeUpMember> Members = Plan.Members([]);

    [Fact]
    public void Is_the_same_people_from_the_same_seed()
    {
        var again = Plan.Members([]);
        Assert.Equal(Members.Select(Told), again.Select(Told));

        static string Told(MadeUpMember member) =>
            $"{member.Name} {member.Language} {member.Agrees} {member.Sector} {member.Region} {string.Join(';', member.Weeks)} {Convert.ToHexString(member.Export?.Bytes ?? [])}";
    }

    [Fact]
    public void Has_names_of_its_own_for_everybody() => Assert.Equal(400, Members.Select(member => member.Name).Distinct().Count());

    [Fact]
    public void Has_a_tenth_who_refuse() => Assert.Equal(40, Members.Count(member => !member.Agrees));

    [Fact]
    public void Has_both_layouts_and_some_who_type()
    {
        Assert.InRange(Members.Count(member => member.Export?.FileName == "data.csv"), 150, 200);
        Assert.InRange(Members.Count(member => member.Export?.FileName == "weclock.zip"), 150, 200);
        Assert.InRange(Members.Count(member => member is { Agrees: true, Export: null }), 10, 25);
    }

    [Fact]
    public void Has_groups_too_small_to_show_and_groups_that_are_large()
    {
        var groups = Members.Where(member => member.Agrees).GroupBy(member => (member.Sector, member.Region)).Select(group => group.Count()).ToList();
        Assert.Equal(16, groups.Count);
        Assert.Contains(groups, size => size < 10);
        Assert.Contains(groups, size => size > 40);
    }
}
