import AcquirerHost
import Settlement
import TerminalFirmware

/// What a scenario file calls things.
extension ReplayScenario {
    static func profile(_ profile: HostProfile) -> String {
        "{capture: \(profile.capture.rawValue), imbalance: \(profile.imbalance.rawValue), "
            + "repeated-close: \"\(profile.repeatedClose.rawValue)\", after-upload: \(profile.afterUpload.rawValue), "
            + "wrong-batch: \"\(profile.wrongBatch)\"}"
    }

    static func powerCut(_ armed: ReplayRecorder.Armed) -> String? {
        guard case .cut(let start, let operation, let shape) = armed else { return nil }
        let form =
            switch shape {
            case .before: "before"
            case .torn(let words, let mask): "torn:\(words):\(mask)"
            case .after: "after"
            }
        return "{start: \(start), at: \"\(operation):\(form)\"}"
    }

    static func rule(_ armed: ReplayRecorder.Armed) -> String? {
        guard case .forgets(let mti, let amount, let nth) = armed else { return nil }
        return "{name: the host forgets to book, when: {mti: \"\(paddedHex(mti))\", "
            + "amount: \"\(decimalAmount(amount, exponent: 2))\", nth: \(nth)}, do: approve-without-booking}"
    }

    /// A type indicator as its four digits.
    private static func paddedHex(_ mti: Int) -> String {
        let digits = String(mti, radix: 16)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// The name by which a step lets the message of this fault go on.
    static func label(_ fault: Int) -> String { "late-\(fault + 1)" }

    /// The fault that was armed in this place; nil for what stands elsewhere in a file.
    static func fault(_ recorder: ReplayRecorder, _ place: Int) -> String? {
        let by = recorder.paced.contains(place) ? nil : label(place)
        switch recorder.armed[place] {
        case .frame(let toTerminal, let unit, let nth, let damage):
            let what =
                switch damage {
                case .byteLost(let index): "byte-lost, byte: \(index)"
                case .byteChanged(let index, let bits): "byte-changed, byte: \(index), bits: \(bits)"
                case .byteDoubled(let index): "byte-doubled, byte: \(index)"
                case .cut(let count): "frame-cut, byte: \(count)"
                }
            var of = "part: \(unit.isAcknowledgement ? "acknowledgement" : "frame"), "
            if let mti = unit.mti, let trace = unit.trace {
                of += "mti: \"\(paddedHex(mti))\", field: {11: \"\(paddedDecimal(UInt64(trace), width: 6))\"}, "
            }
            return "{do: \(what), way: \(toTerminal ? "to-terminal" : "to-host"), \(of)nth: \(nth)}"
        case .request(let number, let damage): return "{do: \(name(damage, by)), way: to-host, nth: \(number)}"
        case .response(let number, let damage): return "{do: \(name(damage, by)), way: to-terminal, nth: \(number)}"
        case .cut, .forgets: return nil
        }
    }

    /// - Parameter label: The name by which it is let go on; nil when it goes on after its time.
    static func name(_ damage: ReplayRecorder.MessageDamage, _ label: String?) -> String {
        switch damage {
        case .lost: "lose"
        case .doubled(let by): "double, " + (label.map { "as: \($0)" } ?? "by: \(by / pace)")
        case .late(let by): "delay, " + (label.map { "as: \($0)" } ?? "by: \(max(1, by / pace))")
        case .overtaken: "overtake"
        case .wrongMAC: "wrong-mac"
        case .hostRestarts: "restart-host"
        }
    }

    static func name(_ problem: PrinterProblem) -> String {
        switch problem {
        case .noPaper: "no-paper"
        case .jammed: "jammed"
        case .overheated: "overheated"
        }
    }

    static func name(_ key: Key) -> String {
        switch key {
        case .digit(let digit): "\(digit)"
        case .enter: "ENTER"
        case .clear: "CLEAR"
        case .cancel: "CANCEL"
        case .function: "FUNC"
        }
    }

    static func minute(_ second: Int64) -> String {
        ClockTime(secondNumber: second).description.replacing(" ", with: "T")
    }
}
