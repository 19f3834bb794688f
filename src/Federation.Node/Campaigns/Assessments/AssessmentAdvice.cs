using Federation.Node.Shell;

namespace Federation.Node.Campaigns.Assessments;

/// <summary>What helps a sub-section on to the next level: how to go about it, in our words.</summary>
internal static class AssessmentAdvice
{
    private static readonly Dictionary<string, Text> All = new()
    {
        ["basics"] = new(
            "Write one page: what for, what is done, what comes of it, and for whom. Read it aloud to two members who were not there; what they ask about is missing.",
            "Écrivez une page : dans quel but, ce qui est fait, ce qui en résulte, pour qui. Lisez-la à deux membres qui n'étaient pas là ; ce qu'ils demandent manque.",
            "Escriba una página: para qué, qué se hace, qué resulta y para quién. Léala a dos miembros que no estuvieran; lo que pregunten es lo que falta."),
        ["progress"] = new(
            "Put a date for the next look at the plan into the calendar of whoever answers for it, and write down each time what was changed, or that nothing was.",
            "Mettez la date de la prochaine relecture du plan dans l'agenda de son responsable, et notez chaque fois ce qui a changé, ou que rien n'a changé.",
            "Ponga la fecha de la próxima revisión del plan en el calendario de su responsable y anote cada vez qué cambió, o que no cambió nada."),
        ["involving"] = new(
            "Ask the members concerned before the notice is final, and tell them afterwards what their answers changed. Choose two of them to prepare the next round with you.",
            "Consultez les membres concernés avant la version finale de la notice, et dites-leur ensuite ce que leurs réponses ont changé. Préparez la suite avec deux d'entre eux.",
            "Pregunte a los miembros afectados antes de cerrar el aviso y dígales después qué cambiaron sus respuestas. Prepare la siguiente ronda con dos de ellos."),
        ["partners"] = new(
            "List everybody outside the union who gains from the figures, what they gain, and what the union does when their wish and the members' need differ.",
            "Dressez la liste de ceux qui, hors du syndicat, tirent profit des chiffres, de ce qu'ils y gagnent, et de ce que fait le syndicat si leur souhait s'oppose au besoin des membres.",
            "Haga la lista de quienes, fuera del sindicato, ganan con las cifras, qué ganan y qué hace el sindicato si su deseo choca con la necesidad de los miembros."),
        ["practice"] = new(
            "Name one person for this campaign's data. Have them write down, in a page, what they do from the first contribution to the last deletion, and teach it to who comes next.",
            "Désignez une personne pour les données de cette campagne. Qu'elle écrive en une page ce qu'elle fait, de la première contribution au dernier effacement, et l'enseigne à qui lui succède.",
            "Nombre a una persona para los datos de esta campaña. Que escriba en una página qué hace, desde la primera contribución hasta el último borrado, y lo enseñe a quien la siga."),
        ["minimise"] = new(
            "Go through the form field by field and say which row or column of the table needs it. What no table needs is taken out; a coarser choice is often enough.",
            "Parcourez le formulaire champ par champ et dites quelle ligne ou colonne du tableau en a besoin. Supprimez ce dont aucun tableau n'a besoin ; un choix plus large suffit souvent.",
            "Repase el formulario campo por campo y diga qué fila o columna de la tabla lo necesita. Quite lo que ninguna tabla necesita; a menudo basta una opción más amplia."),
        ["protection"] = new(
            "Write the union's own rules for workers' privacy, have partners sign them before they receive a table, and ask each year what they did with it.",
            "Écrivez les règles du syndicat pour la vie privée des travailleurs, faites-les signer aux partenaires avant qu'ils ne reçoivent un tableau, et demandez chaque année ce qu'ils en ont fait.",
            "Escriba las reglas del sindicato sobre la privacidad de los trabajadores, que los socios las firmen antes de recibir una tabla, y pregunte cada año qué hicieron con ella."),
        ["responsible"] = new(
            "Write a name beside each task, have somebody outside the campaign look over it, and tell members on the campaign's page whom to turn to.",
            "Écrivez un nom à côté de chaque tâche, faites surveiller la campagne par quelqu'un d'extérieur, et dites aux membres, sur sa page, à qui s'adresser.",
            "Escriba un nombre junto a cada tarea, que alguien ajeno a la campaña la supervise y diga a los miembros, en su página, a quién acudir."),
        ["principles"] = new(
            "List what the figures may be used for and what never. Add how a request that is on neither list is decided, by whom, and when members are asked again.",
            "Listez les usages permis des chiffres et ceux qui ne le sont jamais. Ajoutez comment se décide une demande qui n'y figure pas, par qui, et quand les membres sont consultés à nouveau.",
            "Liste para qué pueden usarse las cifras y para qué nunca. Añada cómo se decide una petición que no está en la lista, quién, y cuándo se vuelve a preguntar a los miembros."),
        ["checking"] = new(
            "Twice a year go through who has which role and take back what is not needed, and hold each published table against what the notice promised.",
            "Deux fois par an, revoyez qui a quel rôle et retirez ce qui n'est plus nécessaire, et comparez chaque tableau publié à ce que la notice promettait.",
            "Dos veces al año repase quién tiene qué rol, retire lo que no haga falta y compare cada tabla publicada con lo que el aviso prometía."),
        ["tracking"] = new(
            "Start the list below with three risks: one from outside, one from inside, one that would fall on a single member. Fix the day of the quarter on which it is gone through.",
            "Commencez la liste ci-dessous par trois risques : un externe, un interne, un qui pèserait sur un seul membre. Fixez le jour du trimestre où elle est revue.",
            "Empiece la lista de abajo con tres riesgos: uno de fuera, uno de dentro y uno que recaería sobre un solo miembro. Fije el día del trimestre en que se revisa."),
        ["mitigation"] = new(
            "Give each risk a likelihood and a severity from 1 to 5, a measure and a name. Agree on the product from which the leadership decides.",
            "Donnez à chaque risque une probabilité et une gravité de 1 à 5, une mesure et un nom. Convenez du produit à partir duquel la direction décide.",
            "Dé a cada riesgo una probabilidad y una gravedad de 1 a 5, una medida y un nombre. Acuerden a partir de qué producto decide la dirección."),
    };

    /// <summary>How to go about the next level of a sub-section.</summary>
    public static Text For(AssessmentSection section) => All[section.Name];

    /// <summary>What the next level asks for: the level above the one chosen, or the boxes that are not ticked; none at the highest.</summary>
    /// <param name="section">The sub-section.</param>
    /// <param name="answer">What was answered.</param>
    /// <param name="score">What it scored.</param>
    public static IReadOnlyList<Text> Next(AssessmentSection section, IReadOnlyList<int> answer, int score) =>
        score >= Assessment.Highest ? []
        : section.OneOf ? [section.Items[score + 1]]
        : [.. section.Items.Where((_, item) => !answer.Contains(item))];
}
