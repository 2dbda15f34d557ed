/// How many messages went each way.
public struct MessageCounts: Sendable, Equatable, Codable {
    private var counts = [0, 0, 0, 0]

    /// None yet.
    public init() {}

    /// So many went this way.
    public subscript(way: MessageWay) -> Int {
        get { counts[MessageCounts.place(way)] }
        set { counts[MessageCounts.place(way)] = newValue }
    }

    /// All of them.
    public var total: Int { counts.reduce(0, +) }

    private static func place(_ way: MessageWay) -> Int {
        switch way {
        case .frameOut: 0
        case .frameIn: 1
        case .request: 2
        case .response: 3
        }
    }
}

/// A plan while it is played: which of its faults struck, and where the run was then.
package final class PlannedFaults {
    private var cuts: [Int: PlannedFault.CutForm] = [:]
    private var messages: [MessageWay: [Int: MessageFault]] = [:]
    /// Messages so far.
    private(set) var passed = MessageCounts()
    /// Sectors that were erased so far.
    var erases = 0
    /// Planned faults that struck, in order.
    package private(set) var struck: [PlannedFault] = []
    /// Messages so far when the last planned fault struck.
    private(set) var passedAtStrike = MessageCounts()
    /// Flash operations so far when the last planned fault struck.
    private(set) var operationsAtStrike = 0
    private var operations = 0
    /// The flash operation after the last planned cut at which the terminal showed its ready screen again.
    private(set) var recoveredAt: Int?
    /// No byte of the line arrives before: the moment until which the line holds its bytes back, by direction.
    var heldUntil: [MessageWay: Int64] = [:]
    /// A message that waits for the next one of its way.
    var overtaken: [MessageWay: [UInt8]] = [:]

    /// A plan that nothing of was played yet.
    package init(_ plan: FaultPlan) {
        for fault in plan.faults {
            switch fault {
            case .cut(let operation, let form): cuts[operation] = form
            case .message(let way, let number, let fault): messages[way, default: [:]][number] = fault
            }
        }
    }

    /// How the power fails at this operation, if it does.
    func cut(at operation: Int) -> PlannedFault.CutForm? {
        operations = operation
        guard let form = cuts.removeValue(forKey: operation) else { return nil }
        note(.cut(operation: operation, form))
        recoveredAt = nil
        return form
    }

    /// Another message goes this way: what happens to it.
    func next(_ way: MessageWay) -> MessageFault? {
        passed[way] += 1
        let number = passed[way]
        guard let fault = messages[way]?.removeValue(forKey: number) else { return nil }
        note(.message(way, number: number, fault))
        return fault
    }

    /// The terminal shows its ready screen, after so many flash operations.
    func recovered(at operation: Int) {
        if !struck.isEmpty, recoveredAt == nil { recoveredAt = operation }
    }

    private func note(_ fault: PlannedFault) {
        struck.append(fault)
        passedAtStrike = passed
        operationsAtStrike = operations
    }
}
