using Federation.Node.Shell;

namespace Federation.Node.Campaigns.Accountability;

/// <summary>What could harm members in any campaign, and what the node does against it: the rows that an impact assessment begins with.</summary>
internal static class ImpactRisks
{
    public static readonly IReadOnlyList<(Text Risk, Text Measure)> All =
    [
        (new("An employer or a state learns who is a member, or who took part.", "Un employeur ou un État apprend qui est membre, ou qui a participé.", "Una empresa o un Estado averigua quién es afiliado o quién participó."),
            new("No other host is contacted by any page; accounts have no public page; logs name nobody; in a table nobody stands alone.",
                "Aucune page ne contacte un autre hôte ; les comptes n'ont pas de page publique ; les journaux ne nomment personne ; dans un tableau, personne n'est seul.",
                "Ninguna página contacta con otro equipo; las cuentas no tienen página pública; los registros no nombran a nadie; en una tabla nadie está solo.")),
        (new("A figure in a table is traced back to one person.", "Un chiffre d'un tableau est rattaché à une personne.", "Una cifra de una tabla se vincula a una persona."),
            new("The gate: a minimum group, what few dominate is hidden, and so much more that nobody can work a hidden figure out; a second person signs.",
                "Le contrôle de divulgation : groupe minimal, ce que peu dominent est masqué, et assez d'autres pour que rien de masqué ne se déduise ; une deuxième personne signe.",
                "El control de divulgación: grupo mínimo, lo que pocos dominan se oculta, y lo bastante más para que nada oculto se deduzca; firma una segunda persona.")),
        (new("Two versions of a table give away who left.", "Deux versions d'un tableau révèlent qui est parti.", "Dos versiones de una tabla revelan quién se fue."),
            new("Old versions are erased at every holder, who answers for it; members are told of this remaining risk before they agree.",
                "Les anciennes versions sont effacées chez chaque détenteur, qui en répond ; les membres sont avertis de ce risque restant avant d'accepter.",
                "Las versiones anteriores se borran en cada poseedor, que responde de ello; los afiliados conocen este riesgo restante antes de aceptar.")),
        (new("Somebody inside, or a thief of the computer, reads what members gave.", "Quelqu'un de l'intérieur, ou un voleur de l'ordinateur, lit ce que les membres ont donné.", "Alguien de dentro, o quien robe el ordenador, lee lo que dieron los afiliados."),
            new("It is sealed under keys whose master key lies outside the database; pages show members only their own. Whoever runs the computer with its key could still read it.",
                "C'est scellé par des clés dont la clé maîtresse est hors de la base ; les pages ne montrent à chacun que le sien. Qui exploite l'ordinateur avec sa clé pourrait le lire.",
                "Está sellado con claves cuya clave maestra está fuera de la base; las páginas muestran a cada cual solo lo suyo. Quien maneje el ordenador con su clave aún podría leerlo.")),
        (new("A member feels pressed to take part.", "Un membre se sent poussé à participer.", "Un afiliado se siente presionado a participar."),
            new("Refusing looks the same as agreeing, changes nothing about membership, and withdrawing is one click at any time.",
                "Refuser se présente comme accepter, ne change rien à l'adhésion, et se retirer prend un clic à tout moment.",
                "Negarse se ve igual que aceptar, no cambia nada de la afiliación, y retirarse es un clic en cualquier momento.")),
        (new("Data are kept longer, or used for something else.", "Les données sont gardées plus longtemps, ou utilisées à autre chose.", "Los datos se guardan más tiempo o se usan para otra cosa."),
            new("They are destroyed on their day by the node itself, on record; nobody can export what others gave, and a consent names one purpose.",
                "Le nœud les détruit lui-même à leur date, avec trace ; personne ne peut exporter ce que d'autres ont donné, et un consentement nomme une seule finalité.",
                "El propio nodo los destruye en su fecha, con constancia; nadie puede exportar lo que dieron otros, y un consentimiento nombra una sola finalidad.")),
    ];
}
