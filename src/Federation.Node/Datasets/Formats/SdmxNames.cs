using System.Globalization;
using System.Text.RegularExpressions;
using Federation.Node.Campaigns.CodeLists;
using Federation.Node.Datasets.Tables;

namespace Federation.Node.Datasets.Formats;

/// <summary>What SDMX calls a release and its parts. Its ids take few characters (SDMX 3.1, section 2), so ours are written in them.</summary>
internal sealed partial class SdmxNames
{
    /// <summary>Components that every structure has.</summary>
    public const string Measure = "MEASURE", TimePeriod = "TIME_PERIOD", Value = "OBS_VALUE", Unit = "UNIT_MEASURE", ObservationStatus = "OBS_STATUS",
        Confidentiality = "CONF_STATUS", MissingSources = "MISSING_SOURCES", Lowest = "LOWER_BOUND", Highest = "UPPER_BOUND";

    /// <summary>The code of a total.</summary>
    public const string Total = "_T";

    private SdmxNames(PublishedTable release)
    {
        var table = release.Table;
        Period = TablePeriod.Of(table);
        Bounds = TableBounds.AnyIn(table) ? [Lowest, Highest] : [];
        Agency = Name(release.Publisher.Authority);
        Dataset = release.DatasetId.ToString("N").ToUpperInvariant();
        Version = string.Create(CultureInfo.InvariantCulture, $"{release.Version}.0.0");
        Lists = [.. table.Dimensions.Select(dimension => dimension.Listed())];
        Dimensions = UniqueNames.Of(
            [.. table.Dimensions.Select((dimension, d) => d == Period?.Dimension ? TimePeriod : Lists[d]?.Concept ?? Component(dimension.Name))],
            [Measure, Value, Unit, ObservationStatus, Confidentiality, MissingSources, .. Bounds, .. Period is null ? new[] { TimePeriod } : []]);
        Codes = [.. table.Dimensions.Select(dimension => (IReadOnlyDictionary<string, string>)dimension.Codes.Select(code => code.Code)
            .Zip(UniqueNames.Of([.. dimension.Codes.Select(code => Strange().Replace(code.Code, "_"))], [Total])).ToDictionary(each => each.First, each => each.Second))];
        // The last figure says how many sources are missing: an attribute of the others, and none itself.
        Figures = ["PERSONS", "CONTRIBUTIONS", .. UniqueNames.Of([.. table.Measures.Select(measure => Component(measure.Name))], ["PERSONS", "CONTRIBUTIONS"])];
    }

    /// <summary>The agency: the publisher's host.</summary>
    public string Agency { get; }

    /// <summary>What the ids of dataflow, structure and lists end with.</summary>
    public string Dataset { get; }

    /// <summary>The version, semantic.</summary>
    public string Version { get; }

    /// <summary>The weeks or other periods; null when there are none.</summary>
    public TablePeriod? Period { get; }

    /// <summary>The attributes that say between which values an observation lies; none where no cell says so.</summary>
    public IReadOnlyList<string> Bounds { get; }

    /// <summary>Ids of the dimensions in order; that of periods is <c>TIME_PERIOD</c>, that of a public list's codes is the list's.</summary>
    public IReadOnlyList<string> Dimensions { get; }

    /// <summary>The public lists that the codes of dimensions are of; null for a dimension with codes of its own.</summary>
    public IReadOnlyList<CodeList?> Lists { get; }

    /// <summary>Ids of the codes of each dimension.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Codes { get; }

    /// <summary>Codes of <c>MEASURE</c>, in the order of a <see cref="FlatTable"/>'s figures.</summary>
    public IReadOnlyList<string> Figures { get; }

    /// <summary>The dataflow as SDMX-CSV names it.</summary>
    public string Dataflow => $"{Agency}:DF_{Dataset}({Version})";

    /// <summary>The names for a release.</summary>
    public static SdmxNames Of(PublishedTable release) => new(release);

    /// <summary>The value of a dimension. A total of periods is the whole time, as SDMX writes ranges of it.</summary>
    public string ValueOf(int dimension, string? code) =>
        dimension == Period?.Dimension ? code ?? Period.Interval
        : code is null ? TotalOf(dimension)
        : Codes[dimension][code];

    /// <summary>The code of a dimension's total: that of its public list, where it has one.</summary>
    public string TotalOf(int dimension) => Lists[dimension]?.Total ?? Total;

    /// <summary>URN of the list of a component's codes.</summary>
    public string ListOf(string component) => Dimensions.Zip(Lists).FirstOrDefault(each => each.First == component).Second is { } known
        ? $"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={known.Agency}:{known.Id}({known.Version})" : Urn("codelist.Codelist", OwnListOf(component));

    /// <summary>Id of the list of a component's codes, where they are this release's own.</summary>
    public static string OwnListOf(string component) => "CL_" + component;

    /// <summary>URN of a maintained artefact of this release.</summary>
    /// <param name="type">Package and class, like <c>codelist.Codelist</c>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="item">An item in it, if one is meant.</param>
    public string Urn(string type, string id, string? item = null) =>
        $"urn:sdmx:org.sdmx.infomodel.{type}={Agency}:{id}({Version})" + (item is null ? "" : "." + item);

    private static string Component(string name) => Name(Hump().Replace(name, "_")).ToUpperInvariant();

    private static string Name(string name)
    {
        var plain = StrangeInName().Replace(name, "_");
        return char.IsAsciiLetter(plain[0]) ? plain : "X_" + plain;
    }

    [GeneratedRegex("[^A-Za-z0-9_@$-]")]
    private static partial Regex Strange();

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex StrangeInName();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Hump();
}
