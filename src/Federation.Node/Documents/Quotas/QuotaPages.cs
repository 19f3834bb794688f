using Federation.Node.Members;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Quotas;

/// <summary>Gathers what the page of limits shows.</summary>
internal sealed class QuotaPages(QuotaViews views, IMembers members)
{
    public async Task<IResult> Show(ListPage page, Refusal? refusal, CancellationToken cancel)
    {
        var spaces = new List<LimitedSpace>();
        foreach (var space in await views.Limited(page, cancel))
        {
            spaces.Add(space.OwnerId is { } owner ? space with { Name = (await members.Find(owner, cancel))?.Name ?? "" } : space);
        }

        var (count, bytes) = await views.Own(cancel);
        return Answers.Page<QuotaPage>(
            new { DefaultLimit = await views.Default(cancel), SpacesBox = (object)new Listed<LimitedSpace>(page, spaces), OwnCount = count, OwnBytes = bytes, Refusal = refusal },
            refusal?.Status ?? StatusCodes.Status200OK);
    }
}
