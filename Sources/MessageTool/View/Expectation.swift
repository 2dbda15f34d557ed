import ISO8583

/// What a message should hold: `39=00`, `39` (it is there), `!64` (it is not), `4=12.50` (an amount), `mti=0210`.
public struct Expectation: Equatable, Sendable {
    private enum Subject: Equatable, Sendable {
        case type(String)
        case present(Int)
        case absent(Int)
        case content(Int, String)
    }

    private let subject: Subject
    /// As it was written.
    public let text: String

    /// Reads an expectation.
    ///
    /// - Throws: `MessageToolError` for anything that is none.
    public init(_ text: String) throws(MessageToolError) {
        self.text = text
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let isAbsent = parts[0].hasPrefix("!")
        let name = isAbsent ? String(parts[0].dropFirst()) : parts[0]
        if name == "mti", !isAbsent, parts.count == 2, parts[1].utf8.count == 4 {
            subject = .type(parts[1])
        } else if let field = Int(name), (2...FieldMap.lastField).contains(field), !(isAbsent && parts.count == 2) {
            subject = parts.count == 2 ? .content(field, parts[1]) : isAbsent ? .absent(field) : .present(field)
        } else {
            throw MessageToolError(
                "\"\(TypedText.shown(text))\" is no expectation",
                why: "a field number from 2 to \(FieldMap.lastField) or mti is needed",
                next: "write it as 39=00, 39, !64, 4=12.50 or mti=0210")
        }
    }

    /// Why a message is not so, in one line without secrets; nil when it is.
    public func mismatch(_ tree: MessageTree, _ language: Language = .english) -> String? {
        let isEnglish = language == .english
        let message = tree.reading.message
        switch subject {
        case .type(let type):
            let found = tree.reading.hasType ? message.mti.description : "-"
            if found == type { return nil }
            let shown = tree.reading.isTypeDoubtful ? "-" : found
            return isEnglish ? "expected mti=\(type), found \(shown)" : "应为mti=\(type), 实际\(shown)"
        case .present(let field):
            if message.has(field) { return nil }
            return isEnglish ? "expected field \(field), it is absent" : "应有\(field)域, 实际没有"
        case .absent(let field):
            if !message.has(field) { return nil }
            return isEnglish ? "expected no field \(field), it is present" : "不应有\(field)域, 实际有"
        case .content(let field, let wanted):
            guard let content = message[bytes: field] else {
                return isEnglish ? "expected \(shown(tree)), field \(field) is absent" : "应为\(shown(tree)), 实际没有"
            }
            if Expectation.isEqual(content, wanted, field, tree) { return nil }
            let found = tree.shown(field) ?? ""
            return isEnglish ? "expected \(shown(tree)), found \(found)" : "应为\(shown(tree)), 实际\(found)"
        }
    }

    /// What was wanted, without a value that must not be seen.
    private func shown(_ tree: MessageTree) -> String {
        guard case .content(let field, _) = subject else { return TypedText.shown(text) }
        let format = tree.reading.dialect.format(of: field)
        let isSecret =
            format?.isSensitive ?? true || !tree.reading.secrets(of: field).isEmpty
        return isSecret ? "\(field)=…" : TypedText.shown(text)
    }

    private static func isEqual(_ content: [UInt8], _ wanted: String, _ field: Int, _ tree: MessageTree) -> Bool {
        let text = String(decoding: content, as: UTF8.self)
        if text == wanted || HexDigits.text(content) == wanted.uppercased() { return true }
        if trimmed(text) == trimmed(wanted) { return true }
        guard (4...6).contains(field), let minorUnits = Int64(text) else { return false }
        guard wanted.contains(".") else { return Int64(wanted) == minorUnits }
        let message = tree.reading.message
        let currency = message[text: 49].flatMap { UInt16($0) }.flatMap { Currency(numeric: $0) } ?? .cny
        return Amount(minorUnits: minorUnits, currency: currency).decimal == wanted
    }

    /// Fixed text is filled with spaces, which nobody writes in an expectation.
    private static func trimmed(_ text: String) -> String {
        String(text.reversed().drop { $0 == " " }.reversed())
    }
}
