import ISO8583
import MessageTool

/// Dialects by the names that people type.
enum DialectChoice {
    /// The dialect that `--dialect` names.
    static func named(_ text: String) throws(MessageToolError) -> Dialect {
        if let dialect = Dialect.builtIn(text) { return dialect }
        throw MessageToolError(
            "there is no dialect \"\(text)\"", why: nil,
            next: "use one of " + Dialect.builtIn.map(\.id).joined(separator: ", "))
    }
}
