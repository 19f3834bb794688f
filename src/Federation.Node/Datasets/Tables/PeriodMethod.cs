using Federation.Node.Campaigns;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Tables;

/// <summary>How the figures of a table by dates come about, of which only a period was kept: one of <see cref="TableMethod"/>.</summary>
internal static class PeriodMethod
{
    /// <summary>That of a kind of period.</summary>
    public static Text Of(CalendarPeriod kept) => new(
        $"Figures that members gave of their own will, typed or taken from a spreadsheet; of a date no more than {kept.The().En} was kept. Every figure stands for at least the smallest group and for no one or two people alone; cells of which that is not so, or from which such could be worked out or bounded closely, are hidden. People chose to take part: this is no random sample, and the figures speak for those counted.",
        $"Chiffres donnés volontairement par des membres, saisis ou tirés d'un tableur ; d'une date on n'a conservé que {kept.The().Fr}. Chaque chiffre représente au moins le plus petit groupe et jamais une ou deux personnes seules ; les cellules où ce n'est pas le cas, ou dont on pourrait en déduire ou en encadrer de telles, sont masquées. Les personnes ont choisi de participer : ce n'est pas un échantillon aléatoire, et les chiffres valent pour les personnes comptées.",
        $"Cifras dadas voluntariamente por afiliados, escritas o tomadas de una hoja de cálculo; de una fecha solo se guardó {kept.The().Es}. Cada cifra representa al menos el grupo más pequeño y nunca a una o dos personas solas; las celdas en que no es así, o de las que se podrían deducir o acotar de cerca otras tales, se ocultan. Las personas eligieron participar: no es una muestra aleatoria, y las cifras valen para las personas contadas.");
}
