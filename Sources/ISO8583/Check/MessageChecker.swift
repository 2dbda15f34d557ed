/// Holds a message against the rules of its dialect, and its contents against reason.
///
/// An error is what a host would refuse; a warning is what the field shows now and then. The checker knows the message
/// only: no keys, so that it cannot say whether a MAC is right, and no clock, so that it cannot say whether a date is today.
public struct MessageChecker: Sendable {
    let dialect: Dialect

    /// A checker for messages of a dialect.
    public init(_ dialect: Dialect) { self.dialect = dialect }

    /// Everything that is wrong, message first, then by field.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - tpdu: Transport addresses, when they are known; field 24 is compared with them.
    public func findings(_ message: Message, tpdu: TPDU? = nil) -> [CheckFinding] {
        var findings = ruleFindings(message) + formatFindings(message)
        findings += dateFindings(message)
        findings += cardFindings(message)
        findings += moneyFindings(message)
        findings += responseFindings(message)
        findings += privateFindings(message)
        findings += entryFindings(message)
        findings += niiFindings(message, tpdu)
        // By field, and in the order of finding within one: a stable sort without the standard library's promise of one.
        return findings.enumerated().sorted {
            ($0.element.field ?? 0, $0.offset) < ($1.element.field ?? 0, $1.offset)
        }.map { $0.element }
    }

    /// Name of a field with its number, in two languages.
    func title(_ field: Int) -> FieldName {
        let number = String(field)
        guard let name = dialect.name(of: field) else { return FieldName("field " + number, "域" + number) }
        return FieldName("field " + number + " (" + name.english + ")", "域" + number + "(" + name.chinese + ")")
    }

    func finding(
        _ severity: CheckFinding.Severity, _ rule: CheckFinding.Rule, _ field: Int, offset: Int? = nil,
        _ english: String, _ chinese: String
    ) -> CheckFinding {
        let title = title(field)
        return CheckFinding(
            severity, rule, field: field, offset: offset, title.english + " " + english, title.chinese + chinese)
    }

    /// True when content is written as a field of the dialect says: contents are checked further only then.
    func fits(_ field: Int, _ message: Message) -> Bool { formatError(field, message) == nil }

    /// Content that no byte string of the dialect can hold.
    private func formatFindings(_ message: Message) -> [CheckFinding] {
        message.fields.compactMap { field in
            guard let error = formatError(field, message) else { return nil }
            guard dialect[field] != nil else {
                return finding(.error, .format, field, "is not in this dialect", "不属于本报文规范")
            }
            // The place stands before the colon; the finding names it already.
            let words = [UInt8](error.description.utf8).drop { $0 != 0x3A }
            return finding(
                .error, .format, field, offset: error.offset, "does not fit its format" + Digits.text(words), "格式不符")
        }
    }

    private func formatError(_ field: Int, _ message: Message) -> ISO8583Error? {
        var alone = Message(message.mti)
        alone[bytes: field] = message[bytes: field]
        do throws(ISO8583Error) {
            _ = try dialect.encode(alone)
            return nil
        } catch {
            return error
        }
    }
}
