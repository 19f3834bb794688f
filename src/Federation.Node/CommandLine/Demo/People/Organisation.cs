using Federation.Node.CommandLine.Demo.Chapters;
using Federation.Node.CommandLine.Demo.Nodes;

namespace Federation.Node.CommandLine.Demo.People;

/// <summary>A union or federation: its node and the people who run it.</summary>
/// <param name="Node">Its node.</param>
/// <param name="Ines">Administrator.</param>
/// <param name="Karim">The other administrator.</param>
/// <param name="Olga">Officer.</param>
/// <param name="Sam">Steward.</param>
internal sealed record Organisation(DemoNode Node, Actor Ines, Actor Karim, Actor Olga, Actor Sam)
{
    /// <summary>Its members; a federation has none.</summary>
    public IReadOnlyList<DemoMember> Members { get; set; } = [];

    /// <summary>Path of its campaign.</summary>
    public string Campaign { get; set; } = "";

    /// <summary>Id of the dataset it publishes.</summary>
    public string Dataset { get; set; } = "";

    /// <summary>The version it published last; null before.</summary>
    public ReleasedVersion? Released { get; set; }

    /// <summary>The members who agreed and have not withdrawn.</summary>
    public IReadOnlyList<DemoMember> Taking => [.. Members.Where(member => member.Person.Agrees && !Withdrawn.Contains(member))];

    /// <summary>The members who withdrew.</summary>
    public HashSet<DemoMember> Withdrawn { get; } = [];
}
