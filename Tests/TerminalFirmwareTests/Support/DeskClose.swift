import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

/// What the closes of these tests begin with, and how they are answered.
extension Desk {
    /// A batch with two sales (one of a chip), a void of a third, a refund, and an offline sale that the host has.
    static func fullBatch(_ style: SettlementStyle, _ change: (inout TerminalParameters) -> Void = { _ in }) throws
        -> Desk
    {
        var desk = try Desk.ready {
            $0.style = style
            $0.recordsPerUpload = 2
            change(&$0)
        }
        try desk.approvedSale(1000, Desk.domestic)
        try desk.toIdle()
        try desk.type(2000)
        try desk.insert()
        try desk.answerKindly()
        try desk.void(try desk.approvedSale(300, Desk.domestic))
        try desk.answerKindly()
        try desk.refund(400)
        try desk.answerKindly()
        try desk.offlineSale(500, code: "778899")
        try desk.give(.timer(.retry))
        try desk.answerKindly()
        try desk.toIdle()
        return desk
    }

    /// What the full batch comes to.
    static let fullNet: Int64 = 1000 + 2000 - 400 + 500

    /// Answers a sign-on with this batch number, as a centre that counts another one does.
    mutating func answerSignOn(batch: String) throws {
        #expect(requests.first?.mti == .networkRequest)
        try answer("00") { $0[text: 60] = "00" + batch + "003" }
    }

    /// Answers as a centre that has closed batch 1 by itself and never got what is stored: 77 to advices of that batch, the
    /// number 2 to sign-ons.
    ///
    /// - Parameter isOver: Where to stop: before a request that it holds for.
    mutating func serveClosed(balanced: Bool = true, until isOver: (Message) -> Bool = { _ in false }) throws {
        for _ in 0..<20 {
            guard let request = requests.first, !isOver(request) else { return }
            if request.mti == .networkRequest {
                try answerSignOn(batch: "000002")
            } else if request.mti == .financialAdvice, request[text: 60]?.dropFirst(2).prefix(6) == "000001" {
                try answer("77")
            } else {
                try answerKindly(balanced: balanced)
            }
        }
    }

    var isSettled: Bool { terminal.book.close == .open && terminal.book.closed.count == 1 }
}

/// A way through a close.
struct CloseWay: Sendable, CustomTestStringConvertible {
    let style: SettlementStyle
    let isBalanced: Bool

    static let all = SettlementStyle.allCases.flatMap { style in
        [true, false].map { CloseWay(style: style, isBalanced: $0) }
    }

    var testDescription: String { "\(style), \(isBalanced ? "balanced" : "not balanced")" }
}
