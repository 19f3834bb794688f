using Federation.Node.Datasets.Formats;
using Federation.Node.Datasets.Releases;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Catalogue;

/// <summary>All that is published here, as portals harvest it (DCAT-AP 3.0.1).</summary>
internal sealed class DcatCatalogue(PublishedReleases published, INodeIdentity identity, NodeOptions options)
{
    /// <summary>The catalogue as it is now.</summary>
    public async Task<RdfGraph> Graph(CancellationToken cancel) => Of(options, identity.ActorOf(ReleasePress.Catalogue), (await published.All(cancel))
        .Select(release => DescribedRelease.Of(release.DatasetId, release.Source.Title, release.Document, release.OpenedAt is not null)));

    /// <summary>The catalogue of a publisher that holds these releases.</summary>
    public static RdfGraph Of(NodeOptions options, Uri publisher, IEnumerable<DescribedRelease> releases)
    {
        var graph = new RdfGraph();
        var catalogue = graph.About(Address(options), "dcat:Catalog")
            .Words("dct:title", new($"Tables of {options.Name}", $"Tableaux de {options.Name}", $"Tablas de {options.Name}"))
            .Words("dct:description", new(
                "Aggregated tables that cannot be traced back to a person, made from what members contributed under their consent. The tables themselves are for members and approved organisations, unless they are open to everybody.",
                "Tableaux agrégés qui ne permettent de remonter à personne, faits à partir des contributions des membres avec leur consentement. Les tableaux eux-mêmes sont réservés aux membres et aux organisations approuvées, sauf ceux qui sont ouverts à tous.",
                "Tablas agregadas que no permiten identificar a nadie, hechas con lo que los afiliados aportaron con su consentimiento. Las tablas mismas son para afiliados y organizaciones aprobadas, salvo las que están abiertas a todos."))
            .To("dct:publisher", publisher.AbsoluteUri)
            .To("foaf:homepage", options.Origin.AbsoluteUri)
            .To("rdfs:seeAlso", CatalogueFeed.Address(options));
        graph.About(options.Origin.AbsoluteUri, "foaf:Document");
        DcatDataset.Publisher(graph, publisher, options.Name);
        foreach (var language in ReleaseFormats.Languages)
        {
            catalogue.To("dct:language", DcatDataset.Language(graph, language));
        }

        foreach (var release in releases)
        {
            catalogue.To("dcat:dataset", release.DatasetUrl);
            DcatDataset.Add(graph, release);
            DcatDataset.AddForms(graph, release);
        }

        return graph;
    }

    /// <summary>Its stable address.</summary>
    public static string Address(NodeOptions options) => new Uri(options.Origin, "/catalog").AbsoluteUri;
}
