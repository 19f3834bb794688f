using System.Text.RegularExpressions;
using Federation.Network.Tests.Hostile.Behaviours;

namespace Federation.Network.Tests.Hostile;

/// <summary>Every misbehaviour at every verb (list F14): it ends soon, people can read why, and nothing swells.</summary>
[Collection(nameof(Measured))]
public sealed class A_peer_that_misbehaves(HostileGround ground)
{
    private const double MostMegabytes = 64;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    public static TheoryData<Verb, string> Encounters() =>
        [.. Enum.GetValues<Verb>().SelectMany(verb => AllBehaviours.List.Select(behaviour => (verb, behaviour.Name)))];

    [Theory]
    [MemberData(nameof(Encounters))]
    public async Task Is_done_with_soon_and_the_reason_is_seen(Verb verb, string name)
    {
        var behaviour = AllBehaviours.Named(name);
        var ending = (await ground.Endings(verb))[name];
        TestContext.Current.SendDiagnosticMessage($"{verb}: {name}: {ending.Took.TotalSeconds:0.0} s, held {ending.HungUpAfter?.TotalSeconds:0.0} s. {ending.Reason}");
        Assert.True(ending.Took < Soon, $"It took {ending.Took.TotalSeconds:0.0} s. {ending.Reason}");
        Assert.True((ending.HungUpAfter ?? TimeSpan.Zero) < Soon, $"The connection was held for {ending.HungUpAfter?.TotalSeconds:0.0} s.");
        switch (verb)
        {
            case Verb.Deliver when behaviour.IsDelivered:
            case Verb.Fetch when behaviour.IsGone:
                Assert.Empty(ending.Reason);
                break;
            case Verb.Deliver:
                Assert.NotEmpty(ending.Reason);
                break;
            default:
                Assert.Matches(new Regex((verb == Verb.Fetch ? behaviour.ReasonOfFile : null) ?? behaviour.Reason), ending.Reason);
                break;
        }
    }

    [Fact]
    public async Task Does_not_make_the_node_swell()
    {
        await ground.Endings(Verb.Fetch);
        var said = string.Join("; ", ground.Memory.Select(each => $"{each.Key}: {each.Value.Before:0} MB before, {each.Value.Peak:0} at most, {each.Value.After:0} after"));
        TestContext.Current.SendDiagnosticMessage($"Memory over {3 * AllBehaviours.List.Count} encounters: {said}");

        // Each verb by itself, with all its misbehaviours: in between all of them are made peers by people, and what the node then knows is no misbehaviour.
        Assert.All(ground.Memory.Values, each => Assert.True(each.Peak - each.Before < MostMegabytes, said));
    }
}
