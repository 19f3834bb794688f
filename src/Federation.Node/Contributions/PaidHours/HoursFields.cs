using Federation.Node.Campaigns;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>The fields of a schema that hold a week's hours, and what was paid for them.</summary>
/// <param name="Week">The week.</param>
/// <param name="Recorded">Minutes recorded.</param>
/// <param name="Paid">Minutes paid; null where the campaign does not ask.</param>
/// <param name="Rate">Pay for an hour, in hundredths; null where the campaign does not ask.</param>
internal sealed record HoursFields(SchemaField Week, SchemaField Recorded, SchemaField? Paid, SchemaField? Rate)
{
    /// <summary>True when a campaign asks what was paid beside what was recorded.</summary>
    public static bool AskPay(CampaignSchema schema) => In(schema) is { Paid: not null, Rate: not null };

    /// <summary>Those of a schema; null when it asks for no hours of weeks.</summary>
    public static HoursFields? In(CampaignSchema schema)
    {
        SchemaField? Importing(string import) => schema.Fields.FirstOrDefault(field => field.Import == import && field.Kind == FieldKind.Number);
        return schema.Fields.FirstOrDefault(field => field.Kind == FieldKind.Week) is { } week && Importing("weclock.workedMinutes") is { } recorded
            ? new HoursFields(week, recorded, Importing("paid.minutes"), Importing("paid.rate")) : null;
    }

    /// <summary>The field in whose bounds a figure is not; null: both are.</summary>
    public SchemaField? Outside(long minutes, long rate) =>
        minutes < Paid?.Minimum || minutes > Paid?.Maximum ? Paid : rate < Rate?.Minimum || rate > Rate?.Maximum ? Rate : null;

    /// <summary>What a pay slip adds to a week, where it is asked for.</summary>
    public ContributedRow Row(string week, long minutes, long rate) =>
        new(new Dictionary<string, string> { [Week.Name] = week }, new Dictionary<string, long> { [Paid!.Name] = Paid.Kept(minutes), [Rate!.Name] = Rate.Kept(rate) }); // asked for
}
