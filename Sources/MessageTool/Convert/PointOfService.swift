/// How a card was read: three digits of field 22 and two of field 25 in ISO 8583:1987, twelve characters of field 22 in 1993.
///
/// Sources: ISO 8583:1987, fields 22 and 25; ISO 8583:1993, field 22: 1 reading capability, 2 authentication capability, 3
/// card capture, 4 environment, 5 cardholder, 6 card, 7 reading mode, 8 and 9 authentication, 10 writing, 11 display and
/// print, 12 longest PIN.
enum PointOfService {
    /// Entry mode and reading mode; several old ones are one new one.
    private static let modes: [(old: String, new: Character)] = [
        ("00", "0"), ("01", "6"), ("02", "2"), ("03", "3"), ("04", "4"), ("05", "5"), ("90", "2"), ("95", "5"),
    ]

    /// Condition code, and the characters at places 4, 5 and 6.
    private static let conditions: [(old: String, new: String)] = [
        ("00", "101"), ("01", "110"), ("02", "201"), ("05", "100"), ("08", "120"),
    ]

    /// Twelve characters; nil for a mode or condition that has no place in them.
    static func join(entryMode: String, condition: String?) -> String? {
        guard entryMode.utf8.count == 3, let mode = modes.first(where: { $0.old == entryMode.prefix(2) })?.new,
            let pin = ["0": ("0", "1"), "1": ("1", "1"), "2": ("0", "0")][entryMode.suffix(1)]
        else { return nil }
        let place: String
        if let condition {
            guard let known = conditions.first(where: { $0.old == condition })?.new else { return nil }
            place = known
        } else {
            place = "099"
        }
        return "0" + pin.0 + "0" + place + String(mode) + "0" + "0" + "0" + "0" + pin.1
    }

    /// Entry mode and condition code; nil where the twelve characters say something that they cannot.
    static func split(_ code: String) -> (entryMode: String, condition: String?)? {
        let characters = Array(code)
        guard characters.count == 12, let mode = modes.first(where: { $0.new == characters[6] })?.old else {
            return nil
        }
        let pin = characters[1] == "1" ? "1" : characters[11] == "0" ? "2" : "0"
        return (mode + pin, conditions.first { $0.new == String(characters[3...5]) }?.old)
    }
}
