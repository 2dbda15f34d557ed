import ISO8583

extension FuzzTarget {
    /// Data objects by every rule; the first byte says by which.
    static let tlv = FuzzTarget(name: "tlv") { bytes in
        guard let (rules, rest) = choose(bytes, from: allRules) else { return nil }
        do throws(TLVError) {
            let list = try TLVList(decoding: rest, rules: rules)
            guard list.encoded() == rest, list.encodedCount == rest.count else { return "other bytes come back" }
            guard try count(TLVReader(rest, rules: rules), rules) == count(list) else { return "other objects" }
        } catch {
            guard (0...rest.count).contains(error.offset) else { return "the error lies outside: \(error)" }
        }
        do throws(TLVError) {
            let wanted = try DOL(decoding: rest)
            guard wanted.encoded() == rest else { return "another data object list comes back" }
        } catch {
            guard (0...rest.count).contains(error.offset) else { return "the error lies outside: \(error)" }
        }
        return nil
    }

    private static let allRules = [TLVRules.Padding.none, .zeros, .zerosAndOnes].flatMap {
        [TLVRules(padding: $0), TLVRules(padding: $0, opensConstructed: false)]
    }

    private static func count(_ source: TLVReader, _ rules: TLVRules) throws(TLVError) -> Int {
        var reader = source
        var total = 0
        while let element = try reader.next() {
            total += 1
            if rules.opensConstructed, element.tag.isConstructed {
                total += try count(reader.contents(of: element), rules)
            }
        }
        return total
    }

    private static func count(_ list: TLVList) -> Int {
        list.objects.reduce(0) { $0 + 1 + ($1.objects.map { count($0) } ?? 0) }
    }
}
