using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Shell;

namespace Federation.Node.Contributions;

/// <summary>
/// A member's file in two steps, whatever it is: looked at first, kept when the member says so. The second reads the same bytes once more: what was shown and what is kept are the same function of them.
/// </summary>
internal sealed class ImportSteps(IConsents consents, ImportDrafts drafts, ContributionDesk desk)
{
    /// <summary>The first step: reads a file and shows what it comes to. Nothing is kept but the file itself, sealed, for an hour.</summary>
    /// <param name="field">The form's field with the file.</param>
    /// <param name="missing">What is said when there is none.</param>
    /// <param name="read">The page that shows what the file comes to, or why the file is not taken.</param>
    public async Task<IResult> Look(
        HttpContext http, CampaignCard campaign, IFormCollection form, string field, ContributionRefusal missing,
        Func<SentFile, Task<(Func<Guid, IResult>? Show, ContributionRefusal? Refusal)>> read, CancellationToken cancel)
    {
        var typed = Typed(form);
        var (consent, refusal) = await ContributionEndpoints.MayGive(campaign, http.User, consents, cancel);
        if (refusal is not null || form.Files.GetFile(field) is not { Length: > 0 } file)
        {
            return Refused(http, campaign, typed, refusal ?? missing);
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        var sent = new SentFile(consent!, file.FileName, bytes.ToArray(), typed); // no refusal: there is one
        var (show, unfit) = await read(sent);
        return show is null
            ? Refused(http, campaign, typed, unfit!) // nothing is shown: a refusal
            : show(await drafts.Keep(sent.Consent.ConsentId, sent.Name, sent.Bytes, cancel));
    }

    /// <summary>Goes on with a file that waits for its member.</summary>
    public async Task<IResult> GoOn(HttpContext http, CampaignCard campaign, Guid draft, IFormCollection form, Func<SentFile, Task<IResult>> next, CancellationToken cancel)
    {
        var typed = Typed(form);
        var (consent, refusal) = await ContributionEndpoints.MayGive(campaign, http.User, consents, cancel);
        return refusal is null && await drafts.Find(draft, consent!.ConsentId, cancel) is var (name, bytes)
            ? await next(new(consent, name, bytes, typed))
            : Refused(http, campaign, typed, refusal ?? new ContributionRefusal.DraftGone());
    }

    /// <summary>The second step, of a file that needs nothing more said: keeps what it comes to.</summary>
    /// <param name="source">See <see cref="ContributionGiven"/>.</param>
    /// <param name="read">The rows, or why they are not kept.</param>
    public Task<IResult> Keep(
        HttpContext http, CampaignCard campaign, Guid draft, IFormCollection form, string source, Func<SentFile, (ContributedRows? Rows, ContributionRefusal? Refusal)> read, CancellationToken cancel) =>
        GoOn(http, campaign, draft, form, async sent =>
        {
            var (rows, unfit) = read(sent);
            return rows is null ? Refused(http, campaign, sent.Typed, unfit!) : await Keep(sent, draft, rows, source, cancel); // no rows: a refusal
        }, cancel);

    /// <summary>Keeps rows, and forgets the file they came from.</summary>
    public async Task<IResult> Keep(SentFile sent, Guid draft, ContributedRows rows, string source, CancellationToken cancel)
    {
        await desk.Keep(sent.Consent, rows, source, cancel);
        await drafts.Forget(draft, cancel);
        return Answers.SeeOther("/contributions?done=1");
    }

    /// <summary>The page for giving again, with why.</summary>
    public static IResult Refused(HttpContext http, CampaignCard campaign, IReadOnlyDictionary<string, string> typed, ContributionRefusal refusal) =>
        Answers.Refused(http, refusal, () => Answers.Page<ContributePage>(new { Campaign = campaign, Refusal = (Refusal)refusal, Typed = typed }, refusal.Status));

    /// <summary>What the other fields of a form say.</summary>
    public static Dictionary<string, string> Typed(IFormCollection form) => form.ToDictionary(field => field.Key, field => field.Value.ToString());
}

/// <summary>A file that a member sent.</summary>
/// <param name="Consent">Under which they give.</param>
/// <param name="Name">What the file is called.</param>
/// <param name="Bytes">What is in it.</param>
/// <param name="Typed">What the other fields of the form say.</param>
internal sealed record SentFile(ActiveConsent Consent, string Name, byte[] Bytes, IReadOnlyDictionary<string, string> Typed);
