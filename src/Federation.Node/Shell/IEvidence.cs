namespace Federation.Node.Shell;

/// <summary>A room that can tell facts about how data are handled here, whoever asks; so that the one who asks need know no room.</summary>
internal interface IEvidence
{
    /// <summary>The facts as they are now, in the order they are read.</summary>
    Task<IReadOnlyList<Fact>> Now(CancellationToken cancel);

    /// <summary>A fact of this room in words, one that was kept long ago too; null: it is another room's.</summary>
    Text? Sentence(Fact fact);
}
