using System.Text.Json.Nodes;
using Federation.Node.Campaigns.CodeLists;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Formats;

/// <summary>What the codes of the SDMX-CSV file mean (SDMX-JSON 2.1 structure message): dataflow, data structure, concepts and code lists, in three languages.</summary>
internal sealed class SdmxStructureFormat : IReleaseFormat
{
    private static readonly (string Id, Text Name)[] Concepts =
    [
        (SdmxNames.Measure, FigureLabels.Measure),
        (SdmxNames.Value, new("Observation value", "Valeur d'observation", "Valor de la observación")),
        (SdmxNames.Unit, new("Unit of measure", "Unité de mesure", "Unidad de medida")),
        (SdmxNames.ObservationStatus, new("Observation status", "Statut d'observation", "Estado de la observación")),
        (SdmxNames.Confidentiality, new("Confidentiality", "Confidentialité", "Confidencialidad")),
        (SdmxNames.MissingSources, new("Unions hidden in the cell", "Syndicats masqués dans la cellule", "Sindicatos ocultos en la celda")),
    ];

    private static readonly (string Id, Text Name)[] Bounds =
    [
        (SdmxNames.Lowest, new("Lowest value", "Valeur minimale", "Valor mínimo")),
        (SdmxNames.Highest, new("Highest value", "Valeur maximale", "Valor máximo")),
    ];

    public string FileName => "structure.sdmx.json";

    public string MediaType => "application/vnd.sdmx.structure+json; version=2.1.0";

    public string Standard => "https://github.com/sdmx-twg/sdmx-json";

    public string Name => "SDMX-JSON 2.1";

    public Text For => new(
        "The structure that belongs to the SDMX-CSV file: dimensions, codes and their names.",
        "La structure du fichier SDMX-CSV : dimensions, codes et leurs noms.",
        "La estructura del archivo SDMX-CSV: dimensiones, códigos y sus nombres.");

    public string? Language => null;

    public Task<byte[]> Write(PublishedTable release, CancellationToken cancel)
    {
        var names = SdmxNames.Of(release);
        var flow = Artefact(names, "DF_" + names.Dataset, release.Table.Title);
        flow["structure"] = names.Urn("datastructure.DataStructure", "DSD_" + names.Dataset);
        var structure = Artefact(names, "DSD_" + names.Dataset, release.Table.Title);
        structure["dataStructureComponents"] = Components(names);
        var concepts = Artefact(names, "CS_" + names.Dataset, release.Table.Title);
        concepts["concepts"] = Items([
            .. release.Table.Dimensions.Select((dimension, d) => (names.Dimensions[d], dimension.Label)), .. Concepts, .. Bounds.Where(each => names.Bounds.Contains(each.Id))]);
        return Task.FromResult(CanonicalFile.Of(new JsonObject
        {
            ["meta"] = new JsonObject
            {
                ["id"] = $"S_{names.Dataset}_{release.Version}",
                ["prepared"] = release.IssuedDay,
                ["contentLanguages"] = CanonicalFile.List(ReleaseFormats.Languages),
                ["sender"] = new JsonObject { ["id"] = names.Agency },
            },
            ["data"] = new JsonObject
            {
                ["dataflows"] = new JsonArray(flow),
                ["dataStructures"] = new JsonArray(structure),
                ["conceptSchemes"] = new JsonArray(concepts),
                ["codelists"] = CodeLists(release.Table, names),
            },
        }));
    }

    private static JsonObject Components(SdmxNames names)
    {
        var dimensions = names.Dimensions.Where((_, d) => d != names.Period?.Dimension).Append(SdmxNames.Measure);
        var list = new JsonObject
        {
            ["id"] = "DimensionDescriptor",
            ["dimensions"] = new JsonArray([.. dimensions.Select((id, place) =>
            {
                var dimension = Coded(names, id);
                dimension["position"] = place;
                return dimension;
            })]),
        };
        if (names.Period is not null)
        {
            list["timeDimension"] = Component(names, SdmxNames.TimePeriod, Format("ObservationalTimePeriod"));
        }

        return new JsonObject
        {
            ["dimensionList"] = list,
            ["measureList"] = new JsonObject
            {
                ["id"] = "MeasureDescriptor",
                ["measures"] = new JsonArray(Component(names, SdmxNames.Value, Format("Long"))),
            },
            ["attributeList"] = new JsonObject
            {
                ["id"] = "AttributeDescriptor",
                ["attributes"] = new JsonArray([
                    Attribute(Component(names, SdmxNames.Unit, Format("String"))), Attribute(Coded(names, SdmxNames.ObservationStatus)),
                    Attribute(Coded(names, SdmxNames.Confidentiality)), Attribute(Component(names, SdmxNames.MissingSources, Format("Integer"))),
                    .. names.Bounds.Select(id => Attribute(Component(names, id, Format("Long"))))]),
            },
        };
    }

