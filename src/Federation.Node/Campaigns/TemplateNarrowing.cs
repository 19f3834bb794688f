using Federation.Node.Shell;
using Federation.Privacy.DisclosureControl;

namespace Federation.Node.Campaigns;

/// <summary>
/// What a union may change of a template that it adopts: the words, which it translates and fits to its members, and everything that asks less of them or keeps it
/// shorter. Nothing that asks more, shows more or reaches more people; and nothing by which its table would no more add up with the others'.
/// </summary>
internal static class TemplateNarrowing
{
    /// <summary>What is wider than the template, or no more comparable with it, as the end of a sentence; null when nothing is.</summary>
    /// <param name="template">As it was published.</param>
    /// <param name="adopted">As it is taken up.</param>
    public static Text? Widens(CampaignDefinition template, CampaignDefinition adopted) =>
        OfTable(template.Schema, adopted.Schema)
        ?? OfFields(template.Schema, adopted.Schema)
        ?? (adopted.MinimumGroup < template.MinimumGroup ? new(
                $"the smallest group is {adopted.MinimumGroup} instead of {template.MinimumGroup}.", $"le plus petit groupe est de {adopted.MinimumGroup} au lieu de {template.MinimumGroup}.",
                $"el grupo más pequeño es de {adopted.MinimumGroup} en vez de {template.MinimumGroup}.")
            : adopted.FederationMinimumGroup < template.FederationMinimumGroup ? new(
                $"the federation's smallest group is {adopted.FederationMinimumGroup} instead of {template.FederationMinimumGroup}.",
                $"le plus petit groupe de la fédération est de {adopted.FederationMinimumGroup} au lieu de {template.FederationMinimumGroup}.",
                $"el grupo más pequeño de la federación es de {adopted.FederationMinimumGroup} en vez de {template.FederationMinimumGroup}.")
            : adopted.RetentionMonths > template.RetentionMonths ? new(
                $"contributions are kept for {adopted.RetentionMonths} months instead of {template.RetentionMonths}.", $"les contributions sont gardées {adopted.RetentionMonths} mois au lieu de {template.RetentionMonths}.",
                $"las contribuciones se guardan {adopted.RetentionMonths} meses en vez de {template.RetentionMonths}.")
            : adopted.Recipients.Except(template.Recipients).FirstOrDefault() is { } recipient ? new(
                $"it has another recipient, “{recipient.En}”.", $"il a un autre destinataire, « {recipient.Fr} ».", $"tiene otro destinatario, «{recipient.Es}».")
            : null);

    private static Text? OfTable(CampaignSchema template, CampaignSchema adopted) =>
        !adopted.Table.Dimensions.SequenceEqual(template.Table.Dimensions) || !adopted.Table.Measures.SequenceEqual(template.Table.Measures)
            || adopted.Table.OncePerPerson != template.Table.OncePerPerson || adopted.Table.Gap != template.Table.Gap || !Crossings.AreAlike(template.Table.Crossings, adopted.Table.Crossings)
            ? new("its table is cut or added up in another way.", "son tableau est découpé ou additionné autrement.", "su tabla se corta o se suma de otra manera.")
        : adopted.OldPay != template.OldPay || adopted.HourlyPay != template.HourlyPay
            ? new("its pay rule is another one.", "sa règle de paie est une autre.", "su regla de paga es otra.")
        : (adopted.Measured ?? []).Except(template.Measured ?? []).FirstOrDefault() is { } measured
            ? new($"an app measures “{measured.Field}”, or measures it otherwise.", $"une application mesure « {measured.Field} », ou le mesure autrement.", $"una aplicación mide «{measured.Field}», o lo mide de otra manera.")
        : null;

    private static Text? OfFields(CampaignSchema template, CampaignSchema adopted)
    {
        var known = template.Fields.ToDictionary(field => field.Name);
        return adopted.Fields.FirstOrDefault(field => !known.ContainsKey(field.Name)) is { } stranger
                ? new($"it has a new field, “{stranger.Name}”.", $"il a un nouveau champ, « {stranger.Name} ».", $"tiene un campo nuevo, «{stranger.Name}».")
            : adopted.Fields.Select(field => OfField(known[field.Name], field)).FirstOrDefault(fault => fault is not null);
    }

    private static Text? OfField(SchemaField template, SchemaField adopted)
    {
        var within = template.Choices.Concat(template.Groups ?? []).ToDictionary(code => code.Code, code => code.In, StringComparer.Ordinal);
        return adopted.Kind != template.Kind || adopted.Unit != template.Unit || adopted.Import != template.Import || adopted.Later != template.Later || (adopted.MergeSmall && !template.MergeSmall)
            || !IsMadeAlike(template.Made, adopted.Made) || adopted.CodeList != template.CodeList || adopted.Daily != template.Daily
                ? new($"the field “{adopted.Name}” is of another kind, unit or origin.", $"le champ « {adopted.Name} » est d'un autre type, d'une autre unité ou d'une autre origine.",
                    $"el campo «{adopted.Name}» es de otro tipo, otra unidad u otro origen.")
            : adopted.Choices.Concat(adopted.Groups ?? []).FirstOrDefault(code => within.GetValueOrDefault(code.Code, code.In) != code.In) is { } moved
                ? new($"the field “{adopted.Name}” puts “{moved.Code}” into another group.", $"le champ « {adopted.Name} » met « {moved.Code} » dans un autre groupe.",
                    $"el campo «{adopted.Name}» pone «{moved.Code}» en otro grupo.")
            : adopted.Choices.Concat(adopted.Groups ?? []).FirstOrDefault(choice => !within.ContainsKey(choice.Code)) is { } choice
                ? new($"the field “{adopted.Name}” has a new answer, “{choice.Code}”.", $"le champ « {adopted.Name} » a une nouvelle réponse, « {choice.Code} ».",
                    $"el campo «{adopted.Name}» tiene una respuesta nueva, «{choice.Code}».")
            : adopted.Date?.KeptBy != template.Date?.KeptBy || adopted.Date?.EachPeriod != template.Date?.EachPeriod
                ? new($"of the date “{adopted.Name}” another period is kept.", $"de la date « {adopted.Name} » une autre période est conservée.", $"de la fecha «{adopted.Name}» se guarda otro período.")
            : adopted.Date is { } date && date.IsWiderThan(template.Date!) // both are dates
                ? new($"the date “{adopted.Name}” takes days that the template does not.", $"la date « {adopted.Name} » accepte des jours que le modèle n'accepte pas.",
                    $"la fecha «{adopted.Name}» acepta días que la plantilla no acepta.")
            : (adopted.ToNearest ?? 1) < (template.ToNearest ?? 1)
                ? new($"of the number “{adopted.Name}” more is kept than its nearest {template.ToNearest}.", $"du nombre « {adopted.Name} » on conserve plus que le multiple de {template.ToNearest} le plus proche.",
                    $"del número «{adopted.Name}» se guarda más que el múltiplo de {template.ToNearest} más cercano.")
            : adopted.Minimum < template.Minimum || adopted.Maximum > template.Maximum
                ? new($"the field “{adopted.Name}” takes numbers that the template does not.", $"le champ « {adopted.Name} » accepte des nombres que le modèle n'accepte pas.",
                    $"el campo «{adopted.Name}» acepta números que la plantilla no acepta.")
            : null;
    }

    private static bool IsMadeAlike(Derivation? one, Derivation? other) => one is null || other is null ? one is null && other is null
        : one.From == other.From && one.SquareOf == other.SquareOf && (one.UpTo ?? []).SequenceEqual(other.UpTo ?? []);
}
