namespace Federation.Node.Campaigns;

/// <summary>What a number of a form that asks each day holds of a week. Of the days themselves nothing is kept for good (docs/decisions/0046).</summary>
public enum DailyFigure
{
    /// <summary>The sum of the answers of its days; the field's bounds are those of one day.</summary>
    Sum,

    /// <summary>On how many days it was answered; the node counts them.</summary>
    Days,
}
