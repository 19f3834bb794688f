using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>The seven questions that stand on the front page of every campaign, answered for members to read.</summary>
internal static class GovernanceQuestions
{
    public static readonly IReadOnlyList<Text> All =
    [
        new("Why collect data for this at all? Which way without technology was considered?",
            "Pourquoi recueillir des données pour cela ? Quelle voie sans technologie a été envisagée ?",
            "¿Por qué recoger datos para esto? ¿Qué vía sin tecnología se consideró?"),
        new("Who can see the data, and who decides about it?",
            "Qui peut voir les données, et qui en décide ?",
            "¿Quién puede ver los datos y quién decide sobre ellos?"),
        new("Which rights do members have, and how do they use them?",
            "Quels droits les membres ont-ils, et comment les exercent-ils ?",
            "¿Qué derechos tienen los miembros y cómo los ejercen?"),
        new("What protects the people behind the figures?",
            "Qu'est-ce qui protège les personnes derrière les chiffres ?",
            "¿Qué protege a las personas detrás de las cifras?"),
        new("For what exactly, how long, and how are members told?",
            "Dans quel but précis, combien de temps, et comment les membres sont-ils informés ?",
            "¿Para qué exactamente, cuánto tiempo y cómo se informa a los miembros?"),
        new("When a member's right and the campaign's aim collide, which goes first?",
            "Quand le droit d'un membre et le but de la campagne se heurtent, lequel l'emporte ?",
            "Cuando el derecho de un miembro y el fin de la campaña chocan, ¿cuál va primero?"),
        new("Which company's servers are involved, and how do we do without them?",
            "Les serveurs de quelle entreprise sont utilisés, et comment s'en passer ?",
            "¿Qué servidores de empresa intervienen y cómo prescindir de ellos?"),
    ];
}
