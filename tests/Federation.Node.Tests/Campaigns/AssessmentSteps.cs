using System.Globalization;
using Federation.Node.Campaigns;

namespace Federation.Node.Tests.Campaigns;

/// <summary>Answers to the assessment.</summary>
internal static class AssessmentSteps
{
    /// <summary>Answers of these scores where it counts, and well everywhere else.</summary>
    public static (string Name, string Value)[] Answers(int protection, int minimise) => [.. Assessment.Sections.SelectMany(section => section.OneOf
        ? [(section.Name, (section.Name == "protection" ? protection : 3).ToString(CultureInfo.InvariantCulture))]
        : Enumerable.Range(0, section.Name == "minimise" ? minimise : section.Items.Count).Select(item => (section.Name, item.ToString(CultureInfo.InvariantCulture))))];

    /// <summary>The officer of an open or closed campaign assesses it again on its page.</summary>
    public static async Task AssessAgain(this Visitor officer, string campaign, int protection, int minimise)
    {
        await officer.Open(campaign + "/assessments");
        await officer.Submit(campaign + "/assessment", Answers(protection, minimise));
    }
}
