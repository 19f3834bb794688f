using Federation.Node.Shell;

namespace Federation.Node.Campaigns.CodeLists;

/// <summary>The lists of ILOSTAT that unions ask by.</summary>
internal static class IloLists
{
    private const string Agency = "ILO", Version = "1.0";

    /// <summary>Sex.</summary>
    public static CodeList Sex { get; } = Of(new("Sex", "Sexe", "Sexo"), "ILO:SEX", "SEX", "SEX", "_T", [
        ("_F", new("Women", "Femmes", "Mujeres")),
        ("_M", new("Men", "Hommes", "Hombres")),
        ("_O", new("Another sex", "Autre sexe", "Otro sexo"))]);

    /// <summary>Age in the four spans of working life.</summary>
    public static CodeList Age { get; } = Of(new("Age", "Âge", "Edad"), "ILO:AGE", "AGE", "AGE_AGGREGATE", "_TOTAL", [
        ("_Y15-24", Years(15, 24)), ("_Y25-54", Years(25, 54)), ("_Y55-64", Years(55, 64)), ("_YGE65", From(65))]);

    /// <summary>Age in steps of ten years.</summary>
    public static CodeList AgeInTens { get; } = Of(new("Age", "Âge", "Edad"), "ILO:AGE10", "AGE", "AGE_10YRBANDS", "_TOTAL", [
        ("_Y15-24", Years(15, 24)), ("_Y25-34", Years(25, 34)), ("_Y35-44", Years(35, 44)), ("_Y45-54", Years(45, 54)), ("_Y55-64", Years(55, 64)), ("_YGE65", From(65))]);

    /// <summary>Occupations: the major groups of ISCO-08.</summary>
    public static CodeList Occupations { get; } = Of(new("Occupation", "Profession", "Ocupación"), "ILO:ISCO08", "OCU", "OCU_ISCO08", "_TOTAL", [
        ("_1", new("Managers", "Direction et encadrement", "Dirección y gerencia")),
        ("_2", new("Professions with a degree", "Professions intellectuelles et scientifiques", "Profesiones científicas e intelectuales")),
        ("_3", new("Technicians and intermediate professions", "Techniciens et professions intermédiaires", "Técnicos y profesiones intermedias")),
        ("_4", new("Office work", "Emplois de bureau", "Trabajo de oficina")),
        ("_5", new("Services, care and sales", "Services, soins et vente", "Servicios, cuidados y ventas")),
        ("_6", new("Skilled farm, forest and fishery work", "Métiers qualifiés de l'agriculture, de la forêt et de la pêche", "Oficios del campo, el bosque y la pesca")),
        ("_7", new("Crafts and trades", "Métiers de l'artisanat et de l'industrie", "Oficios artesanos e industriales")),
        ("_8", new("Machine operators, assemblers and drivers", "Conduite de machines, montage et transport", "Operación de máquinas, montaje y conducción")),
        ("_9", new("Elementary work", "Emplois élémentaires", "Trabajos elementales")),
        ("_0", new("Armed forces", "Forces armées", "Fuerzas armadas"))]);

    /// <summary>Economic activity: the sections of ISIC, revision 4.</summary>
    public static CodeList Activities { get; } = Of(new("Economic activity", "Activité économique", "Actividad económica"), "ILO:ISIC4", "ECO", "ECO_ISIC4", "_TOTAL", [
        ("_A", new("Farming, forestry and fishing", "Agriculture, forêt et pêche", "Agricultura, bosques y pesca")),
        ("_B", new("Mining and quarrying", "Mines et carrières", "Minas y canteras")),
        ("_C", new("Manufacturing", "Industrie manufacturière", "Industria manufacturera")),
        ("_D", new("Electricity and gas", "Électricité et gaz", "Electricidad y gas")),
        ("_E", new("Water, waste and recycling", "Eau, déchets et recyclage", "Agua, residuos y reciclaje")),
        ("_F", new("Construction", "Construction et travaux", "Construcción")),
        ("_G", new("Trade and vehicle repair", "Commerce et réparation de véhicules", "Comercio y reparación de vehículos")),
        ("_H", new("Transport and storage", "Transport et entreposage", "Transporte y almacenamiento")),
        ("_I", new("Hotels and restaurants", "Hôtellerie et restauration", "Hostelería")),
        ("_J", new("Information and communication", "Information et télécommunications", "Información y comunicaciones")),
        ("_K", new("Banking and insurance", "Banque et assurance", "Banca y seguros")),
        ("_L", new("Real estate", "Immobilier", "Inmobiliarias")),
        ("_M", new("Scientific and technical services", "Services scientifiques et techniques", "Servicios científicos y técnicos")),
        ("_N", new("Administrative and support services", "Services administratifs et de soutien", "Servicios administrativos y de apoyo")),
        ("_O", new("Public administration and defence", "Administration publique et défense", "Administración pública y defensa")),
        ("_P", new("Education", "Enseignement", "Enseñanza")),
        ("_Q", new("Health and social work", "Santé et action sociale", "Sanidad y servicios sociales")),
        ("_R", new("Arts and leisure", "Arts et loisirs", "Artes y ocio")),
        ("_S", new("Other services", "Autres services", "Otros servicios")),
        ("_T", new("Work in households", "Travail chez des particuliers", "Trabajo en hogares")),
        ("_U", new("International organisations", "Organisations internationales", "Organismos internacionales"))]);

    private static CodeList Of(Text title, string name, string concept, string prefix, string total, IEnumerable<(string Code, Text Label)> codes) =>
        new(title, name, Agency, "CL_" + concept, Version, concept, prefix + total, [.. codes.Select(code => new SchemaChoice(prefix + code.Code, code.Label))]);

    private static Text Years(int from, int to) => new($"{from} to {to} years", $"de {from} à {to} ans", $"de {from} a {to} años");

    private static Text From(int age) => new($"{age} years and over", $"{age} ans et plus", $"{age} años o más");
}
