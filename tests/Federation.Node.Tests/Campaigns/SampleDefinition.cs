using Federation.Node.Campaigns;

namespace Federation.Node.Tests.Campaigns;

/// <summary>Definitions as an officer writes them, with the fields that a test is about.</summary>
internal static class SampleDefinition
{
    /// <summary>Which sector, by codes of the union's own.</summary>
    public const string Sector = """
        { "name": "sector", "kind": "choice", "label": { "en": "Sector", "fr": "Secteur", "es": "Sector" }, "choices": [
        { "code": "care", "label": { "en": "Care", "fr": "Soins", "es": "Cuidados" } }, { "code": "retail", "label": { "en": "Shops", "fr": "Commerce", "es": "Comercio" } }] }
        """;

    /// <summary>When an accident was, of which the month is kept.</summary>
    public const string Accident = """
        { "name": "accident", "kind": "date", "label": { "en": "Day of the accident", "fr": "Jour de l'accident", "es": "Día del accidente" },
        "date": { "keptBy": "month", "earliest": "2026-02-10" } }
        """;

    /// <summary>Hours of each month.</summary>
    public const string HoursOfMonths = """
        { "name": "day", "kind": "date", "label": { "en": "Day", "fr": "Jour", "es": "Día" }, "date": { "keptBy": "month", "eachPeriod": true } },
        { "name": "worked", "kind": "number", "label": { "en": "Time worked", "fr": "Temps travaillé", "es": "Tiempo trabajado" }, "unit": "min", "duration": true, "minimum": 0, "maximum": 44640 }
        """;

    /// <summary>Days off work.</summary>
    public const string DaysLost = """{ "name": "daysLost", "kind": "number", "label": { "en": "Days off work", "fr": "Jours d'arrêt", "es": "Días de baja" }, "minimum": 0, "maximum": 365 }""";

    /// <summary>A short text to oneself.</summary>
    public const string Note = """{ "name": "note", "kind": "text", "label": { "en": "What happened", "fr": "Ce qui s'est passé", "es": "Qué pasó" } }""";

    /// <summary>A whole definition.</summary>
    /// <param name="fields">Its fields, behind commas.</param>
    /// <param name="dimensions">What the table groups by.</param>
    /// <param name="measures">What it adds up.</param>
    public static string Of(string fields, string[] dimensions, params string[] measures) => $$"""
        { "title": { "en": "Accidents 2026", "fr": "Accidents 2026", "es": "Accidentes 2026" }, "purpose": { "en": "To bargain for safer work.", "fr": "Négocier un travail plus sûr.", "es": "Negociar un trabajo más seguro." },
          "notice": { "en": "We ask about accidents.", "fr": "Nous demandons vos accidents.", "es": "Preguntamos por accidentes." },
          "schema": { "fields": [{{fields}}], "table": { "dimensions": [{{List(dimensions)}}], "measures": [{{List(measures)}}] } },
          "minimumGroup": 10, "federationMinimumGroup": 20, "retentionMonths": 12, "recipients": [{ "en": "The federation", "fr": "La fédération", "es": "La federación" }] }
        """;

    /// <summary>Accidents by sector and month, with a note to oneself.</summary>
    public static string Accidents => Of($"{Sector}, {Accident}, {DaysLost}, {Note}", ["sector", "accident"], "daysLost");

    /// <summary>Reads one that has to be right.</summary>
    public static CampaignDefinition Read(string json)
    {
        var (definition, refusal) = CampaignDefinitions.Read(json);
        Assert.True(definition is not null, refusal?.Message.En);
        return definition;
    }

    private static string List(string[] names) => string.Join(", ", names.Select(name => $"\"{name}\""));
}
