namespace Federation.Node.Contributions.CleanInsights;

/// <summary>How much an app may send. The SDK sends once for each period and keeps what was refused.</summary>
internal static class MeasurementLimits
{
    /// <summary>Bytes of one message: a hundred days of measuring, the most the SDK keeps, are a tenth of it.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Visits and events of one message: a hundred days of seventy.</summary>
    public const int MaxPoints = 1000;

    /// <summary>Messages of one address in a day: an app sends one a week, and tries again when it fails.</summary>
    public const int MaxADay = 50;

    /// <summary>Unknown properties named in a refusal; a message with more of them is no message of the SDK.</summary>
    public const int MaxNamed = 5;
}
