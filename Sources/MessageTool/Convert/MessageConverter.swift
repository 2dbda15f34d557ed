import ISO8583

/// Carries a message of one dialect into another, field by field, by meaning. Nothing is dropped without a note.
///
/// The MAC never comes along: it is over the bytes, which are others. Private fields come along between dialects of one kind,
/// and to and from the plain ISO dialects, which give them no meaning of their own.
public struct MessageConverter: Sendable {
    let source: Dialect
    let target: Dialect
    let moment: LocalMoment

    /// A converter.
    ///
    /// - Parameters:
    ///   - source: Dialect of the messages.
    ///   - target: Dialect to carry them into.
    ///   - moment: Dates without a year are taken to lie nearest to it.
    public init(from source: Dialect, to target: Dialect, near moment: LocalMoment) {
        self.source = source
        self.target = target
        self.moment = moment
    }

    /// Converts a message.
    public func convert(_ message: Message) -> Conversion {
        var conversion = Conversion(message: message, notes: [])
        var version = MessageVersion(source)
        let wanted = MessageVersion(target)
        dropPrivate(&conversion)
        while version != wanted {
            let next = MessageVersion(
                rawValue: version.rawValue &+ (wanted.rawValue > version.rawValue ? 1 : UInt16.max))
            guard let next else { break }
            VersionStep(from: version, to: next, near: moment).run(&conversion)
            version = next
        }
        fit(&conversion)
        conversion.notes.sort { ($0.field, $0.kind.rawValue) < ($1.field, $1.kind.rawValue) }
        return conversion
    }

    /// Fields whose meaning only the two ends of a line know, or that are bound to the bytes.
    private func dropPrivate(_ conversion: inout Conversion) {
        for field in [64, 128, 192] where conversion.message.has(field) {
            conversion.message[bytes: field] = nil
            conversion.notes.append(
                ConversionNote(.lost, field, "a MAC is over the bytes: compute it anew", "MAC须按新报文重新计算"))
        }
        let kinds = [source, target].map(\.responseTable)
        guard kinds.contains(.unionPay), kinds.contains(.hypercom) else { return }
        for field in [46, 47, 48, 56, 57, 58, 59, 60, 61, 62, 63] where conversion.message.has(field) {
            conversion.message[bytes: field] = nil
            conversion.notes.append(
                ConversionNote(
                    .lost, field, "a private field: the dialects mean different things by it", "自定义域, 两种规范含义不同"))
        }
    }

    /// Puts every content into the form that the target has for it.
    private func fit(_ conversion: inout Conversion) {
        if let unread = conversion.message.unread {
            conversion.notes += unread.fields.map {
                ConversionNote(.lost, $0, "the dialect of the message does not have it", "原规范没有此域")
            }
        }
        var fitted = Message(conversion.message.mti)
        for field in conversion.message.fields {
            guard let format = target.format(of: field) else {
                conversion.notes.append(
                    ConversionNote(.lost, field, "\(target.id) does not have this field", "\(target.id)没有此域"))
                continue
            }
            let content = FittedContent(format).content(conversion.message[bytes: field] ?? [])
            var alone = Message(fitted.mti)
            alone[bytes: field] = content
            do throws(ISO8583Error) {
                _ = try target.encode(alone)
                fitted[bytes: field] = content
            } catch {
                conversion.notes.append(
                    ConversionNote(
                        .lost, field, "it does not fit \(target.id): \(error.description)",
                        "不符合\(target.id)的格式: \(error.description)"))
            }
        }
        conversion.message = fitted
    }
}

/// A content in the form that a format has for the same meaning.
struct FittedContent {
    private let format: FieldFormat

    init(_ format: FieldFormat) { self.format = format }

    func content(_ content: [UInt8]) -> [UInt8] {
        switch format.content {
        case .track: return content.map { $0 == 0x3D ? 0x44 : $0 }
        case .digits:
            guard case .fixed(let count) = format.length, content.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return content
            }
            return digits(content, count)
        case .text:
            let trimmed = content.prefix((content.lastIndex { $0 != 0x20 } ?? -1) + 1)
            guard case .fixed(let count) = format.length else { return [UInt8](trimmed) }
            return trimmed + [UInt8](repeating: 0x20, count: max(0, count - trimmed.count))
        case .binary, .signed: return content
        }
    }

    private func digits(_ content: [UInt8], _ count: Int) -> [UInt8] {
        let surplus = content.count - count
        if surplus <= 0 { return [UInt8](repeating: 0x30, count: -surplus) + content }
        return content.prefix(surplus).allSatisfy { $0 == 0x30 } ? [UInt8](content.dropFirst(surplus)) : content
    }
}
