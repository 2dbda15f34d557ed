import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

/// A host that takes everything: what a test says of it is what differs from that.
extension Desk {
    /// Answers what waits, as long as something does.
    ///
    /// - Parameters:
    ///   - balanced: What the first totals are answered with.
    ///   - code: The code for a request, where it is not 00.
    /// - Returns: The requests in their order.
    @discardableResult
    mutating func serve(
        balanced: Bool = true, _ code: (Message) -> String? = { _ in nil }
    ) throws -> [Message] {
        var seen: [Message] = []
        while let request = requests.first {
            try #require(seen.count < 200, "the terminal does not come to an end")
            seen.append(request)
            try answerKindly(balanced: balanced, code(request))
        }
        return seen
    }

    /// Answers the oldest request: totals by what both sides count, all others with 00, or with the code.
    mutating func answerKindly(balanced: Bool = true, _ code: String? = nil) throws {
        let request = try #require(requests.first)
        guard request.mti == .reconciliationRequest, code == nil else {
            return try answer(code ?? "00") { response in
                if request.mti.messageClass == 1 || request.mti.messageClass == 2 { response[text: 38] = "123456" }
            }
        }
        switch terminal.parameters.style {
        case .unionPay:
            let flag: BalanceFlag = balanced ? .balanced : .unbalanced
            let text = try ReconciliationTotals48(domestic: .init(flag: flag), foreign: .init(flag: flag)).text()
            try answer("00") { $0[text: 48] = text }
        case .hypercom: try answer(balanced || request[text: 3] == "960000" ? "00" : "95")
        }
    }

    /// A sale that the host approves.
    ///
    /// - Returns: Its trace number.
    @discardableResult
    mutating func approvedSale(_ minorUnits: Int = 500, _ track: String = Desk.visa) throws -> TraceNumber {
        try sale(minorUnits, track)
        try answerKindly()
        return try lastTrace()
    }

    /// An approved pre-authorization with the code 123456.
    @discardableResult
    mutating func approvedPreAuthorization(_ minorUnits: Int = 10_000) throws -> TraceNumber {
        try preAuthorize(minorUnits)
        try answerKindly()
        return try lastTrace()
    }
}

extension Message {
    /// Type indicator and processing code: what kind of message it is.
    var kind: String { mti.description + (self[text: 3].map { " " + $0 } ?? "") }
}
