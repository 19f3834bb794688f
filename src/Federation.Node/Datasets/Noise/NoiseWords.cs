using System.Globalization;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;
using Federation.Privacy.DifferentialPrivacy;

namespace Federation.Node.Datasets.Noise;

/// <summary>What is said of noise where figures have it.</summary>
internal static class NoiseWords
{
    /// <summary>How figures with noise come about.</summary>
    public static Text Method(NoiseRule rule, int minimumGroup)
    {
        var (epsilon, off) = (NoiseTerms.Epsilon(rule.Rho).ToString("0.##", CultureInfo.InvariantCulture), rule.OffCounts(1).ToString(CultureInfo.InvariantCulture));
        var comma = epsilon.Replace('.', ',');
        var counts = rule.MostGroups == 1
            ? new Text("once, in one group,", "une fois, dans un groupe,", "una vez, en un grupo,")
            : new Text($"once under each of at most {rule.MostGroups - 1} answers and once among all,", $"une fois sous chacune d'au plus {rule.MostGroups - 1} réponses et une fois parmi tous,", $"una vez en cada una de {rule.MostGroups - 1} respuestas como mucho y una vez entre todos,");
        return new(
            $"Figures that members gave of their own will, with noise: to every group a number drawn by chance was added (discrete Gaussian), so that nobody who reads the table, whatever else they know or read, can tell whether one person took part or what they gave (differential privacy, epsilon {epsilon} with delta 1e-6). Each person counts {counts.En} with the mean of what they gave and no more than the form allows. In 95 of 100 cases the noise moves the number of people in a group by at most {off}; totals are the sums of the groups and are moved further. Groups that come out below {minimumGroup} people are left out. The intervals hold the noise as well as what chance alone could do to shares; of means they hold the noise only. People chose to take part: this is no random sample.",
            $"Chiffres donnés volontairement par des membres, avec du bruit : à chaque groupe a été ajouté un nombre tiré au hasard (loi normale discrète), de sorte que personne qui lit le tableau, quoi qu'il sache ou lise d'autre, ne puisse dire si une personne a participé ni ce qu'elle a donné (confidentialité différentielle, epsilon {comma} avec delta 1e-6). Chaque personne compte {counts.Fr} avec la moyenne de ce qu'elle a donné et pas plus que ne permet le formulaire. Dans 95 cas sur 100 le bruit déplace le nombre de personnes d'un groupe d'au plus {off} ; les totaux sont les sommes des groupes et sont déplacés davantage. Les groupes qui ressortent sous {minimumGroup} personnes sont omis. Les intervalles contiennent le bruit et ce que ferait le seul hasard aux parts ; pour les moyennes, le bruit seulement. Les personnes ont choisi de participer : ce n'est pas un échantillon aléatoire.",
            $"Cifras dadas voluntariamente por afiliados, con ruido: a cada grupo se le sumó un número sacado al azar (normal discreta), de modo que quien lea la tabla, sepa o lea lo que sepa además, no puede decir si una persona participó ni qué dio (privacidad diferencial, épsilon {comma} con delta 1e-6). Cada persona cuenta {counts.Es} con la media de lo que dio y no más de lo que permite el formulario. En 95 de 100 casos el ruido mueve el número de personas de un grupo en {off} como mucho; los totales son las sumas de los grupos y se mueven más. Los grupos que resultan por debajo de {minimumGroup} personas se omiten. Los intervalos incluyen el ruido y lo que haría el solo azar a las partes; de las medias, solo el ruido. Las personas eligieron participar: no es una muestra aleatoria.");
    }

    /// <summary>What a table's noise means for a reader, in one sentence.</summary>
    public static Text Of(TableNoise noise)
    {
        var epsilon = NoiseTerms.Epsilon(noise.Price).ToString("0.##", CultureInfo.InvariantCulture);
        var comma = epsilon.Replace('.', ',');
        return new(
            $"Every figure was moved by chance, by no more than what stands behind ± in 95 of 100 cases (epsilon {epsilon}).",
            $"Chaque chiffre a été déplacé par le hasard, d'au plus ce qui suit ± dans 95 cas sur 100 (epsilon {comma}).",
            $"Cada cifra fue movida por el azar, como mucho en lo que sigue a ± en 95 de 100 casos (épsilon {comma}).");
    }

    /// <summary>What the series of a campaign's tables with noise is called.</summary>
    public static Text TitleOf(Text campaign) => new($"{campaign.En} (figures with noise)", $"{campaign.Fr} (chiffres avec bruit)", $"{campaign.Es} (cifras con ruido)");
}
