using Federation.Node.Shell;

namespace Federation.Node.Documents.Retention;

/// <summary>Rules as people read them.</summary>
internal static class RetentionWords
{
    public static Text Of(RetentionRule? rule) => rule is null
        ? new("No rule: documents stay until somebody deletes them.", "Aucune règle : les documents restent jusqu'à ce que quelqu'un les supprime.", "Ninguna regla: los documentos se quedan hasta que alguien los borre.")
        : Joined([Delete(rule.DeleteAfterDays), Trash(rule.TrashDays), .. rule.KeepVersionsDays is { } days ? [Versions(days)] : Array.Empty<Text>()]);

    private static Text Delete(int? days) => days is null
        ? new("Documents stay until somebody deletes them.", "Les documents restent jusqu'à ce que quelqu'un les supprime.", "Los documentos se quedan hasta que alguien los borre.")
        : new($"A document goes to the trash {days} days after its last change.", $"Un document va à la corbeille {days} jours après sa dernière modification.",
            $"Un documento pasa a la papelera {days} días después de su último cambio.");

    private static Text Trash(int? days)
    {
        var number = days ?? DocumentLimits.TrashLife.Days;
        return new($"After {number} days in the trash it is destroyed for good.", $"Après {number} jours à la corbeille, la destruction est définitive.",
            $"Tras {number} días en la papelera se destruye para siempre.");
    }

    private static Text Versions(int days) => new(
        $"For {days} days every earlier version stays.", $"Pendant {days} jours, chaque version antérieure reste.", $"Durante {days} días queda cada versión anterior.");

    private static Text Joined(IReadOnlyList<Text> all) =>
        new(string.Join(' ', all.Select(each => each.En)), string.Join(' ', all.Select(each => each.Fr)), string.Join(' ', all.Select(each => each.Es)));
}
