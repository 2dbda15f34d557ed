import ISO8583
import Settlement

/// What the host did not answer, and ENTER tries again.
enum Unanswered: Equatable, CaseIterable {
    case signOn
    case signOff
    case echo
    /// Its PIN is gone: the card is asked for again.
    case balance
}

/// An outcome that the operator must see.
enum Notice: Equatable {
    case approved(TransactionKind, TraceNumber, minorUnits: Int64)
    case declined(code: String)
    case notCompleted(reversed: Bool)
    case reversalUnanswered
    case adviceUnanswered
    case reversalRefused(code: String)
    case signedOn(BatchNumber)
    case signOnFailed(code: String)
    case keysWrong
    case noAnswer(Unanswered)
    case settled(BatchNumber, count: Int, netMinorUnits: Int64, isByHost: Bool = false)
    case nothingToSettle
    case closeInterrupted
    case closeRefused(code: String)
    case closeUnfinished
    case batchFull(limit: Int)
    case memoryFull
    case batchTooOld(hours: Int)
    case limitNear(BatchLimit)
    case supervisorWrong
    case clockUnset
    case noSuchSale
    case alreadyVoided
    case nothingToPrint
    case nothingToSend
    case allSent
    case adviceRefused(TraceNumber, code: String)
    case balance(minorUnits: Int64)
    case hostReached(code: String)
    case signedOff
    case overLimit(minorUnits: Int64)
    case tooManyStored(limit: Int)
    case offlineNotAllowed
    case noCloseRunning
    case tradingOn
    case cannotEncode(String)
    case elementFault

    /// Stable screen name.
    var screen: String {
        switch self {
        case .approved: "approved"
        case .declined: "declined"
        case .notCompleted: "not-completed"
        case .reversalUnanswered, .reversalRefused: "reversal-pending"
        case .adviceUnanswered: "advice-pending"
        case .signedOn: "signed-on"
        case .signOnFailed, .keysWrong: "sign-on-failed"
        case .noAnswer: "no-answer"
        case .settled: "settled"
        case .nothingToSettle: "nothing-to-settle"
        case .closeInterrupted: "close-interrupted"
        case .closeRefused: "close-refused"
        case .closeUnfinished: "close-unfinished"
        case .batchFull: "batch-full"
        case .memoryFull: "memory-full"
        case .batchTooOld: "batch-too-old"
        case .limitNear: "batch-limit-near"
        case .supervisorWrong: "supervisor-wrong"
        case .clockUnset: "clock-unset"
        case .noSuchSale: "no-such-sale"
        case .alreadyVoided: "already-voided"
        case .nothingToPrint: "nothing-to-print"
        case .nothingToSend: "nothing-to-send"
        case .allSent: "all-sent"
        case .adviceRefused: "advice-refused"
        case .balance: "balance"
        case .hostReached: "host-reached"
        case .signedOff: "signed-off"
        case .overLimit: "over-limit"
        case .tooManyStored: "too-many-stored"
        case .offlineNotAllowed: "offline-not-allowed"
        case .noCloseRunning: "no-close-running"
        case .tradingOn: "trading-on"
        case .cannotEncode: "cannot-encode"
        case .elementFault: "element-fault"
        }
    }

    /// True when the notice stays until a key is pressed.
    var needsKey: Bool {
        switch self {
        case .approved, .declined, .notCompleted, .signedOn, .settled, .nothingToSettle, .nothingToPrint, .noSuchSale,
            .alreadyVoided, .nothingToSend, .allSent, .balance, .hostReached, .overLimit, .offlineNotAllowed,
            .noCloseRunning, .tradingOn, .limitNear, .supervisorWrong:
            false
        default: true
        }
    }

    /// True for a notice of a close that is not finished: FUNC asks whether to leave it.
    var isAboutClose: Bool {
        switch self {
        case .closeInterrupted, .closeRefused, .closeUnfinished: true
        default: false
        }
    }

