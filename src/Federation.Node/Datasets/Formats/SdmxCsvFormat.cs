using System.Globalization;
using System.Text;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Formats;

/// <summary>Observations as the ILO, Eurostat and the OECD exchange them (SDMX-CSV 2.1): one row a figure; a hidden one has no value and says that it is confidential.</summary>
internal sealed class SdmxCsvFormat : IReleaseFormat
{
    /// <summary>Codes of <c>OBS_STATUS</c> (cross-domain list CL_OBS_STATUS): a normal value; missing because it is suppressed; of low reliability, because it lacks
    /// what some unions hide and lies between the bounds beside it.</summary>
    public const string Normal = "A", Suppressed = "Q", Bounded = "U";

    /// <summary>Codes of <c>CONF_STATUS</c> (cross-domain list CL_CONF_STATUS): free; confidential. Why it is confidential is not told.</summary>
    public const string Free = "F", Confidential = "C";

    // SDMX-CSV 2.1: a value that is missing on purpose, of a type that is not floating.
    private const string Missing = "#N/A";

    public string FileName => "data.sdmx.csv";

    public string MediaType => "application/vnd.sdmx.data+csv; version=2.1.0";

    public string Standard => "https://github.com/sdmx-twg/sdmx-csv";

    public string Name => "SDMX-CSV 2.1";

    public Text For => new(
        "For statistical offices and the ILO's tools; its codes are explained by the SDMX structure.",
        "Pour les offices statistiques et les outils de l'OIT ; ses codes sont expliqués par la structure SDMX.",
        "Para oficinas de estadística y las herramientas de la OIT; la estructura SDMX explica sus códigos.");

    public string? Language => null;

    public Task<byte[]> Write(PublishedTable release, CancellationToken cancel)
    {
        var (flat, names, figures) = (FlatTable.Of(release.Table), SdmxNames.Of(release), FigureLabels.Of(release.Table));
        var text = new StringBuilder();
        CsvText.Line(text, ["STRUCTURE", "STRUCTURE_ID", "ACTION", .. names.Dimensions, SdmxNames.Measure, SdmxNames.Value,
            SdmxNames.Unit, SdmxNames.ObservationStatus, SdmxNames.Confidentiality, SdmxNames.MissingSources, .. names.Bounds]);
        foreach (var row in flat.Rows)
        {
            for (var f = 0; f < names.Figures.Count; f++)
            {
                CsvText.Line(text, ["dataflow", names.Dataflow, "I", .. row.Codes.Select((code, d) => names.ValueOf(d, code)), names.Figures[f],
                    row.Figures?[f].ToString(CultureInfo.InvariantCulture) ?? Missing, FormulaGuard.Defuse(figures[f].Unit),
                    row.Cell is null ? Suppressed : row.Cell.Bounds is null ? Normal : Bounded, row.Cell is null ? Confidential : Free,
                    row.Cell?.MissingSources.ToString(CultureInfo.InvariantCulture) ?? "",
                    .. names.Bounds.Select((_, b) => row.Bounds?[(2 * f) + b]?.ToString(CultureInfo.InvariantCulture) ?? "")]);
            }
        }

        return Task.FromResult(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
