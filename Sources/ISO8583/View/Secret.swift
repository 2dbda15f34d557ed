/// A part of a field's content that must not be seen: where it is, and what it is. Never the content itself.
public struct Secret: Equatable, Sendable {
    /// What is secret.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// Digits of an account number between the first six and the last four. Source: PCI DSS 3.4.
        case accountNumber
        /// Track data: what lies behind the account number, or a track that cannot be taken apart.
        case track
        /// An encrypted PIN.
        case pinBlock
        /// Keys, and private fields that may carry them.
        case key
        /// A message authentication code.
        case mac
        /// A cardholder's name.
        case name
        /// Anything else of a card.
        case cardData
    }

    /// What is secret.
    public var kind: Kind
    /// Which places of the content, counted from 0.
    public var range: Range<Int>
    /// True when places are half bytes of binary content, false when they are digits, characters or bytes.
    public var isInNibbles: Bool

    /// A secret part.
    public init(_ kind: Kind, _ range: Range<Int>, isInNibbles: Bool = false) {
        self.kind = kind
        self.range = range
        self.isInNibbles = isInNibbles
    }
}

extension Dialect {
    /// What of a field's content must not be seen: the one rule that views, reports and masked copies all follow.
    ///
    /// - Returns: Parts in ascending order; empty when all of the content may be seen or the field is absent. A field that
    ///   the dialect does not have is secret as a whole, since nobody knows what is in it.
    public func secrets(of field: Int, in message: Message) -> [Secret] {
        guard let content = message[bytes: field], !content.isEmpty else { return [] }
        let all = 0..<content.count
        guard let format = format(of: field) else { return [Secret(.cardData, all)] }
        switch field {
        case 2: return AccountDigits.hidden(content, all) ?? [Secret(.accountNumber, all)]
        case 35: return AccountDigits.hiddenTrack(content, all) ?? [Secret(.track, all)]
        case 36, 45: return [Secret(.track, all)]
        case 52: return [Secret(.pinBlock, all)]
        case 55: return ChipSecrets.of(content)
        case 64, 128: return format.content == .binary ? [Secret(.mac, all)] : []
        case 96 where format.isSensitive: return [Secret(.key, all)]
        // Working keys come in field 62 of a sign-on's answer, whatever else the field carries.
        case 62 where format.isSensitive || message.mti.messageClass == 8: return [Secret(.key, all)]
        // An upload carries account numbers in the field that carries totals elsewhere.
        case 48 where message.mti.messageClass == 3: return UploadDigits.secrets(content)
        default: break
        }
        if format.isSensitive { return [Secret(.cardData, all)] }
        if case .berTLV? = self[field]?.layout {
            return format.content == .binary ? ChipSecrets.of(content) : [Secret(.cardData, all)]
        }
        let parts = secretParts(of: field, content)
        guard Dialect.mayHoldNumbers(field) else { return parts }
        let numbers =
            format.content == .binary ? AccountDigits.foundInBytes(content) : AccountDigits.found(in: content)
        // What a part hides already needs no second mark.
        let others = numbers.filter { number in
            !parts.contains { $0.isInNibbles == number.isInNibbles && $0.range.overlaps(number.range) }
        }
        return (parts + others).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// What must not be seen of the parts of a composite field; all of it when it cannot be taken apart and should have
    /// secret parts. Numbers are looked for in each part by itself: lengths and tags are digits too.
    private func secretParts(of field: Int, _ content: [UInt8]) -> [Secret] {
        guard let layout = self[field]?.layout else { return [] }
        let hasSecrets = layout.parts.contains { $0.format.isSensitive }
        do {
            return try layout.split(content, field: field).flatMap { value -> [Secret] in
                guard let part = layout.parts.first(where: { $0.key == value.key }) else {
                    // Where some parts are secret, one that nobody knows may be.
                    let all = value.offset..<value.offset + value.content.count
                    return hasSecrets ? [Secret(.cardData, all)] : Dialect.shifted(value)
                }
                let count = FieldPlan(part.format).byteCount(units: value.content.count)
                if value.isSensitive { return [Secret(.cardData, value.offset..<value.offset + count)] }
                return count == value.content.count ? Dialect.shifted(value) : []
            }
        } catch {
            return hasSecrets ? [Secret(.cardData, 0..<content.count)] : []
        }
    }

    private static func shifted(_ value: SubfieldValue) -> [Secret] {
        AccountDigits.found(in: value.content).map {
            Secret($0.kind, $0.range.lowerBound + value.offset..<$0.range.upperBound + value.offset)
        }
    }

    /// Fields whose content nobody prescribes: an account number may be anywhere in them.
    private static func mayHoldNumbers(_ field: Int) -> Bool {
        (43...48).contains(field) || (56...63).contains(field) || field == 72 || field == 98
            || (104...127).contains(field) || field > 128
    }
}

/// Account numbers of an upload block.
private enum UploadDigits {
    static func secrets(_ content: [UInt8]) -> [Secret] {
        // The end of an upload carries only a count.
        if content.count <= 4 { return [] }
        do {
            _ = try UploadBlock48(Digits.text(content))
        } catch {
            return [Secret(.accountNumber, 0..<content.count)]
        }
        var secrets: [Secret] = []
        for start in stride(from: 2, to: content.count, by: 40) {
            var first = start + 8
            while first < start + 28, content[first] == 0x30 { first += 1 }
            secrets +=
                AccountDigits.hidden(content, first..<start + 28) ?? [Secret(.accountNumber, start + 8..<start + 28)]
        }
        return secrets
    }
}

extension FieldLayout {
    /// The parts that the layout knows.
    public var parts: [Subfield] {
        switch self {
        case .positional(let parts), .tagged(_, let parts), .bitmap(_, let parts): parts
        case .berTLV: []
        }
    }
}
