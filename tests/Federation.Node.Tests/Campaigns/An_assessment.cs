using Federation.Node.Campaigns;

namespace Federation.Node.Tests.Campaigns;

public sealed class An_assessment
{
    [Fact]
    public void Has_twelve_sub_sections_twenty_seven_boxes_and_five_choices()
    {
        Assert.Equal(12, Assessment.Sections.Count);
        Assert.Equal(27, Assessment.Sections.Where(section => !section.OneOf).Sum(section => section.Items.Count));
        Assert.Equal(5, Assessment.Sections.Count(section => section.OneOf && section.Items.Count == 5));
    }

    [Theory]
    [InlineData("partners", 0, 0), InlineData("partners", 1, 2), InlineData("partners", 2, 3), InlineData("partners", 3, 4)]
    [InlineData("minimise", 0, 0), InlineData("minimise", 1, 1), InlineData("minimise", 4, 4)]
    [InlineData("basics", 0, 0), InlineData("basics", 1, 0), InlineData("basics", 2, 1), InlineData("basics", 5, 4)]
    public void Counts_boxes_on_the_common_scale(string section, int ticked, int score) =>
        Assert.Equal(score, Score(section, [.. Enumerable.Range(0, ticked)]));

    [Fact]
    public void Takes_the_one_level_chosen_and_nothing_invented()
    {
        Assert.Equal(3, Score("protection", [3]));
        Assert.Equal(0, Score("protection", [3, 4]));
        Assert.Equal(0, Score("protection", [9]));
        Assert.Equal(0, Score("minimise", [-1, 7, 99]));
    }

    private static int Score(string section, int[] answer) =>
        Assessment.Score(new Dictionary<string, IReadOnlyList<int>> { [section] = answer })[section];
}
