namespace Federation.Network.Tests.Hostile.Behaviours;

/// <summary>Every way to misbehave that our node is shown (list F14 of our reliability notes, and a few we met elsewhere).</summary>
internal static class AllBehaviours
{
    public static IReadOnlyList<Behaviour> List { get; } =
        [.. Silences.List, .. Refusing.List, .. Floods.List, .. Detours.List, .. Framing.List, .. Documents.List];

    public static Behaviour Named(string name) => List.Single(behaviour => behaviour.Name == name);
}
