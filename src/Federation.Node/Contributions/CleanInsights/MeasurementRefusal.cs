using Federation.Node.Shell;

namespace Federation.Node.Contributions.CleanInsights;

/// <summary>Why measurements are not taken. None repeats a figure: a refusal may be logged.</summary>
internal abstract record MeasurementRefusal(string Code, int Status, Text Message) : ContributionRefusal("cleaninsights." + Code, Status, Message)
{
    internal sealed record NoAddress() : MeasurementRefusal("no-address", 400, new(
        "Measurements need the personal address that a member makes on the page of the campaign: /ci/cleaninsights/ and the secret behind it.",
        "Les mesures demandent l'adresse personnelle qu'un membre crée sur la page de la campagne : /ci/cleaninsights/ suivi du secret.",
        "Las mediciones necesitan la dirección personal que un afiliado crea en la página de la campaña: /ci/cleaninsights/ y el secreto detrás."));

    internal sealed record AddressGone() : MeasurementRefusal("address-gone", 404, new(
        "Nobody measures at this address: it was never made, was ended or replaced, or its member withdrew.",
        "Personne ne mesure à cette adresse : elle n'a jamais été créée, a été supprimée ou remplacée, ou son membre s'est retiré.",
        "Nadie mide en esta dirección: nunca se creó, se terminó o se reemplazó, o su afiliado se retiró."));

    internal sealed record NotJson() : MeasurementRefusal("not-json", 400, new(
        "The message is no JSON object, or names a property twice.", "Le message n'est pas un objet JSON, ou nomme deux fois une propriété.", "El mensaje no es un objeto JSON, o nombra dos veces una propiedad."));

    internal sealed record UnknownProperties(string Names) : MeasurementRefusal("unknown-properties", 400, new(
        $"The message holds what a Clean Insights SDK does not send: {Names}. Nothing was kept.", $"Le message contient ce qu'un SDK Clean Insights n'envoie pas : {Names}. Rien n'a été conservé.",
        $"El mensaje contiene lo que un SDK de Clean Insights no envía: {Names}. No se guardó nada."));

    internal sealed record Wrong(string Name, string Expected) : MeasurementRefusal("wrong", 400, new(
        $"{Name} is missing or is not what it has to be: {Expected}.", $"{Name} manque ou n'est pas ce qu'il doit être ({Expected}).", $"{Name} falta o no es lo que debe ser ({Expected})."));

    internal sealed record TooMany(int Limit) : MeasurementRefusal("too-many", 400, new(
        $"The message holds more than {Limit} visits and events.", $"Le message contient plus de {Limit} visites et événements.", $"El mensaje contiene más de {Limit} visitas y eventos."));

    internal sealed record Nothing() : MeasurementRefusal("nothing", 400, new(
        "The message holds no visit and no event.", "Le message ne contient ni visite ni événement.", "El mensaje no contiene ninguna visita ni evento."));

    internal sealed record NotSevenDays(string Days) : MeasurementRefusal("not-seven-days", 422, new(
        $"Periods have to be of seven days, and one is of {Days}. Set aggregationPeriodLength to 7. Nothing was kept.",
        $"Les périodes doivent être de sept jours, et l'une en a {Days}. Réglez aggregationPeriodLength sur 7. Rien n'a été conservé.",
        $"Los períodos deben ser de siete días, y uno es de {Days}. Ponga aggregationPeriodLength en 7. No se guardó nada."));

    internal sealed record NothingMeasured() : MeasurementRefusal("nothing-measured", 422, new(
        "None of these visits and events is measured for this campaign. Nothing was kept.", "Aucun de ces visites et événements n'est mesuré pour cette campagne. Rien n'a été conservé.",
        "Ninguna de estas visitas y eventos se mide para esta campaña. No se guardó nada."));

    internal sealed record TooOften(int Limit) : MeasurementRefusal("too-often", 429, new(
        $"This address has sent {Limit} messages today. Nothing was kept of this one; send it tomorrow.", $"Cette adresse a envoyé {Limit} messages aujourd'hui. Rien n'a été conservé de celui-ci ; renvoyez-le demain.",
        $"Esta dirección ha enviado {Limit} mensajes hoy. De este no se guardó nada; envíelo mañana."))
    {
        public override TimeSpan? Pause => TimeSpan.FromHours(6);
    }
}
