import Settlement

/// One step of a treatment at a terminal. Nothing is deleted by any of them.
public enum TreatmentStep: String, Sendable, CaseIterable {
    /// Sign on again.
    case signOn = "sign-on"
    /// Send the pending reversal.
    case sendReversal = "send-reversal"
    /// Send the stored transactions.
    case sendStored = "send-stored"
    /// Sign on, so that the host tells its batch number, and let the terminal follow it.
    case resynchronize = "resynchronize-batch-number"
    /// Settle.
    case settle
    /// Let the close go on where it stands: totals once more, or the upload from its next record.
    case resumeClose = "resume-close"
    /// Print the settlement slip again.
    case reprintSlip = "reprint-slip"
    /// Set the terminal's clock to this workstation's.
    case setClock = "set-clock"
    /// Write the records into files for the acquirer; the terminal is not touched.
    case exportRecords = "export-records"
    /// End the close on the acquirer's word, with its confirmation number.
    case closeByForce = "close-by-force"
    /// End the reversal on the acquirer's word, with its confirmation number.
    case reverseByForce = "reverse-by-force"

    /// True for a step that cannot be taken back and that the host's answer does not cover: it needs the supervisor's
    /// password.
    public var isDestructive: Bool { self == .closeByForce || self == .reverseByForce }

    /// True for a step that changes neither the terminal nor the host.
    public var isHarmless: Bool { self == .exportRecords }

    /// What is done, for people.
    public var words: Bilingual {
        switch self {
        case .signOn: Bilingual("sign on", "重新签到")
        case .sendReversal: Bilingual("send the pending reversal", "补发冲正")
        case .sendStored: Bilingual("send the stored transactions", "上送离线交易")
        case .resynchronize: Bilingual("sign on and follow the host's batch number", "签到并按主机批次号同步")
        case .settle: Bilingual("settle", "结算")
        case .resumeClose: Bilingual("let the close go on where it stands", "从中断处继续结算")
        case .reprintSlip: Bilingual("print the settlement slip again", "重打结算单")
        case .setClock: Bilingual("set the terminal's clock to this workstation's", "按本机时间校准终端时钟")
        case .exportRecords:
            Bilingual(
                "export the records by hand for the acquirer (CSV and ISO 8583)", "导出记录供收单机构人工处理 (CSV 与 ISO 8583)")
        case .closeByForce:
            Bilingual("end the close on the acquirer's word, by its confirmation number", "凭收单机构确认号强制结束结算")
        case .reverseByForce:
            Bilingual("end the reversal on the acquirer's word, by its confirmation number", "凭收单机构确认号强制结束冲正")
        }
    }
}

extension Cause {
    /// The steps that treat it, the safest first.
    var treatment: [TreatmentStep] {
        switch self {
        case .keysApart: [.signOn, .resumeClose]
        case .signOnRequired: [.signOn]
        case .reversalUnanswered: [.sendReversal, .reverseByForce]
        case .advicesWaiting: [.sendStored]
        case .confirmedNotCleared: [.resumeClose]
        case .closeAnswerLost: [.resumeClose, .closeByForce]
        case .closedByHost: [.resynchronize, .resumeClose, .closeByForce]
        case .batchNumberApart: [.resynchronize, .resumeClose]
        case .batchNumberRefused: [.resynchronize, .resumeClose, .exportRecords, .closeByForce]
        case .merchantBlocked, .recordRejected, .batchRejected, .uploadInterrupted, .totalsDiffer:
            [.resumeClose, .exportRecords, .closeByForce]
        case .hostRecordsMissing: [.resumeClose, .exportRecords]
        case .settlementForgotten, .batchFull: [.settle]
        case .slipNotPrinted: [.reprintSlip]
        // The terminal believes a clock that was set once the host's time agrees with it.
        case .clockWrong: [.setClock, .signOn]
        case .journalDamaged, .lateApproval, .batchNumberUsedBefore, .recordsNotUploaded, .adviceRefused:
            [.exportRecords]
        case .twoTerminalsOneNumber, .identityChanged, .hostNotReached, .lineUnstable, .doubleSale: []
        }
    }

    /// True when nothing of a lower rank may be treated before it is gone: a later step could move money that it is about.
    var holdsUpTheRest: Bool {
        switch self {
        case .hostNotReached, .lineUnstable, .recordsNotUploaded, .adviceRefused, .doubleSale, .slipNotPrinted,
            .clockWrong, .batchFull, .settlementForgotten:
            false
        default: true
        }
    }
}
