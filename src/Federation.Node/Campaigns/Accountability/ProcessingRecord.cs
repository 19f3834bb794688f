using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Shell;

namespace Federation.Node.Campaigns.Accountability;

/// <summary>The record of a campaign's processing (GDPR art. 30(1)), made from its definition and its history, so that it says what the node does.</summary>
internal static class ProcessingRecord
{
    /// <summary>The entries in the order of art. 30(1)(a) to (g): a name for programs, what people read, and what it says.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="controller">The organisation.</param>
    /// <param name="origin">Its node.</param>
    public static IReadOnlyList<(string Name, Text Label, Text Value)> Of(CampaignCard campaign, string controller, Uri origin) =>
    [
        ("controller", new("Controller", "Responsable du traitement", "Responsable del tratamiento"), Text.Same($"{controller}, {origin.AbsoluteUri}")),
        ("purpose", new("Purpose", "Finalité", "Finalidad"), campaign.Purpose),
        ("legalBasis", new("Legal basis", "Base juridique", "Base jurídica"), new(
            "Explicit consent to this one purpose, GDPR art. 6(1)(a) and 9(2)(a), answered in the account and recorded with the hash of the notice.",
            "Consentement explicite à cette seule finalité, RGPD art. 6(1)(a) et 9(2)(a), donné dans le compte et enregistré avec l'empreinte de la notice.",
            "Consentimiento explícito para esta única finalidad, RGPD art. 6(1)(a) y 9(2)(a), dado en la cuenta y registrado con la huella del aviso.")),
        ("dataSubjects", new("People concerned", "Personnes concernées", "Personas interesadas"), new(
            "Members who agreed. That they are members is itself specially protected (art. 9).",
            "Les membres qui ont accepté. Leur qualité de membre est elle-même spécialement protégée (art. 9).",
            "Los afiliados que aceptaron. Que sean afiliados está ya especialmente protegido (art. 9).")),
        ("personalData", new("Data about them", "Données à leur sujet", "Datos sobre ellas"), new(
            List(campaign, label => label.En), List(campaign, label => label.Fr), List(campaign, label => label.Es))),
        ("recipients", new("Recipients", "Destinataires", "Destinatarios"), new(
            $"Of tables only, in which every figure stands for at least {campaign.MinimumGroup} people: {Names(campaign, each => each.En)}. Nobody's own figures leave the node.",
            $"Des tableaux seulement, où chaque chiffre représente au moins {campaign.MinimumGroup} personnes : {Names(campaign, each => each.Fr)}. Les chiffres de personne ne quittent le nœud.",
            $"Solo de tablas en las que cada cifra representa al menos a {campaign.MinimumGroup} personas: {Names(campaign, each => each.Es)}. Las cifras de nadie salen del nodo.")),
        ("thirdCountries", new("Transfers to third countries", "Transferts vers des pays tiers", "Transferencias a terceros países"), new(
            "None of anybody's own figures: they stay on the union's own computer. Tables go to the recipients above, wherever these are.",
            "Aucun des chiffres de quiconque : ils restent sur l'ordinateur du syndicat. Les tableaux vont aux destinataires ci-dessus, où qu'ils soient.",
            "Ninguna de las cifras de nadie: se quedan en el ordenador del sindicato. Las tablas van a los destinatarios de arriba, estén donde estén.")),
        ("erasure", new("Erased", "Effacement", "Borrado"), campaign.KeptUntil is { } until
            ? new($"On {Dates.Day(until).En}, or at once when a member withdraws.", $"Le {Dates.Day(until).Fr}, ou aussitôt qu'un membre se retire.", $"El {Dates.Day(until).Es}, o en cuanto un afiliado se retira.")
            : new($"{campaign.RetentionMonths} months after the campaign is closed, which it is by itself {CampaignRules.MostMonthsOpen} months after it was opened, or at once when a member withdraws.",
                $"{campaign.RetentionMonths} mois après la clôture de la campagne, qui a lieu d'elle-même {CampaignRules.MostMonthsOpen} mois après son ouverture, ou aussitôt qu'un membre se retire.",
                $"{campaign.RetentionMonths} meses después del cierre de la campaña, que ocurre por sí solo {CampaignRules.MostMonthsOpen} meses después de su apertura, o en cuanto un afiliado se retira.")),
        ("security", new("Security (art. 32)", "Sécurité (art. 32)", "Seguridad (art. 32)"), new(
            "Generalised on entry; sealed under a key of each consent, which is destroyed on withdrawal; tables pass a disclosure gate and are signed off by a second person; append-only history.",
            "Généralisées à l'entrée ; scellées par une clé propre à chaque consentement, détruite au retrait ; les tableaux passent un contrôle de divulgation et sont validés par une deuxième personne ; historique sans réécriture.",
            "Generalizados al entrar; sellados con una clave de cada consentimiento, que se destruye al retirarse; las tablas pasan un control de divulgación y las valida una segunda persona; historial sin reescritura.")),
    ];

    /// <summary>The record of all campaigns for programs, in one language.</summary>
    public static JsonObject Json(IEnumerable<CampaignCard> campaigns, string controller, Uri origin, DateTimeOffset now) => new()
    {
        ["format"] = "federation-processing-record/1",
        ["controller"] = controller,
        ["origin"] = origin.AbsoluteUri,
        ["at"] = now.ToString("O", CultureInfo.InvariantCulture),
        ["processing"] = new JsonArray([.. campaigns.Select(campaign => new JsonObject(Of(campaign, controller, origin)
            .Select(entry => KeyValuePair.Create(entry.Name, (JsonNode?)entry.Value.ToString()))
            .Prepend(new("title", campaign.Title.ToString())).Prepend(new("id", campaign.Id.ToString()))))]),
    };

    private static string List(CampaignCard campaign, Func<Text, string> word) => string.Join(", ", campaign.Schema.Asked.Select(field => word(AskedField.Words(field))));

    private static string Names(CampaignCard campaign, Func<Text, string> word) => string.Join(", ", campaign.Recipients.Select(word));
}
