using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Campaigns;

/// <summary>The page of templates, publishing one, and the signed files.</summary>
internal static class TemplateEndpoints
{
    public static void MapTemplateEndpoints(this IEndpointRouteBuilder routes)
    {
        var officers = routes.MapGroup("/templates").RequireAuthorization(Roles.Officer);
        officers.MapGet("", async (ITemplates templates, CancellationToken cancel) =>
            Answers.Page<TemplatesPage>(new { All = await templates.All(cancel) }));
        officers.MapPost("", Publish);
        // For everyone: a template is public, and names nobody.
        routes.MapGet("/templates/{name:guid}.json", File);
    }

    private static async Task<IResult> Publish(
        HttpContext http, [FromForm] string? definition, ITemplates templates, TemplatePress press, CancellationToken cancel)
    {
        var typed = string.IsNullOrWhiteSpace(definition) ? CampaignDefinitions.WorkingHours : definition;
        if (await press.Publish(typed, http.User.MemberId(), cancel) is not { } refusal)
        {
            return Answers.SeeOther("/templates");
        }

        var all = await templates.All(cancel);
        return Answers.Refused(http, refusal, () => Answers.Page<TemplatesPage>(
            new { All = all, Definition = definition, Refusal = (Refusal)refusal }, refusal.Status));
    }

    private static async Task<IResult> File(
        Guid name, HttpContext http, TemplateShelf shelf, NodeOptions options, CancellationToken cancel)
    {
        if (await shelf.Load(TemplatePress.UrlOf(options, name).AbsoluteUri, cancel) is not { IsOurs: true } template)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Text(template.Document, "application/json");
    }
}
