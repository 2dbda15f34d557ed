import ISO8583
import MessageTool
import Testing

/// What tshark must find in a message: the codec's values under the dissector's names.
struct Wanted {
    let tshark: Tshark
    let dialect: Dialect

    /// Content as the dissector spells it: characters, or upper-case hexadecimal digits.
    private func spelled(_ content: [UInt8], _ format: FieldFormat) -> String {
        let isReadable = content.allSatisfy { (0x20..<0x7F).contains($0) }
        return format.content == .binary || !isReadable
            ? Hexadecimal.upper(content) : String(decoding: content, as: UTF8.self)
    }

    /// Compares fields, parts and objects of a message with what was found.
    func compare(_ message: Message, _ found: Tshark.Found, _ place: String) throws {
        #expect(found[tshark.key("mti")] == [message.mti.description], "\(place)")
        let prefix = tshark.key("f")
        let numbers = found.keys.filter { $0.hasPrefix(prefix) }.compactMap { Int($0.dropFirst(prefix.count)) }
        #expect(numbers.sorted() == message.fields, "\(place)")
        var tags: [String: [String]] = [:]
        for number in message.fields {
            guard let field = dialect[number], let content = message[bytes: number] else { continue }
            let values = found[tshark.key("f\(number)")]
            #expect(values == [spelled(content, field.format)], "\(place), field \(number)")
            switch field.layout {
            case nil: break
            case .berTLV: add(TLVReader(content), content, to: &tags)
            default: try compareParts(field, content, found, place)
            }
            try compareLayoutFault(number, message, found, place)
        }
        let tagPrefix = tshark.key("tag.")
        for (tag, values) in found where tag.hasPrefix(tagPrefix) && !tag.hasSuffix("_tree") {
            let name = String(tag.dropFirst(tagPrefix.count))
            #expect(values.sorted() == tags.removeValue(forKey: name)?.sorted(), "\(place), tag \(name)")
        }
        #expect(tags.isEmpty, "\(place), tags \(tags.keys)")
    }

    /// Every object that can be read, those within others too, by the last part of the dissector's name.
    private func add(_ reader: TLVReader, _ content: [UInt8], to tags: inout [String: [String]]) {
        for (element, nested) in list(reader).objects {
            let hex = Hexadecimal.upper(content[element.value])
            let isKnown = EMVTag(element.tag).isKnown
            let key = isKnown ? "\(element.tag)".lowercased() : "other"
            tags[key, default: []].append(isKnown ? hex : "\(element.tag): \(hex)")
            // A value that only looks constructed stays bytes.
            if element.tag.isConstructed, element.depth < TLVRules.mostDepth, list(nested).isWhole {
                add(nested, content, to: &tags)
            }
        }
    }

    private func list(_ reader: TLVReader) -> (objects: [(TLVElement, TLVReader)], isWhole: Bool) {
        var reader = reader
        var objects: [(TLVElement, TLVReader)] = []
        do {
            while let element = try reader.next() {
                objects.append((element, reader.contents(of: element)))
            }
            return (objects, true)
        } catch {
            return (objects, false)
        }
    }

    private func compareParts(
        _ field: FieldDefinition, _ content: [UInt8], _ found: Tshark.Found, _ place: String
    ) throws {
        let parts: [SubfieldValue]
        do { parts = try field.layout?.split(content, field: field.number) ?? [] } catch { return }
        let formats: [Subfield] =
            switch field.layout {
            case .positional(let parts), .tagged(_, let parts), .bitmap(_, let parts): parts
            default: []
            }
        var wanted: [String: [String]] = [:]
        for part in parts {
            let key = tshark.key("f\(field.number).")
            if let known = formats.first(where: { $0.key == part.key }) {
                wanted[key + part.key.lowercased(), default: []].append(spelled(part.content, known.format))
            } else if part.key == SubfieldValue.rest {
                wanted[key + "rest", default: []].append(Hexadecimal.upper(part.content))
            } else {
                wanted[key + "other", default: []].append(part.key + ": " + Hexadecimal.upper(part.content))
            }
        }
        for (key, values) in wanted { #expect(found[key] == values, "\(place), \(key)") }
    }

    /// What the layout of a field finds wrong is said in the same words.
    private func compareLayoutFault(
        _ number: Int, _ message: Message, _ found: Tshark.Found, _ place: String
    ) throws {
        do { _ = try dialect.subfields(of: number, in: message) } catch {
            #expect(found["_ws.expert.message"]?.contains(error.description) == true, "\(place): \(error)")
        }
    }
}
