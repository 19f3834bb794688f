using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Contributions;
using Federation.Node.Datasets;
using Federation.Node.Delivery;
using Federation.Node.Documents;
using Federation.Node.Hosting;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Shell;
using Federation.Node.Tools;

namespace Federation.Node;

/// <summary>The node's table of contents, in the order of the story.</summary>
internal static class NodeApplication
{
    /// <summary>Puts a node together; nothing listens and nothing is started yet.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="database">The database.</param>
    /// <param name="overrides">Replaces services; tests set the clock with it.</param>
    public static WebApplication Build(NodeOptions options, DatabaseConnection database, Action<IServiceCollection>? overrides = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "federation" });

        builder.AddHosting(options, database);
        builder.Services.AddShell(options);
        builder.Services.AddMembers();
        builder.Services.AddDelivery();
        builder.Services.AddPeers();
        builder.Services.AddCampaigns();
        builder.Services.AddConsents();
        builder.Services.AddContributions();
        builder.Services.AddDatasets();
        builder.Services.AddDocuments();
        builder.Services.AddTools();

        overrides?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseHosting();
        app.UseShell();
        app.UseMembers();
        app.UseForms();
        app.MapHosting();
        app.MapShell();
        app.MapMembers();
        app.MapDelivery();
        app.MapPeers();
        app.MapCampaigns();
        app.MapConsents();
        app.MapContributions();
        app.MapDatasets();
        app.MapDocuments();
        app.MapTools();
        return app;
    }
}
