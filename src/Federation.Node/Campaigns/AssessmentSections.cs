using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>The assessment's wording.</summary>
internal static class AssessmentSections
{
    public static readonly IReadOnlyList<AssessmentSection> All =
    [
        new("basics", new("The plan", "Le plan", "El plan"), false,
        [
            new("It is written down, and every member can read it.", "Il est écrit, et chaque membre peut le lire.", "Está escrito y todo miembro puede leerlo."),
            new("It says what the data are for.", "Il dit à quoi servent les données.", "Dice para qué sirven los datos."),
            new("It says how this serves the union's mission.", "Il dit en quoi cela sert la mission du syndicat.", "Dice cómo sirve a la misión del sindicato."),
            new("It lists what will be done, and what should come of it.", "Il dit ce qui sera fait, et ce qui doit en résulter.", "Dice qué se hará y qué debe resultar."),
            new("It names who should benefit.", "Il nomme qui doit en bénéficier.", "Nombra a quién debe beneficiar."),
        ]),
        new("progress", new("Keeping the plan current", "Tenir le plan à jour", "Mantener el plan al día"), true,
        [
            new("Nobody looks at it again.", "Personne n'y revient.", "Nadie lo vuelve a mirar."),
            new("We look when something goes wrong.", "Nous y revenons en cas de problème.", "Lo miramos cuando algo falla."),
            new("We look now and then.", "Nous y revenons de temps en temps.", "Lo miramos de vez en cuando."),
            new("We look at fixed dates.", "Nous y revenons à dates fixes.", "Lo miramos en fechas fijas."),
            new("We look at fixed dates and change it when needed.", "Nous y revenons à dates fixes et le modifions au besoin.", "Lo miramos en fechas fijas y lo cambiamos si hace falta."),
        ]),
        new("involving", new("The members' part", "La part des membres", "La parte de los miembros"), true,
        [
            new("Members have no part in it.", "Les membres n'y ont aucune part.", "Los miembros no participan."),
            new("Members are told.", "Les membres sont informés.", "Se informa a los miembros."),
            new("Members were asked once.", "Les membres ont été consultés une fois.", "Se consultó una vez a los miembros."),
            new("Members are asked regularly.", "Les membres sont consultés régulièrement.", "Se consulta con regularidad a los miembros."),
            new("Members shape it with us.", "Les membres le construisent avec nous.", "Los miembros lo crean con nosotros."),
        ]),
        new("partners", new("Partners", "Partenaires", "Socios"), false,
        [
            new("What members need comes before what partners want.", "Les besoins des membres passent avant ceux des partenaires.", "Lo que necesitan los miembros va antes que lo que quieren los socios."),
            new("We look at who else has an interest, and at which.", "Nous examinons qui d'autre y a un intérêt, et lequel.", "Examinamos quién más tiene interés y cuál."),
            new("We have a rule for conflicts of interest.", "Nous avons une règle pour les conflits d'intérêts.", "Tenemos una regla para los conflictos de interés."),
        ]),
        new("practice", new("Handling data", "Le traitement des données", "El manejo de los datos"), false,
        [
            new("Each set of data has a person who answers for it.", "Chaque jeu de données a une personne qui en répond.", "Cada conjunto de datos tiene una persona que responde."),
            new("How we handle data is written down.", "Nos pratiques sont écrites.", "Nuestras prácticas están escritas."),
            new("Who handles data is trained, newcomers first.", "Qui traite des données est formé, les nouveaux d'abord.", "Quien maneja datos está formado, los nuevos primero."),
            new("The practices are brought up to date at fixed times.", "Les pratiques sont mises à jour à dates fixes.", "Las prácticas se actualizan en fechas fijas."),
            new("They are written so that anyone understands them.", "Elles sont écrites pour être comprises de tous.", "Están escritas para que cualquiera las entienda."),
        ]),
        new("minimise", new("Collecting little", "Recueillir peu", "Recoger poco"), false,
        [
            new("Every field serves a stated use.", "Chaque champ sert un usage déclaré.", "Cada campo sirve a un uso declarado."),
            new("Nothing is collected that we could do without.", "Rien n'est recueilli dont on pourrait se passer.", "No se recoge nada prescindible."),
            new("Use for another purpose is limited by rule.", "L'usage à d'autres fins est limité par une règle.", "El uso para otros fines está limitado por una regla."),
            new("We record who used what, and check it.", "Nous notons qui a utilisé quoi, et le vérifions.", "Registramos quién usó qué y lo comprobamos."),
        ]),
        new("protection", new("Protecting people", "Protéger les personnes", "Proteger a las personas"), true,
        [
            new("We have nothing in place.", "Rien n'est en place.", "No hay nada previsto."),
            new("We follow the law.", "Nous suivons la loi.", "Cumplimos la ley."),
            new("We also have our own rules for workers' privacy.", "Nous avons aussi nos règles pour la vie privée des travailleurs.", "También tenemos reglas propias para la privacidad de los trabajadores."),
            new("Partners also sign that they keep them.", "Les partenaires s'engagent aussi par écrit.", "Los socios también se comprometen por escrito."),
            new("Partners also take as little as we do, and make no gain of it.", "Les partenaires prennent aussi le minimum et n'en tirent aucun profit.", "Los socios también toman lo mínimo y no sacan provecho."),
        ]),
        new("responsible", new("Who answers", "Qui répond", "Quién responde"), false,
        [
            new("Each task and aim has a person who answers for it.", "Chaque tâche et chaque but a son responsable.", "Cada tarea y cada fin tiene su responsable."),
            new("Oversight is apart from management.", "La surveillance est séparée de la gestion.", "La supervisión está separada de la gestión."),
            new("It is clear whom to turn to when something is wrong.", "On sait à qui s'adresser quand quelque chose ne va pas.", "Se sabe a quién acudir cuando algo va mal."),
            new("Members can see how this is organised.", "Les membres peuvent voir cette organisation.", "Los miembros pueden ver esta organización."),
        ]),
        new("principles", new("Rules of use", "Règles d'usage", "Reglas de uso"), true,
        [
            new("Use is not limited.", "L'usage n'est pas limité.", "El uso no está limitado."),
            new("What is allowed and forbidden is listed.", "Ce qui est permis et interdit est listé.", "Está listado lo permitido y lo prohibido."),
            new("We also know how to ask members again.", "Nous savons aussi comment redemander l'accord des membres.", "También sabemos cómo volver a pedir permiso a los miembros."),
            new("We also have a way to decide new requests.", "Nous avons aussi une voie pour décider des demandes nouvelles.", "También tenemos una vía para decidir peticiones nuevas."),
            new("We also have principles to decide them by.", "Nous avons aussi des principes pour en décider.", "También tenemos principios para decidirlas."),
        ]),
        new("checking", new("Checking the rules", "Vérifier les règles", "Comprobar las reglas"), false,
        [
            new("We review who has access.", "Nous revoyons qui a accès.", "Revisamos quién tiene acceso."),
            new("We compare past uses with what was allowed.", "Nous comparons les usages passés à ce qui était permis.", "Comparamos los usos pasados con lo permitido."),
            new("Access goes to as few as possible.", "L'accès est donné au plus petit nombre.", "El acceso se da a los menos posibles."),
        ]),
        new("tracking", new("Knowing the risks", "Connaître les risques", "Conocer los riesgos"), true,
        [
            new("Risks are not written down.", "Les risques ne sont pas notés.", "Los riesgos no se anotan."),
            new("There is a list of risks.", "Il existe une liste des risques.", "Hay una lista de riesgos."),
            new("It is gone through every quarter.", "Elle est revue chaque trimestre.", "Se revisa cada trimestre."),
            new("It holds risks from inside and outside.", "Elle couvre les risques internes et externes.", "Incluye riesgos internos y externos."),
            new("It holds risks to the union and to members.", "Elle couvre les risques pour le syndicat et pour les membres.", "Incluye riesgos para el sindicato y para los miembros."),
        ]),
        new("mitigation", new("Lowering the risks", "Réduire les risques", "Reducir los riesgos"), false,
        [
            new("Each risk has a likelihood and a weight.", "Chaque risque a une probabilité et une gravité.", "Cada riesgo tiene probabilidad y gravedad."),
            new("Each risk has a measure and a person.", "Chaque risque a une mesure et un responsable.", "Cada riesgo tiene una medida y un responsable."),
            new("It is clear when a risk goes to the leadership.", "On sait quand un risque remonte à la direction.", "Se sabe cuándo un riesgo pasa a la dirección."),
        ]),
    ];
}
