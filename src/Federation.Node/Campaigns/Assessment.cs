using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>
/// The stewardship assessment: twelve sub-sections, 0 to 4 each, on the scale of the Lighthouse guide so that results compare; the wording is
/// ours (<see cref="AssessmentSections"/>).
/// </summary>
internal static class Assessment
{
    /// <summary>Of a sub-section: the scale of the guide.</summary>
    public const int Highest = 4;

    public static IReadOnlyList<AssessmentSection> Sections => AssessmentSections.All;

    /// <summary>The scores of a set of answers; a sub-section without an answer is absent, one with no box ticked scores 0.</summary>
    public static IReadOnlyDictionary<string, int> Score(IReadOnlyDictionary<string, IReadOnlyList<int>> answers) => Sections
        .Where(section => answers.ContainsKey(section.Name))
        .ToDictionary(section => section.Name, section => Score(section, answers[section.Name]));

    private static int Score(AssessmentSection section, IReadOnlyList<int> answer)
    {
        var valid = answer.Where(item => item >= 0 && item < section.Items.Count).Distinct().ToList();
        return section.OneOf ? valid.Count == 1 ? valid[0] : 0
            : section.Items.Count switch
            {
                3 => valid.Count == 0 ? 0 : valid.Count + 1,
                5 => Math.Max(0, valid.Count - 1),
                _ => valid.Count,
            };
    }
}

/// <summary>One sub-section.</summary>
/// <param name="Name">Machine name.</param>
/// <param name="Title">What people read.</param>
/// <param name="OneOf">True: five levels of which one is chosen, each including those before. False: boxes to tick.</param>
/// <param name="Items">Levels from 0, or boxes.</param>
internal sealed record AssessmentSection(string Name, Text Title, bool OneOf, IReadOnlyList<Text> Items);