    private static JsonArray CodeLists(TableFile table, SdmxNames names)
    {
        var figures = FigureLabels.Of(table);
        return [
            .. names.Lists.OfType<CodeList>().Distinct().GroupBy(list => list.Id).Select(same => Known(same, table, names)),
            .. table.Dimensions.Select((dimension, d) => (dimension, d)).Where(each => each.d != names.Period?.Dimension && names.Lists[each.d] is null).Select(each => ListOf(
                names, names.Dimensions[each.d], each.dimension.Label,
                [.. each.dimension.Codes.Select(code => (names.Codes[each.d][code.Code], code.Label)), (SdmxNames.Total, TableReading.TotalWord)],
                each.dimension.Codes.Where(code => code.In is not null).ToDictionary(code => names.Codes[each.d][code.Code], code => names.Codes[each.d][code.In!]))), // just looked
            ListOf(names, SdmxNames.Measure, FigureLabels.Measure, names.Figures.Select((id, f) => (id, figures[f].Label))),
            ListOf(names, SdmxNames.ObservationStatus, Concepts[3].Name, [
                (SdmxCsvFormat.Normal, new("Normal value", "Valeur normale", "Valor normal")),
                (SdmxCsvFormat.Suppressed, new("Missing: suppressed", "Manquante : masquée", "Ausente: oculta")),
                .. names.Bounds.Count == 0 ? Array.Empty<(string, Text)>() : [(SdmxCsvFormat.Bounded,
                    new("Low reliability: between the bounds stated", "Faible fiabilité : entre les bornes indiquées", "Baja fiabilidad: entre los límites indicados"))]]),
            ListOf(names, SdmxNames.Confidentiality, Concepts[4].Name, [
                (SdmxCsvFormat.Free, new("Free", "Libre", "Libre")),
                (SdmxCsvFormat.Confidential, new("Confidential", "Confidentielle", "Confidencial"))])];
    }

    private static JsonObject ListOf(SdmxNames names, string component, Text name, IEnumerable<(string Id, Text Name)> codes, Dictionary<string, string>? parents = null)
    {
        var list = Artefact(names, SdmxNames.OwnListOf(component), name);
        var items = Items(codes);
        foreach (var (item, parent) in items.Select(item => (item, parents?.GetValueOrDefault((string)item!["id"]!))).Where(each => each.Item2 is not null)) // just written
        {
            item!["parent"] = parent;
        }

        list["codes"] = items;
        return list;
    }

    // Of a public list only what is used here, in its words and not in the union's.
    private static JsonObject Known(IEnumerable<CodeList> versions, TableFile table, SdmxNames names)
    {
        var (lists, first) = (versions.ToList(), versions.First());
        var used = table.Dimensions.Where((_, d) => names.Lists[d] is { } list && lists.Contains(list)).ToList();
        return new JsonObject
        {
            ["id"] = first.Id, ["agencyID"] = first.Agency, ["version"] = first.Version, ["isPartial"] = true, ["name"] = first.Title.En, ["names"] = first.Title.ToJson(),
            ["codes"] = Items([
                .. used.SelectMany(dimension => dimension.Codes).DistinctBy(code => code.Code).Select(code => (code.Code, lists.Select(list => list.LabelOf(code.Code)).OfType<Text>().First())),
                .. lists.Select(list => (list.Total, TableReading.TotalWord))]),
        };
    }

    private static JsonArray Items(IEnumerable<(string Id, Text Name)> items) => [.. items.Select(item => Named(new JsonObject { ["id"] = item.Id }, item.Name))];

    private static JsonObject Artefact(SdmxNames names, string id, Text name) =>
        Named(new JsonObject { ["id"] = id, ["agencyID"] = names.Agency, ["version"] = names.Version }, name);

    private static JsonObject Named(JsonObject item, Text name)
    {
        item["name"] = name.En;
        item["names"] = name.ToJson();
        return item;
    }

    private static JsonObject Coded(SdmxNames names, string id) =>
        Component(names, id, new JsonObject { ["enumeration"] = names.ListOf(id) });

    private static JsonObject Component(SdmxNames names, string id, JsonObject representation) => new()
    {
        ["id"] = id,
        ["conceptIdentity"] = names.Urn("conceptscheme.Concept", "CS_" + names.Dataset, id),
        ["localRepresentation"] = representation,
    };

    private static JsonObject Format(string type) => new() { ["format"] = new JsonObject { ["dataType"] = type } };

    private static JsonObject Attribute(JsonObject component)
    {
        component["attributeRelationship"] = new JsonObject { ["observation"] = new JsonObject() };
        component["usage"] = "optional";
        return component;
    }
}
