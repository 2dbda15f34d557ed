import Foundation
public import ISO8583

/// Finds dialects by what people call them: a built-in name, or the path of a file.
public enum DialectLibrary {
    /// Dialects that need no file.
    public static let builtIn: [Dialect] = Dialect.builtIn

    /// Finds a dialect.
    ///
    /// A path that ends in .yaml or .yml is a `DialectFile`, one in .json a `MoovSpec`, one in .xml a `JPOSPackager`. A
    /// file of another ending is told by its content: `<` begins XML, `{` JSON, anything else YAML.
    ///
    /// - Parameter name: Name of a built-in dialect, or a path.
    /// - Returns: The dialect, and what an import could not say.
    /// - Throws: `DialectFileError`, for an unknown name with the names that there are.
    public static func find(_ name: String) throws(DialectFileError) -> ImportResult {
        if let dialect = builtIn.first(where: { $0.id == name }) { return ImportResult(dialect: dialect, warnings: []) }
        guard FileManager.default.fileExists(atPath: name) else {
            throw DialectFileError(
                DialectProblem(
                    file: name, what: "there is no dialect \"\(name)\"",
                    why: "it is no built-in dialect and no file",
                    next: "built-in dialects are " + builtIn.map(\.id).joined(separator: ", ")
                        + "; a file is YAML of this program (.yaml), a moov-io/iso8583 spec (.json) or a jPOS packager (.xml)"
                ))
        }
        switch URL(fileURLWithPath: name).pathExtension.lowercased() {
        case "yaml", "yml": return ImportResult(dialect: try DialectFile.load(path: name), warnings: [])
        case "json": return try MoovSpec.import(json: TextFile.read(name), name: name)
        case "xml": return try JPOSPackager.import(xml: TextFile.read(name), name: name)
        default: break
        }
        let text = try TextFile.read(name)
        switch text.first(where: { !$0.isWhitespace && $0 != "\u{FEFF}" }) {
        case "<": return try JPOSPackager.import(xml: text, name: name)
        case "{": return try MoovSpec.import(json: text, name: name)
        default: return ImportResult(dialect: try DialectFile.load(path: name), warnings: [])
        }
    }
}
