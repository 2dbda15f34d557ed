import Settlement

/// Causes that show in what the host says.
extension CauseFacts {
    static let batchNumberApart =
        CauseFacts(
            number: 4, place: .terminalSoftware,
            title: Bilingual("Terminal and host count different batches", "批次号不一致"),
            meaning: Bilingual(
                "A number was skipped or used twice, for example when power failed while the batch "
                    + "was cleared.",
                "批次号被跳过或重复, 例如清批时断电。"),
            remedy: .signOn,
            nextStep: Bilingual(
                "Settle what is in the batch, then sign on: the host tells the number that counts.",
                "先结清当前批次, 再签到: 以主机批次号为准。"),
            never: Bilingual(
                "Do not type a batch number by hand while the batch holds records.",
                "批次中有记录时不要手工改批次号。"))
    static let batchNumberRefused =
        CauseFacts(
            number: 11, place: .host, title: Bilingual("The host refuses the batch number", "主机拒绝批次号"),
            meaning: Bilingual(
                "The host answered the close with 77: this batch is not the one that it has open.",
                "主机以 77 应答结算: 不是其当前批次。"),
            remedy: .signOn,
            nextStep: Bilingual(
                "Sign on. When the host then counts a later batch, it has closed this one: let the "
                    + "close go on.",
                "签到。若主机批次号更大, 说明本批次已在主机结算: 继续结算流程。"),
            never: Bilingual(
                "Do not step the number by hand, and do not clear the batch.",
                "不要手工跳号, 不要清除批次。"))
    static let batchNumberUsedBefore =
        CauseFacts(
            number: 12, place: .configuration, title: Bilingual("The batch number was used before", "批次号重复"),
            meaning: Bilingual(
                "The host has closed another batch under this number, for example from before the "
                    + "terminal was replaced or reset.",
                "主机曾以同一批次号结算过另一批, 例如换机或复位之前。"),
            remedy: .exportRecords,
            nextStep: Bilingual(
                "Export the records, let the acquirer say which number is free, and sign on.",
                "导出记录, 请收单机构给出可用批次号后签到。"),
            never: Bilingual(
                "Do not accept an answer of the host for this number as proof: it may speak of the "
                    + "old batch.",
                "主机对该批次号的应答不能作为结算凭据: 可能是旧批次。"))
    static let closedByHost =
        CauseFacts(
            number: 13, place: .host, title: Bilingual("The host closed the batch by itself", "主机已强制结算"),
            meaning: Bilingual(
                "The shop was too late; the host closed the batch from its own log. Stored "
                    + "transactions that it never took are not in it.",
                "门店结算过晚, 主机按自己的流水结算。未上送的离线交易不在其中。"),
            remedy: .resumeClose,
            nextStep: Bilingual(
                "Sign on and settle: the terminal takes the close over and carries what the host "
                    + "never took into the next batch.",
                "签到并结算: 终端接受该结算, 未被收到的交易转入下一批次。"),
            never: Bilingual(
                "Do not clear the batch: stored transactions would be lost.",
                "不要清除批次: 离线交易会丢失。"))
    static let merchantBlocked =
        CauseFacts(
            number: 17, place: .host, title: Bilingual("The host refuses the merchant", "主机拒绝该商户"),
            meaning: Bilingual(
                "The answer is 03, 58 or 97 whatever the terminal sends: merchant or terminal is "
                    + "closed, blocked or unknown there.",
                "无论发什么都应答 03、58 或 97: 商户或终端在主机被停用或未登记。"),
            remedy: .exportRecords,
            nextStep: Bilingual(
                "Call the acquirer: it settles from its own log. Export the records and keep them.",
                "联系收单机构: 由其按主机流水结算。导出并保存记录。"),
            never: Bilingual(
                "Do not wipe the terminal before the acquirer has said that all is booked.",
                "收单机构确认全部入账前不要清机。"))
    static let recordRejected =
        CauseFacts(
            number: 8, place: .terminalSoftware, title: Bilingual("The host refuses one record", "主机拒收某条记录"),
            meaning: Bilingual(
                "The upload always stops at the same record.",
                "批上送总停在同一条记录。"),
            remedy: .exportRecords,
            nextStep: Bilingual(
                "Give the acquirer the record named below, and let it say what is wrong with it.",
                "把下列记录报给收单机构, 由其说明原因。"),
            never: Bilingual(
                "Do not delete the record, and do not clear the batch.",
                "不要删除该记录, 不要清除批次。"))
    static let batchRejected =
        CauseFacts(
            number: 9, place: .host, title: Bilingual("The host refuses the close", "主机拒绝结算"),
            meaning: Bilingual(
                "The host answered the totals with an error.",
                "主机对结算总额应答错误码。"),
            remedy: .exportRecords,
            nextStep: Bilingual(
                "Ask the acquirer what the code means for this batch; then settle again.",
                "向收单机构询问该错误码, 然后再次结算。"),
            never: Bilingual(
                "Do not clear the batch.",
                "不要清除批次。"))
    static let hostRecordsMissing =
        CauseFacts(
            number: 28, place: .host, title: Bilingual("The host lacks what it approved", "主机缺少已批准的交易"),
            meaning: Bilingual(
                "The terminal holds approvals of the host that the ledger does not have.",
                "终端有主机的批准, 主机账上却没有。"),
            remedy: .resumeClose,
            nextStep: Bilingual(
                "Settle: the totals will not agree, and the upload brings the host what it lacks.",
                "结算: 总额不平时批上送会把缺少的交易补给主机。"),
            never: Bilingual(
                "Do not clear the batch: the terminal is the only one that knows these transactions.",
                "不要清除批次: 只有终端知道这些交易。"))
}
