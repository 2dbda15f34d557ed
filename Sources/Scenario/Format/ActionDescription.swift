import Settlement

extension Action: CustomStringConvertible {
    /// The step in words.
    public var description: String {
        switch self {
        case .signOn: "sign on"
        case .sale(let card, let amount, _, _): "sale \(decimalAmount(amount, exponent: 2)) with \(card)"
        case .void(let label): "void of \"\(label)\""
        case .refund(let card, let amount, let label):
            "refund \(decimalAmount(amount, exponent: 2)) of \"\(label)\" to \(card)"
        case .settle: "settle"
        case .press(let keys): "press " + keys.joined(separator: " ")
        case .swipe(let card): "swipe \(card)"
        case .misread: "swipe a card that cannot be read"
        case .wait(let seconds): "wait \(seconds) s"
        case .skip(let seconds): "time passes: \(Action.duration(seconds))"
        case .skipTo(let time): "time passes until \(time)"
        case .line(let isCut): isCut ? "the line is cut" : "the line is back"
        case .fault(let fault):
            "fault is set: \(fault.kind.rawValue) at \(fault.match.mti ?? (fault.kind.isOfLine ? "frame" : "message")) number \(fault.nth)"
                + (fault.way.map { " \($0.rawValue)" } ?? "")
        case .release(let label): "the message \"\(label)\" goes on"
        case .host(let isUp): isUp ? "the host starts" : "the host stops"
        case .printer(nil, _): "the printer is ready"
        case .printer(let problem?, let lines): "the printer fails: \(problem) after \(lines) lines"
        case .power(let isOn): isOn ? "power comes back" : "power is cut"
        case .shop(let step): step.description
        case .expect(let expectations, _): "expect " + expectations.map(\.name).joined(separator: ", ")
        }
    }

    private static func duration(_ seconds: Int64) -> String {
        let parts = [
            (seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined(separator: " ")
    }
}

extension Expectation {
    /// What is looked at.
    var name: String {
        switch self {
        case .display(let screen, let texts): "display " + ([screen].compactMap { $0 } + texts).joined(separator: ", ")
        case .paper: "paper"
        case .wire(let match, _): "wire \(match.mti ?? "")"
        case .passed(let way, let count): "\(count) messages \(way.rawValue)"
        case .atRest: "the terminal at rest"
        case .ledger(let batch): "ledger batch \(batch.batch)"
        case .journal(let batch): "journal batch \(batch.batch)"
        case .log(let code, let count): "log \(code)" + (count.map { ", \($0) times" } ?? "")
        case .rule(let name, _): "rule \"\(name)\""
        case .struck(let faults, let cuts):
            "struck" + (faults.map { ", \($0) faults" } ?? "") + (cuts.map { ", \($0) power cuts" } ?? "")
        case .equal: "ledger equals journal"
        }
    }
}
