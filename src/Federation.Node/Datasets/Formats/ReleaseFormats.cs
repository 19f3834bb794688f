namespace Federation.Node.Datasets.Formats;

/// <summary>Every form in which a release can be downloaded beside the CSV and JSON files that are signed and mirrored.</summary>
internal static class ReleaseFormats
{
    /// <summary>The languages of the forms that have one.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "fr", "es"];

    /// <summary>All of them, the most asked for first.</summary>
    public static readonly IReadOnlyList<IReleaseFormat> All =
    [
        .. Languages.Select(language => new SpreadsheetFormat(language)),
        new DataPackageFormat(),
        .. Languages.Select(language => new JsonStatFormat(language)),
        new SdmxCsvFormat(),
        new SdmxStructureFormat(),
        new ParquetFormat(),
        .. Languages.Select(language => new VegaLiteFormat(language)),
    ];

    /// <summary>The one at an address; null when there is none.</summary>
    public static IReleaseFormat? Find(string fileName) => All.FirstOrDefault(format => format.FileName == fileName);

    /// <summary>Those for a reader of a language.</summary>
    public static IEnumerable<IReleaseFormat> In(string language)
    {
        var spoken = Languages.Contains(language) ? language : Languages[0];
        return All.Where(format => format.Language is null || format.Language == spoken);
    }
}
