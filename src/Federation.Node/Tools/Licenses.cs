namespace Federation.Node.Tools;

/// <summary>
/// The licences under which a tool may be shared, by SPDX identifier: those that let every union run, study, change and pass on the tool
/// (approved by the Open Source Initiative or called free by the FSF). Deprecated identifiers like <c>GPL-3.0</c> are ambiguous and not here.
/// </summary>
internal static class Licenses
{
    public static readonly IReadOnlyList<string> All =
    [
        "0BSD", "AFL-3.0", "AGPL-3.0-only", "AGPL-3.0-or-later", "Apache-2.0", "Artistic-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0",
        "CECILL-2.1", "ECL-2.0", "EPL-2.0", "EUPL-1.2", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "ISC", "LGPL-2.1-only",
        "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0", "MPL-2.0", "MulanPSL-2.0", "NCSA", "OSL-3.0", "PostgreSQL", "Python-2.0",
        "Unlicense", "UPL-1.0", "Zlib",
    ];

    /// <summary>Where the text of a licence is described.</summary>
    public const string Base = "https://spdx.org/licenses/";
}
