using Federation.Node.Shell;

namespace Federation.Node.Documents.Retention;

/// <summary>What can be wrong with a rule of how long documents stay.</summary>
internal abstract record RetentionRefusal(string Code, int Status, Text Message, string? Field = null) : DocumentRefusal(Code, Status, Message, Field)
{
    internal sealed record BadDays(string Which) : RetentionRefusal("bad-days", 422, new(
        $"Write a whole number of days, from 1 to {DocumentLimits.MostRetentionDays}, or nothing.", $"Écrivez un nombre entier de jours, de 1 à {DocumentLimits.MostRetentionDays}, ou rien.",
        $"Escriba un número entero de días, de 1 a {DocumentLimits.MostRetentionDays}, o nada."), Which);
}
