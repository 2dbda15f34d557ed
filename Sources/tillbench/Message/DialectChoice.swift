import DialectFiles
import ISO8583
import MessageTool

/// Dialects by what people type: a built-in name, or a file.
enum DialectChoice {
    /// What may be typed.
    static let help = Dialect.builtIn.map(\.id).joined(separator: ", ") + ", or a file (YAML, moov JSON, jPOS XML)"

    /// The dialect that is named. What an import could not say in our tables goes to standard error.
    static func named(_ text: String) throws(MessageToolError) -> Dialect {
        do throws(DialectFileError) {
            let found = try DialectLibrary.find(text)
            for warning in found.warnings { Talk.error("warning: \(warning)") }
            return found.dialect
        } catch {
            throw MessageToolError(error.description)
        }
    }
}
