import Settlement

/// What the catalogue says of a cause.
public struct CauseFacts: Equatable, Sendable {
    /// Its number in the catalogue.
    public var number: Int
    /// Where it lies.
    public var place: CauseClass
    /// Its name for a shop clerk.
    public var title: Bilingual
    /// What has happened.
    public var meaning: Bilingual
    /// The step that treats it.
    public var remedy: Remedy
    /// The safest next step, in words.
    public var nextStep: Bilingual
    /// What must not be done.
    public var never: Bilingual
}

extension Cause {
    /// What the catalogue says of it.
    ///
    /// Source of the first 26 numbers: the stuck-batch failure modes that acquirers and terminal makers describe; the rest
    /// were added with this bench.
    public var facts: CauseFacts {
        switch self {
        case .journalDamaged: .journalDamaged
        case .twoTerminalsOneNumber: .twoTerminalsOneNumber
        case .identityChanged: .identityChanged
        case .hostNotReached: .hostNotReached
        case .lineUnstable: .lineUnstable
        case .keysApart: .keysApart
        case .signOnRequired: .signOnRequired
        case .reversalUnanswered: .reversalUnanswered
        case .lateApproval: .lateApproval
        case .advicesWaiting: .advicesWaiting
        case .confirmedNotCleared: .confirmedNotCleared
        case .closeAnswerLost: .closeAnswerLost
        case .closedByHost: .closedByHost
        case .batchNumberUsedBefore: .batchNumberUsedBefore
        case .batchNumberRefused: .batchNumberRefused
        case .batchNumberApart: .batchNumberApart
        case .merchantBlocked: .merchantBlocked
        case .recordRejected: .recordRejected
        case .batchRejected: .batchRejected
        case .hostRecordsMissing: .hostRecordsMissing
        case .totalsDiffer: .totalsDiffer
        case .uploadInterrupted: .uploadInterrupted
        case .recordsNotUploaded: .recordsNotUploaded
        case .adviceRefused: .adviceRefused
        case .doubleSale: .doubleSale
        case .slipNotPrinted: .slipNotPrinted
        case .batchFull: .batchFull
        case .clockWrong: .clockWrong
        case .settlementForgotten: .settlementForgotten
        }
    }
}