    func lines(_ parameters: TerminalParameters) -> [String] {
        let language = parameters.language
        func said(_ english: String, _ chinese: String) -> String { Phrase(english, chinese)(language) }
        switch self {
        case .approved(let kind, let trace, let amount):
            return [
                kind.phrase(language) + " " + said("APPROVED", "成功"), parameters.money(amount),
                Words.trace(language) + " " + trace.description,
            ]
        case .declined(let code):
            return [
                said("DECLINED", "交易拒绝") + " " + code,
                parameters.dialect.responseTable.meaning(of: code).text(language),
            ]
        case .notCompleted(let reversed):
            return [
                said("NOT COMPLETED", "交易未完成"),
                reversed ? said("No money was taken", "未扣款, 已冲正") : said("Reversal pending", "冲正待发"),
            ]
        case .reversalUnanswered:
            return [
                said("REVERSAL PENDING", "冲正未完成"), said("Host does not answer", "主机无应答"),
                said("No sales until it does", "完成前不能交易"), said("ENTER: try again", "确认: 重试"),
            ]
        case .adviceUnanswered:
            return [
                said("NOT CONFIRMED YET", "尚未确认"), said("Host does not answer", "主机无应答"),
                said("It is sent again", "将自动重发"), said("ENTER: try again", "确认: 重试"),
            ]
        case .reversalRefused(let code):
            return [
                said("REVERSAL REFUSED", "冲正被拒") + " " + code,
                parameters.dialect.responseTable.meaning(of: code).text(language),
                said("Call the acquirer", "请联系收单机构"),
            ]
        case .signedOn(let batch):
            return [said("SIGNED ON", "签到成功"), Words.batch(language) + " " + batch.description]
        case .signOnFailed(let code):
            return [
                said("SIGN-ON REFUSED", "签到被拒") + " " + code,
                parameters.dialect.responseTable.meaning(of: code).text(language),
            ]
        case .keysWrong:
            return [said("KEYS ARE WRONG", "密钥校验失败"), said("Call the acquirer", "请联系收单机构")]
        case .noAnswer:
            return [
                said("NO ANSWER FROM HOST", "主机无应答"), said("Check line and host", "请检查通讯线路"),
                said("ENTER: try again", "确认: 重试"),
            ]
        case .settled(let batch, let count, let net, let isByHost):
            return [
                said("SETTLED", "结算成功") + " " + Words.batch(language) + " " + batch.description,
                said("\(count) trans.", "共\(count)笔"), parameters.money(net),
                isByHost ? said("The host closed it.", "主机已先行结算") : "",
            ]
        case .nothingToSettle: return [said("NOTHING TO SETTLE", "无交易, 无需结算")]
        case .closeInterrupted:
            return [
                said("SETTLEMENT PAUSED", "结算中断"), said("Host does not answer", "主机无应答"),
                said("Nothing is lost", "数据已保存"), said("It goes on by itself", "将自动继续"),
                said("ENTER: go on now", "确认: 立即继续"),
            ]
        case .closeRefused(let code):
            return [
                said("SETTLEMENT REFUSED", "结算被拒") + " " + code,
                parameters.dialect.responseTable.meaning(of: code).text(language),
                said("Batch is kept", "批次已保留"), said("Call the acquirer", "请联系收单机构"),
                said("ENTER: try again", "确认: 重试"), said("FUNC: sell on", "功能: 继续交易"),
            ]
        case .closeUnfinished:
            return [
                said("SETTLEMENT NOT DONE", "结算未完成"), said("Finish it first", "请先完成结算"),
                said("ENTER: go on", "确认: 继续结算"),
            ]
        case .batchFull(let limit):
            return [
                said("BATCH IS FULL", "批次已满"), said("\(limit) transactions", "已达\(limit)笔"),
                said("Settle first", "请先结算"),
            ]
        case .memoryFull: return [said("MEMORY IS FULL", "存储已满"), said("Settle first", "请先结算")]
        case .batchTooOld(let hours):
            return [
                said("BATCH IS TOO OLD", "批次超时未结算"), said("open for \(hours) hours", "已\(hours)小时"),
                said("Settle first", "请先结算"),
            ]
        case .limitNear(let limit):
            return [
                said("SETTLE SOON", "请尽快结算"), limit.phrase(language), said("FUNC 4: settle", "功能 4: 结算"),
            ]
        case .supervisorWrong: return [said("WRONG PASSWORD", "主管密码错误")]
        case .clockUnset:
            return [said("THE DAY IS NOT KNOWN", "日期未知"), said("Set the clock first", "请先校时")]
        case .noSuchSale:
            return [said("NO SUCH SALE", "无此交易"), said("in this batch", "本批次中未找到")]
        case .alreadyVoided: return [said("ALREADY VOIDED", "该交易已撤销")]
        case .nothingToSend: return [said("NOTHING TO SEND", "无待上送交易")]
        case .allSent: return [said("ALL SENT", "离线交易已全部上送")]
        case .adviceRefused(let trace, let code):
            return [
                said("REFUSED BY HOST", "主机拒绝离线交易") + " " + code, Words.trace(language) + " " + trace.description,
                parameters.dialect.responseTable.meaning(of: code).text(language), said("Call the acquirer", "请联系收单机构"),
            ]
        case .balance(let amount): return [said("BALANCE", "可用余额"), parameters.money(amount)]
        case .hostReached(let code): return [said("HOST ANSWERS", "主机应答正常") + " " + code]
        case .signedOff:
            return [said("SIGNED OFF", "已签退"), said("ENTER: sign on", "确认: 签到")]
        case .overLimit(let amount): return [said("OVER THE LIMIT", "超过限额"), parameters.money(amount)]
        case .tooManyStored(let limit):
            return [
                said("TOO MANY NOT SENT", "待上送交易过多"), said("\(limit) stored", "已存\(limit)笔"),
                said("FUNC 9 5: send them", "功能 9 5: 上送"),
            ]
        case .offlineNotAllowed: return [said("NO OFFLINE SALES", "不支持离线交易"), said("at this shop", "请联机交易")]
        case .noCloseRunning: return [said("NO SETTLEMENT RUNNING", "没有进行中的结算")]
        case .tradingOn:
            return [said("SELLING ON", "继续交易"), said("Batch is NOT settled", "批次尚未结算")]
        case .nothingToPrint: return [said("NOTHING TO PRINT", "无可打印内容")]
        case .cannotEncode(let why): return [said("MESSAGE NOT BUILT", "报文错误"), why]
        case .elementFault:
            return [said("SECURE ELEMENT FAULT", "安全模块故障"), said("Call service", "请联系维修")]
        }
    }
}
