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

    static func lateness(_ armed: ReplayRecorder.Armed) -> Int64? {
        switch armed {
        case .request(_, .late(let by)), .response(_, .late(let by)), .request(_, .doubled(let by)),
            .response(_, .doubled(let by)):
            by
        default: nil
        }
    }

    static func fault(_ armed: ReplayRecorder.Armed) -> String? {
        switch armed {
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
        case .request(let number, let damage): return "{do: \(name(damage)), way: to-host, nth: \(number)}"
        case .response(let number, let damage): return "{do: \(name(damage)), way: to-terminal, nth: \(number)}"
        case .cut, .forgets: return nil
        }
    }

    static func name(_ damage: ReplayRecorder.MessageDamage) -> String {
        switch damage {
        case .lost: "lose"
        case .doubled(let by): "double, by: \(by / pace)"
        case .late(let by): "delay, by: \(by / pace)"
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
