using System.Globalization;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Documents.Uploads;

/// <summary>Uploads by tus 1.0: a browser's script, or a program with an app password.</summary>
internal sealed class TusEndpoint(TusDesk desk, DocumentLimits limits, IAntiforgery antiforgery)
{
    public const string Root = "/documents/uploads";

    public async Task<IResult> Answer(HttpContext http, Guid? id)
    {
        http.Response.Headers["Tus-Resumable"] = TusHeaders.Version;
        // For senders behind something that lets only GET and POST through (tus: X-HTTP-Method-Override).
        var method = http.Request.Headers["X-HTTP-Method-Override"] is [{ } meant] ? meant : http.Request.Method;
        if (method == "OPTIONS")
        {
            return Options(http.Response);
        }

        if (http.Request.Headers["Tus-Resumable"] != TusHeaders.Version)
        {
            http.Response.Headers["Tus-Version"] = TusHeaders.Version;
            return Answers.Problem(new UploadRefusal.OtherVersion());
        }

        if (method != "HEAD" && !await IsMeant(http))
        {
            return Results.BadRequest();
        }

        return (method, id) switch
        {
            ("POST", null) => await Create(http),
            ("HEAD", { } which) => await Look(http, which),
            ("PATCH", { } which) => await GoOn(http, which),
            ("DELETE", { } which) => await desk.GiveUp(http.User.MemberId(), which, http.RequestAborted) is { } refusal ? Answers.Problem(refusal) : Results.NoContent(),
            _ => Results.StatusCode(StatusCodes.Status405MethodNotAllowed),
        };
    }

    private IResult Options(HttpResponse response)
    {
        response.Headers["Tus-Version"] = TusHeaders.Version;
        response.Headers["Tus-Extension"] = TusHeaders.Extensions;
        response.Headers["Tus-Max-Size"] = limits.MaxDocumentBytes.ToString(CultureInfo.InvariantCulture);
        response.Headers["Tus-Checksum-Algorithm"] = string.Join(',', TusHeaders.Checksums.Keys);
        return Results.NoContent();
    }

    // A session is the browser's, whoever asked it to send this: the token says that a page of ours did. It stands in a header; a body that
    // looked like a form would be searched for it, and so read.
    private async Task<bool> IsMeant(HttpContext http) =>
        http.Request.Headers.ContainsKey(HeaderNames.Authorization) || !http.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(http);

    private async Task<IResult> Create(HttpContext http)
    {
        var request = http.Request;
        var said = request.Headers["Upload-Metadata"].ToString();
        var concat = request.Headers["Upload-Concat"].ToString();
        var isPart = concat == "partial";
        if (TusHeaders.Metadata(said) is not { } notes || notes.TryGetValue("folder", out var folder) && !Guid.TryParse(folder, out _))
        {
            return Answers.Problem(new UploadRefusal.BadHeader("Upload-Metadata"));
        }

        var name = notes.GetValueOrDefault("filename") ?? notes.GetValueOrDefault("name") ?? "";
        var plan = new UploadPlan(folder is null ? null : Guid.Parse(folder), isPart ? null : DocumentRules.Compose(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]), said);
        // What programs that send folders say: where in it the file lies, its own name last.
        if (notes.GetValueOrDefault("relativePath")?.Split('/') is [_, _, ..] steps)
        {
            plan = plan with { Above = [.. steps[..^1].Select(DocumentRules.Compose)] };
        }

        if (request.Headers.IfMatch.Count > 0)
        {
            plan = plan with { IfMatch = WebDav.DavHeaders.Conditions(request).IfMatch };
        }

        UploadOutcome outcome;
        if (concat.StartsWith("final;", StringComparison.Ordinal))
        {
            outcome = TusHeaders.Parts(concat) is { } parts
                ? await desk.Concatenate(http.User.MemberId(), plan with { JoinedFrom = concat }, parts, http.User.Device(), http.RequestAborted)
                : UploadOutcome.Refused(new UploadRefusal.BadHeader("Upload-Concat"));
        }
        else if (!TusHeaders.TryNumber(request, "Upload-Length", out var length) || length is null != (request.Headers["Upload-Defer-Length"] == "1") || concat.Length > 0 && !isPart)
        {
            outcome = UploadOutcome.Refused(new UploadRefusal.BadHeader(concat.Length > 0 && !isPart ? "Upload-Concat" : "Upload-Length"));
        }
        else
        {
            outcome = await desk.Begin(http.User.MemberId(), plan, length, isPart, http.RequestAborted);
            if (outcome.Upload is { } begun)
            {
                http.Response.Headers.Location = $"{Root}/{begun.Id}";
                var hasBody = request.ContentType == TusHeaders.BodyType && http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
                // An empty document is complete as soon as it is begun.
                outcome = hasBody ? await Receive(http, begun, 0) : length == 0 ? await desk.Look(begun.MemberId, begun.Id, http.User.Device(), http.RequestAborted) : outcome;
            }
        }

        if (outcome.Upload is not { } upload)
        {
            return Answers.Problem(outcome.Refusal!); // no upload: a refusal
        }

        http.Response.Headers.Location = $"{Root}/{upload.Id}";
        TusHeaders.Describe(http.Response, upload);
        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private async Task<IResult> Look(HttpContext http, Guid id)
    {
        var outcome = await desk.Look(http.User.MemberId(), id, http.User.Device(), http.RequestAborted);
        if (outcome.Upload is not { } upload)
        {
            return Answers.Problem(outcome.Refusal!); // no upload: a refusal
        }

        var headers = http.Response.Headers;
        TusHeaders.Describe(http.Response, upload);
        headers[upload.Length is null ? "Upload-Defer-Length" : "Upload-Length"] = (upload.Length ?? 1).ToString(CultureInfo.InvariantCulture);
        var plan = await desk.PlanOf(upload, http.RequestAborted);
        if (plan?.Notes is { Length: > 0 } notes)
        {
            headers["Upload-Metadata"] = notes;
        }

        if (upload.IsPart || plan?.JoinedFrom is not null)
        {
            headers["Upload-Concat"] = upload.IsPart ? "partial" : plan!.JoinedFrom; // it is one or the other
        }

        return Results.Ok();
    }

    private async Task<IResult> GoOn(HttpContext http, Guid id)
    {
        if (http.Request.ContentType != TusHeaders.BodyType)
        {
            return Answers.Problem(new UploadRefusal.OtherType());
        }

        if (!TusHeaders.TryNumber(http.Request, "Upload-Offset", out var offset) || offset is not { } from)
        {
            return Answers.Problem(new UploadRefusal.BadHeader("Upload-Offset"));
        }

        var found = await desk.Look(http.User.MemberId(), id, http.User.Device(), http.RequestAborted);
        var outcome = found.Upload is { } upload ? await Receive(http, upload, from) : found;
        if (outcome.Upload is not { } now)
        {
            return Answers.Problem(outcome.Refusal!); // no upload: a refusal
        }

        TusHeaders.Describe(http.Response, now);
        return Results.NoContent();
    }

    private async Task<UploadOutcome> Receive(HttpContext http, Upload upload, long from)
    {
        var request = http.Request;
        return !TusHeaders.TryChecksum(request, out var sum) ? UploadOutcome.Refused(new UploadRefusal.BadHeader("Upload-Checksum"))
            : !TusHeaders.TryNumber(request, "Upload-Length", out var length) ? UploadOutcome.Refused(new UploadRefusal.BadHeader("Upload-Length"))
            : await desk.GoOn(upload.MemberId, upload.Id, from, length, request.Body, request.ContentLength, sum, http.User.Device(), http.RequestAborted);
    }
}
