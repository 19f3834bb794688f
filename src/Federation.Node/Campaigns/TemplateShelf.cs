using Marten;

namespace Federation.Node.Campaigns;

/// <summary>The templates that may be adopted here.</summary>
internal sealed class TemplateShelf(IDocumentStore store) : ITemplates
{
    /// <summary>The whole template, or null.</summary>
    public async Task<Template?> Load(string url, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Template>(Template.IdOf(url), cancel);
    }

    public async Task<TemplateCard?> Find(string id, CancellationToken cancel) => await Load(id, cancel) is { } template ? Card(template) : null;

    public async Task<IReadOnlyList<TemplateCard>> All(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return [.. (await session.Query<Template>().OrderBy(template => template.Url).ToListAsync(cancel)).Select(Card)];
    }

    private static TemplateCard Card(Template template) => new(
        template.Url, template.PublisherHost, template.Definition.Title, template.Definition.MinimumGroup,
        template.Definition.FederationMinimumGroup, template.Definition.Schema, template.IsOurs);
}
