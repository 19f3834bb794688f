using System.Globalization;
using Federation.Node.Datasets.Formats;
using Federation.Node.Datasets.Releases;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Catalogue;

/// <summary>A release as DCAT-AP 3.0.1 describes it: the dataset is the series, its distributions are the files of one version.</summary>
internal static class DcatDataset
{
    private const string Authority = "http://publications.europa.eu/resource/authority/";

    private const string MediaTypes = "https://www.iana.org/assignments/media-types/";

    /// <summary>Those that IANA has registered; a media type that it has not is no resource.</summary>
    private static readonly string[] Registered =
        ["application/json", "text/csv", "application/zip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.apache.parquet"];

    /// <summary>Languages as the Publications Office names them.</summary>
    private static readonly Dictionary<string, string> Languages = new() { ["en"] = Authority + "language/ENG", ["fr"] = Authority + "language/FRA", ["es"] = Authority + "language/SPA" };

    /// <summary>Says what the signed description says.</summary>
    public static void Add(RdfGraph graph, DescribedRelease release)
    {
        var dataset = graph.About(release.DatasetUrl, "dcat:Dataset")
            .Text("dct:identifier", release.DatasetUrl)
            .Words("dct:title", release.Title)
            .Words("dct:description", release.Description)
            .Text("dcat:version", release.Version)
            .Day("dct:modified", release.Issued)
            .To("dct:publisher", release.Publisher.AbsoluteUri)
            .To("dcat:contactPoint", release.Publisher + "#contact")
            .To("dcat:landingPage", Page(release))
            .To("dcat:theme", Authority + "data-theme/SOCI")
            .To("dct:accessRights", Rights(release));
        graph.About(Page(release), "foaf:Document");
        graph.About(Rights(release), "dct:RightsStatement");
        graph.About(Authority + "data-theme/SOCI", "skos:Concept").Words("skos:prefLabel", new("Population and society", "Population et société", "Población y sociedad"));
        Publisher(graph, release.Publisher, release.Publisher.Authority);
        if (release.Period is { } period)
        {
            dataset.To("dct:temporal", release.DatasetUrl + "#period");
            graph.About(release.DatasetUrl + "#period", "dct:PeriodOfTime").Day("dcat:startDate", period.Start).Day("dcat:endDate", period.End);
        }

        foreach (var source in release.Sources)
        {
            dataset.To("prov:wasDerivedFrom", source);
        }

        foreach (var file in release.Files)
        {
            Distribution(graph, dataset, release, file.Url, file.MediaType, file.MediaType == Releases.MediaTypes.Csv ? "CSV" : "JSON")
                .Value("dcat:byteSize", "xsd:nonNegativeInteger", file.Bytes.ToString(CultureInfo.InvariantCulture))
                .To("spdx:checksum", file.Url + "#checksum");
            graph.About(file.Url + "#checksum", "spdx:Checksum")
                .To("spdx:algorithm", RdfGraph.Prefixes["spdx"] + "checksumAlgorithm_sha256").Value("spdx:checksumValue", "xsd:hexBinary", file.Sha256);
            graph.About(RdfGraph.Prefixes["spdx"] + "checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm");
        }
    }

    /// <summary>Says in which other forms a release can be had.</summary>
    public static void AddForms(RdfGraph graph, DescribedRelease release)
    {
        foreach (var format in ReleaseFormats.All)
        {
            var distribution = Distribution(graph, graph.About(release.DatasetUrl), release, $"{release.VersionUrl}/{format.FileName}", format.MediaType, format.Name)
                .Words("dct:description", format.For).To("dct:conformsTo", format.Standard);
            graph.About(format.Standard, "dct:Standard");
            foreach (var language in format.Language is { } one ? [one] : ReleaseFormats.Languages)
            {
                distribution.To("dct:language", Language(graph, language));
            }
        }
    }

    /// <summary>Says who publishes.</summary>
    public static void Publisher(RdfGraph graph, Uri publisher, string name)
    {
        graph.About(publisher.AbsoluteUri, "foaf:Agent").Text("foaf:name", name);
        graph.About(publisher + "#contact", "vcard:Organization", "vcard:Kind").Text("vcard:fn", name).To("vcard:hasURL", publisher.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>A language, described.</summary>
    public static string Language(RdfGraph graph, string language) => graph.About(Languages[language], "dct:LinguisticSystem").Iri;

    private static RdfNode Distribution(RdfGraph graph, RdfNode dataset, DescribedRelease release, string url, string mediaType, string title)
    {
        dataset.To("dcat:distribution", url + "#distribution");
        graph.About(release.License, "dct:LicenseDocument");
        var distribution = graph.About(url + "#distribution", "dcat:Distribution")
            .Text("dct:title", title).To("dcat:accessURL", url).To("dcat:downloadURL", url).To("dct:license", release.License).Day("dct:issued", release.Issued);
        if (Registered.Contains(mediaType))
        {
            distribution.To("dcat:mediaType", MediaTypes + mediaType);
            graph.About(MediaTypes + mediaType, "dct:MediaType");
        }

        return distribution;
    }

    private static string Rights(DescribedRelease release) => Authority + "access-right/" + (release.IsOpen ? "PUBLIC" : "RESTRICTED");

    private static string Page(DescribedRelease release) => new Uri(new Uri(release.DatasetUrl), $"/{(release.IsOpen ? "open" : "releases")}/{release.DatasetId}").AbsoluteUri;
}
