namespace Federation.Privacy.DisclosureControl;

/// <summary>One way a table is cut: a name and its codes in the order they are shown.</summary>
/// <param name="Name">The dimension's name, for example <c>week</c>.</param>
/// <param name="Codes">The codes, without a total: every table totals every dimension. Codes that add others up stand here too.</param>
/// <param name="PersonsRepeat">True when one person may stand under several codes (a week), so that counts of persons do not add up
/// over it. A table sets it by itself when its contributions show it.</param>
/// <param name="IsAnswer">True when the codes are what people answered, not what others know of them (a sector). Then a group of which
/// all gave the same answer is not shown to have done so.</param>
public sealed record Dimension(string Name, IReadOnlyList<string> Codes, bool PersonsRepeat = false, bool IsAnswer = false)
{
    /// <summary>By code the one that adds it up, as a branch its sector; codes that are not there are in the total only. Nobody contributes under a code that adds others up.</summary>
    public IReadOnlyDictionary<string, string> Within { get; init; } = new Dictionary<string, string>();
}
