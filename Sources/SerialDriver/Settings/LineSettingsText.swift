/// What is wrong with line settings that were written down.
public struct LineSettingsError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was written.
    public let text: String
    /// The part that is wrong.
    public let part: String
    /// Byte offset of that part in the text.
    public let offset: Int
    /// Why.
    public let why: String

    /// What happened.
    public var what: String { "\"\(text)\" are no line settings" }
    /// What to do.
    public var nextStep: String { "write speed, form and flow control, for example 9600, 9600 7E1, 115200,8N1,rtscts" }
    /// What, where, why, next.
    public var description: String { "\(what)\n  why:  \"\(part)\" at byte \(offset): \(why)\n  next: \(nextStep)" }
}

extension LineSettings: CustomStringConvertible {
    /// As people write it: `9600 7E1`, with flow control behind it if there is any.
    public var description: String {
        let letter =
            switch parity {
            case .none: "N"
            case .even: "E"
            case .odd: "O"
            case .mark: "M"
            case .space: "S"
            }
        let form = "\(baud) \(dataBits.rawValue)\(letter)\(stopBits.rawValue)"
        return flowControl == .none ? form : form + " " + flowControl.rawValue
    }

    /// Reads settings as people write them: a speed, then in any order the form (`8N1`, `7E1`) and the flow control
    /// (`none`, `xonxoff`, `rtscts`), with spaces, commas or colons between.
    ///
    /// - Throws: `LineSettingsError`, with the place of what is wrong.
    public init(parsing text: String) throws(LineSettingsError) {
        var settings: LineSettings?
        for (part, offset) in LineSettings.parts(text) {
            func wrong(_ why: String) -> LineSettingsError {
                LineSettingsError(text: text, part: part, offset: offset, why: why)
            }
            guard settings != nil else {
                guard let baud = Int(part), LineSettings.speeds.contains(baud) else {
                    throw wrong("the speed comes first, 1 to \(LineSettings.speeds.upperBound) bits per second")
                }
                settings = LineSettings(baud: baud)
                continue
            }
            if let flow = FlowControl(rawValue: part.lowercased()) {
                settings?.flowControl = flow
            } else if let form = LineSettings.form(part) {
                settings?.dataBits = form.0
                settings?.parity = form.1
                settings?.stopBits = form.2
            } else {
                throw wrong("it is neither a form (5 to 8, one of N E O M S, 1 or 2) nor none, xonxoff or rtscts")
            }
        }
        guard let settings else {
            throw LineSettingsError(text: text, part: "", offset: 0, why: "there is no speed")
        }
        self = settings
    }

    private static func form(_ part: String) -> (DataBits, Parity, StopBits)? {
        let letters = Array(part.uppercased())
        guard letters.count == 3, let bits = letters[0].wholeNumberValue.flatMap(DataBits.init(rawValue:)),
            let stop = letters[2].wholeNumberValue.flatMap(StopBits.init(rawValue:))
        else { return nil }
        let parities: [Character: Parity] = ["N": .none, "E": .even, "O": .odd, "M": .mark, "S": .space]
        return parities[letters[1]].map { (bits, $0, stop) }
    }

    private static func parts(_ text: String) -> [(String, Int)] {
        var found: [(String, Int)] = []
        var part: [UInt8] = []
        for (offset, byte) in (Array(text.utf8) + [UInt8(ascii: " ")]).enumerated() {
            if [UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: ":")].contains(byte) {
                if !part.isEmpty { found.append((String(decoding: part, as: UTF8.self), offset - part.count)) }
                part = []
            } else {
                part.append(byte)
            }
        }
        return found
    }
}
