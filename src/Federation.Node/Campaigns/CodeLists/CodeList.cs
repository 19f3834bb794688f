using Federation.Node.Shell;

namespace Federation.Node.Campaigns.CodeLists;

/// <summary>
/// A public list of codes, so that a union's table stands beside the ILO's without a translation. Codes, ids and the code of the total are those of ILOSTAT; the short names are our own.
/// </summary>
/// <param name="Title">What it lists.</param>
/// <param name="Name">How definitions call it, like <c>ILO:ISCO08</c>.</param>
/// <param name="Agency">Who keeps it, as SDMX names them.</param>
/// <param name="Id">Its id there, like <c>CL_OCU</c>.</param>
/// <param name="Version">Its version there.</param>
/// <param name="Concept">The dimension that has its codes there, like <c>OCU</c>.</param>
/// <param name="Total">The code of all.</param>
/// <param name="Codes">The codes that somebody can answer with, and their names.</param>
public sealed record CodeList(Text Title, string Name, string Agency, string Id, string Version, string Concept, string Total, IReadOnlyList<SchemaChoice> Codes)
{
    /// <summary>The lists that come with the product.</summary>
    public static IReadOnlyList<CodeList> All { get; } = [IloLists.Sex, IloLists.Age, IloLists.AgeInTens, IloLists.Occupations, IloLists.Activities];

    /// <summary>A list by its name; null when it is not known here.</summary>
    public static CodeList? Find(string? name) => All.FirstOrDefault(list => list.Name == name);

    /// <summary>The name of a code; null when the list does not have it.</summary>
    public Text? LabelOf(string code) => Codes.FirstOrDefault(each => each.Code == code)?.Label;

    /// <summary>A definition whose answers all have a label: those of a list's codes that say none have the list's.</summary>
    internal static CampaignDefinition Labelled(CampaignDefinition definition) => definition.Schema.Fields.All(field => field.CodeList is null) ? definition : definition with
    {
        Schema = definition.Schema with { Fields = [.. definition.Schema.Fields.Select(Labelled)] },
    };

    private static SchemaField Labelled(SchemaField field) => Find(field.CodeList) is not { } list ? field : field with
    {
        Choices = [.. field.Choices.Select(choice => choice.Label is null && list.LabelOf(choice.Code) is { } label ? choice with { Label = label } : choice)],
    };
}
