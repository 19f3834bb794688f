namespace Federation.Node.Shell;

/// <summary>
/// Something the node knows of itself, beside an answer that people gave: figures, never words of anybody. It is kept with the answer as it was then;
/// the room that told it says it in words (<see cref="IEvidence.Sentence"/>), also when it was kept long ago.
/// </summary>
/// <param name="Name">What it is, like <c>retention.run</c>; never changes.</param>
/// <param name="SpeaksTo">Sub-sections of the assessment, like <c>minimise</c>, and governance questions, like <c>question-5</c>.</param>
/// <param name="At">When it happened last, or since when it is so; null: it never happened, or has no time.</param>
/// <param name="Figures">Counts by name, each with the unit that the sentence gives it.</param>
public sealed record Fact(string Name, IReadOnlyList<string> SpeaksTo, DateTimeOffset? At, IReadOnlyDictionary<string, long> Figures)
{
    /// <summary>A count of it; 0 where it was not counted.</summary>
    public long Of(string figure) => Figures.GetValueOrDefault(figure);
}
