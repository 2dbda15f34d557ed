import ISO8583
import Testing
import TestSupport

@Suite("TLV, any tree and any bytes")
struct TLVPropertyTests {
    @Test("a random tree encodes and decodes to the same tree", arguments: 0..<40)
    func trees(_ seed: Int) throws {
        var random = Random(state: UInt64(seed))
        for _ in 0..<25 {
            let list = TLVPropertyTests.list(depth: 1, &random)
            let encoded = list.encoded()
            #expect(encoded.count == list.encodedCount)
            #expect(try TLVList(decoding: encoded) == list)
        }
    }

    @Test("bytes that decode encode to the same bytes, by every rule", arguments: 0..<40)
    func anyBytes(_ seed: Int) {
        var random = Random(state: UInt64(seed) ^ 0x5EED)
        var decoded = 0
        for _ in 0..<500 {
            let input = TLVPropertyTests.noise(&random)
            for padding in [TLVRules.Padding.none, .zeros, .zerosAndOnes] {
                for opens in [true, false] {
                    let rules = TLVRules(padding: padding, opensConstructed: opens)
                    guard let list = try? TLVList(decoding: input, rules: rules) else { continue }
                    decoded += 1
                    #expect(list.encoded() == input)
                }
            }
        }
        #expect(decoded > 100)
    }

    @Test("an edited field 55 decodes or says where it is wrong, within its bytes", arguments: 0..<20)
    func mutations(_ seed: Int) {
        var random = Random(state: UInt64(seed) ^ 0xF1E1D)
        for _ in 0..<200 {
            var input = sampleField55
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                input[Int.random(in: 0..<input.count, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            if Bool.random(using: &random) { input.removeLast(Int.random(in: 1..<input.count, using: &random)) }
            do {
                #expect(try TLVList(decoding: input).encoded() == input)
            } catch {
                #expect(error.offset >= 0 && error.offset <= input.count)
            }
        }
    }

    @Test("every cut of field 55 is an error or ends between two objects")
    func cuts() throws {
        var ends: Set<Int> = [0]
        var reader = TLVReader(sampleField55)
        while let element = try reader.next() { ends.insert(element.value.upperBound) }
        for count in 0..<sampleField55.count {
            let decoded = (try? TLVList(decoding: Array(sampleField55.prefix(count)))) != nil
            #expect(decoded == ends.contains(count))
        }
    }

    private static let leaves: [UInt32] = [0x5A, 0x95, 0x9F26, 0x9F10, 0xDF8129, 0x02, 0xDF81_810A, 0x1F00, 0x8A]
    private static let templates: [UInt32] = [0x6F, 0xA5, 0x70, 0xBF0C, 0xFF8106, 0xFF00]

    private static func list(depth: Int, _ random: inout Random) -> TLVList {
        var list = TLVList()
        for _ in 0..<Int.random(in: 0...(depth == 1 ? 6 : 3), using: &random) {
            let nested = depth < TLVRules.mostDepth && Int.random(in: 0..<3, using: &random) == 0
            guard let tag = (nested ? templates : leaves).randomElement(using: &random).flatMap({ TLVTag($0) })
            else { continue }
            var object =
                nested
                ? TLVObject(tag, Self.list(depth: depth + 1, &random)) : TLVObject(tag, value(&random))
            if let form = TLVLengthForm.allCases.randomElement(using: &random) { object.lengthForm = form }
            object.padding = zeros(&random)
            list.append(object)
        }
        list.trailingPadding = zeros(&random)
        return list
    }

    private static func zeros(_ random: inout Random) -> [UInt8] {
        Bool.random(using: &random) ? [] : Array(repeating: 0, count: Int.random(in: 0...3, using: &random))
    }

    private static func value(_ random: inout Random) -> [UInt8] {
        let count = [0, 1, 2, 8, 127, 128, 255, 256].randomElement(using: &random) ?? 0
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    /// Bytes that are often, not always, an object.
    private static func noise(_ random: inout Random) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.append([0x00, 0xFF, 0x80, 0x81, 0x9F].randomElement(using: &random) ?? 0)
            case 1: bytes += [UInt8.random(in: .min ... .max, using: &random), 0]
            case 2: bytes += [0x95, 0x81, 0x01, UInt8.random(in: .min ... .max, using: &random)]
            default: bytes += [0x6F, 0x03, 0x95, 0x01, UInt8.random(in: .min ... .max, using: &random)]
            }
        }
        return bytes
    }
}
