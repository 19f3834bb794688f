namespace Federation.Node.Contributions.WeClock;

/// <summary>The refusals in words: English, French, Spanish. Each says what is wrong and what to do.</summary>
internal static class ImportSentences
{
    public static string Line(string language) => language switch { "fr" => "Ligne", "es" => "Línea", _ => "Line" };

    public static string Of(ImportFault fault, string language)
    {
        var (en, fr, es) = InAll(fault);
        return language switch { "fr" => fr, "es" => es, _ => en };
    }

    private static (string En, string Fr, string Es) InAll(ImportFault fault) => fault switch
    {
        ImportFault.EmptyFile => (
            "The file is empty. Export it again from WeClock.",
            "Le fichier est vide. Exportez-le à nouveau depuis WeClock.",
            "El archivo está vacío. Expórtelo de nuevo desde WeClock."),
        ImportFault.UploadTooLarge => (
            "The file is larger than {limit} bytes. Export a shorter period.",
            "Le fichier dépasse {limit} octets. Exportez une période plus courte.",
            "El archivo supera los {limit} bytes. Exporte un periodo más corto."),
        ImportFault.TooManyRows => (
            "The file has more than {limit} rows. Export a shorter period.",
            "Le fichier compte plus de {limit} lignes. Exportez une période plus courte.",
            "El archivo tiene más de {limit} filas. Exporte un periodo más corto."),
        ImportFault.LineTooLong => (
            "The line is longer than {limit} bytes; no row of an export is.",
            "La ligne dépasse {limit} octets ; aucune ligne d’un export n’est aussi longue.",
            "La línea supera los {limit} bytes; ninguna fila de una exportación es tan larga."),
        ImportFault.NotAZip => (
            "The file is named .zip but is not a zip. Send the file as WeClock made it.",
            "Le fichier porte l’extension .zip mais n’est pas un zip. Envoyez-le tel que WeClock l’a créé.",
            "El archivo se llama .zip pero no es un zip. Envíelo tal como lo creó WeClock."),
        ImportFault.ZipDamaged => (
            "The zip is damaged. Export it again from WeClock.",
            "Le zip est endommagé. Exportez-le à nouveau depuis WeClock.",
            "El zip está dañado. Expórtelo de nuevo desde WeClock."),
        ImportFault.ZipEncrypted => (
            "The zip is locked with a password. Send it without one.",
            "Le zip est protégé par un mot de passe. Envoyez-le sans mot de passe.",
            "El zip está protegido con contraseña. Envíelo sin ella."),
        ImportFault.ZipNotOneFile => (
            "The zip must hold exactly one file, the CSV that WeClock put there; it holds {count}.",
            "Le zip doit contenir un seul fichier, le CSV de WeClock ; il en contient {count}.",
            "El zip debe contener un solo archivo, el CSV de WeClock; contiene {count}."),
        ImportFault.ZipEntryNotCsv => (
            "The file inside the zip is not a .csv.",
            "Le fichier contenu dans le zip n’est pas un .csv.",
            "El archivo dentro del zip no es un .csv."),
        ImportFault.ZipEntryNameUnsafe => (
            "The file inside the zip has a name that points outside its folder.",
            "Le fichier contenu dans le zip a un nom qui sort de son dossier.",
            "El archivo dentro del zip tiene un nombre que sale de su carpeta."),
        ImportFault.ZipNested => (
            "The zip holds another zip instead of a CSV.",
            "Le zip contient un autre zip au lieu d’un CSV.",
            "El zip contiene otro zip en lugar de un CSV."),
        ImportFault.ZipBomb => (
            "The zip inflates beyond {limit}; reading stopped there.",
            "Le zip se décompresse au-delà de {limit} ; la lecture s’est arrêtée là.",
            "El zip se descomprime más allá de {limit}; la lectura se detuvo ahí."),
        ImportFault.NotUtf8 => (
            "The line is not UTF-8 text. Send the file without opening and saving it in another program.",
            "La ligne n’est pas du texte UTF-8. Envoyez le fichier sans l’ouvrir ni l’enregistrer dans un autre programme.",
            "La línea no es texto UTF-8. Envíe el archivo sin abrirlo ni guardarlo en otro programa."),
        ImportFault.ControlCharacter => (
            "The line has a character that does not belong in text.",
            "La ligne contient un caractère qui n’a pas sa place dans un texte.",
            "La línea contiene un carácter que no pertenece a un texto."),
        ImportFault.QuotesBroken => (
            "A quotation mark is missing or out of place.",
            "Un guillemet manque ou est mal placé.",
            "Falta una comilla o está fuera de lugar."),
        ImportFault.NotWeClock => (
            "This does not look like a WeClock export: neither the iOS nor the Android layout.",
            "Ceci ne ressemble pas à un export WeClock : ni la forme iOS ni la forme Android.",
            "Esto no parece una exportación de WeClock: ni la forma de iOS ni la de Android."),
        ImportFault.ColumnCount => (
            "The row does not have {expected} columns.",
            "La ligne n’a pas {expected} colonnes.",
            "La fila no tiene {expected} columnas."),
        ImportFault.NumberNotUnderstood => (
            "The column {column} is not a whole number.",
            "La colonne {column} n’est pas un nombre entier.",
            "La columna {column} no es un número entero."),
        ImportFault.TimeNotUnderstood => (
            "The column {column} is not written like {expected}.",
            "La colonne {column} n’est pas écrite comme {expected}.",
            "La columna {column} no está escrita como {expected}."),
        ImportFault.DateOutOfRange => (
            "The date is not between {expected}.",
            "La date n’est pas comprise entre {expected}.",
            "La fecha no está entre {expected}."),
        ImportFault.CoordinateNotUnderstood => (
            "The column {column} is not a coordinate in degrees.",
            "La colonne {column} n’est pas une coordonnée en degrés.",
            "La columna {column} no es una coordenada en grados."),
        ImportFault.DecimalComma => (
            "A coordinate is written with a decimal comma. Send the file as WeClock made it, not as a spreadsheet saved it.",
            "Une coordonnée est écrite avec une virgule décimale. Envoyez le fichier de WeClock, non celui d’un tableur.",
            "Una coordenada lleva coma decimal. Envíe el archivo de WeClock, no el que guardó una hoja de cálculo."),
        ImportFault.CoordinateImpossible => (
            "The column {column} is a coordinate that does not exist.",
            "La colonne {column} est une coordonnée qui n’existe pas.",
            "La columna {column} es una coordenada que no existe."),
        ImportFault.NoLocations => (
            "The export has no location rows, so no time at work can be found in it.",
            "L’export ne contient aucune position ; aucun temps de travail ne peut y être trouvé.",
            "La exportación no tiene posiciones; no se puede hallar en ella tiempo de trabajo."),
        ImportFault.NoWorkPlace => (
            "Say which place is your work.",
            "Indiquez quel lieu est votre travail.",
            "Indique qué lugar es su trabajo."),
        ImportFault.UnknownPlace => (
            "Place {place} is not in this export.",
            "Le lieu {place} n’est pas dans cet export.",
            "El lugar {place} no está en esta exportación."),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
