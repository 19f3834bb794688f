using System.Globalization;
using System.Net;
using Federation.Node.CommandLine.Demo.Web;

namespace Federation.Node.CommandLine.Demo.People;

/// <summary>A member in front of the pages of their union. Every step may be done twice.</summary>
internal sealed class DemoMember(MadeUpMember person, DemoVisitor browser, Uri invitation)
{
    public MadeUpMember Person { get; } = person;

    public Actor Actor { get; } = new(person.Name, browser);

    public DemoVisitor Browser => Actor.Browser;

    public Task Join(string password) => Actor.Join(invitation, password);

    /// <summary>Reads the notice and answers it.</summary>
    /// <param name="campaign">Path of the campaign.</param>
    public async Task Answer(string campaign)
    {
        var action = campaign + "/consent";
        await Browser.Open(action);
        if (!Browser.Html.Contains($"<article lang=\"{Person.Language}\"", StringComparison.Ordinal))
        {
            throw new DemoCheckFailed($"{Person.Name} reads the notice in {Person.Language}", Browser.Problem);
        }

        if (Browser.Forms.Any(form => form.Action == action))
        {
            await Browser.Submit(action, ("answer", Person.Agrees ? "agree" : "refuse"));
        }

        if (Browser.Status != HttpStatusCode.OK)
        {
            throw new DemoCheckFailed($"the answer of {Person.Name} is kept", Browser.Problem);
        }
    }

    /// <summary>Uploads the export and says which place is work, or types the weeks; returns once the node has acknowledged it all.</summary>
    public async Task Contribute(string campaign)
    {
        if (Person.Export is { } export)
        {
            await Browser.Open(campaign + "/contribute");
            await Browser.Upload(campaign + "/import", "file", export.FileName, export.Bytes, ("sector", Person.Sector), ("region", Person.Region));
            var confirm = Browser.Forms.FirstOrDefault(form => form.Action.StartsWith(campaign + "/import/", StringComparison.Ordinal))
                ?? throw new DemoCheckFailed($"the export of {Person.Name} can be read", Browser.Problem);
            await Browser.Submit(confirm.Action, ("work", WeClockGenerator.WorkPlace.ToString(CultureInfo.InvariantCulture)));
            RequireKept();
            return;
        }

        if (Person.HasSheet)
        {
            await ContributeSheet(campaign);
            return;
        }

        foreach (var week in Person.Weeks)
        {
            await Browser.Open(campaign + "/contribute");
            await Browser.Submit(campaign + "/contribute",
                ("sector", Person.Sector), ("region", Person.Region), ("week", week.IsoWeek), ("workedMinutes", Number(week.WorkedMinutes)),
                ("missedBreaks", Number(week.MissedBreaks)), ("eveningMinutes", Number(week.EveningMinutes)), ("weekendMinutes", Number(week.WeekendMinutes)));
            RequireKept();
        }
    }

    /// <summary>Types what they are paid.</summary>
    public async Task Contribute(string campaign, PayRecord record)
    {
        await Browser.Open(campaign + "/contribute");
        await Browser.Submit(campaign + "/contribute", ("grade", record.Grade), ("sex", record.Sex), ("weeklyMinutes", Number(record.Minutes)), ("grossPay", record.Month));
        RequireKept();
    }

    /// <summary>What the node should hold about them and does not, by their own page.</summary>
    public async Task<IReadOnlyList<string>> Missing()
    {
        await Browser.Open("/contributions");
        var text = Browser.Text;
        return
        [
            .. Person.Weeks
                .Where(week => !text.Contains($"{week.IsoWeek} {week.WorkedMinutes} {week.MissedBreaks} {week.EveningMinutes} {week.WeekendMinutes}", StringComparison.Ordinal))
                .Select(week => $"{Person.Name}: {week}"),
        ];
    }

    /// <summary>The consent, as the page of consents names it.</summary>
    public async Task<string> ConsentId()
    {
        await Browser.Open("/consents");
        return Browser.Forms.Select(form => form.Action.Split('/')).FirstOrDefault(parts => parts is ["", "consents", _, "withdraw"])?[2]
            ?? throw new DemoCheckFailed($"{Person.Name} has a consent to withdraw", Browser.Problem);
    }

    // Says which column holds what, sees what is kept and what is thrown away, and agrees.
    private async Task ContributeSheet(string campaign)
    {
        await Browser.Open(campaign + "/contribute");
        await Browser.Upload(campaign + "/sheet", "sheet", "hours.csv", Person.Sheet);
        await Browser.Submit(Form("/look"), ("sector", Person.Sector), ("region", Person.Region), ("from-week", "0"), ("from-workedMinutes", "1"), ("unit-workedMinutes", "minutes"),
            ("from-missedBreaks", "2"), ("from-eveningMinutes", "3"), ("unit-eveningMinutes", "minutes"), ("from-weekendMinutes", "4"), ("unit-weekendMinutes", "minutes"));
        if (!Browser.Text.Contains(MadeUpMember.ThrownAway, StringComparison.Ordinal))
        {
            throw new DemoCheckFailed($"{Person.Name} is shown what is thrown away", Browser.Problem);
        }

        await Browser.Submit(Form("/sheet/"));
        RequireKept();

        string Form(string part) => Browser.Forms.FirstOrDefault(form => form.Action.Contains(part, StringComparison.Ordinal) && !form.Action.EndsWith("/map", StringComparison.Ordinal))?.Action
            ?? throw new DemoCheckFailed($"the spreadsheet of {Person.Name} can be read", Browser.Problem);
    }

    private void RequireKept()
    {
        if (Browser.Status != HttpStatusCode.OK || Browser.Path != "/contributions")
        {
            throw new DemoCheckFailed($"the figures of {Person.Name} are kept", Browser.Problem);
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
