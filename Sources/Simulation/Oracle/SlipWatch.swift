import TerminalFirmware

/// What the oracle knows of slips.
struct SlipWatch {
    /// Slips that came out whole, by batch.
    var lines: [UInt32: [String]] = [:]
    /// Batches that were closed and whose slip did not come out yet.
    var owed: Set<UInt32> = []
    /// Batches whose slip came out whole, and the terminal has heard of it.
    var told: Set<UInt32> = []
    /// True when somebody asked for a slip that has not come yet.
    var isAsked = false
    /// The key that was pressed last.
    var lastKey: Key?
}

extension Oracle {
    /// A key was pressed.
    mutating func pressed(_ key: Key, at screen: String) {
        if slips.lastKey == .function, key == .digit(7) { slips.isAsked = true }
        if screen == "printer-stopped", key == .cancel {
            // Somebody does not want to wait for it, nor for what stands behind it; the menu prints slips later.
            slips.owed = []
            slips.isAsked = false
        }
        slips.lastKey = key
    }

    /// The terminal was told that a job came out, and lived on.
    mutating func printingWasTold(_ job: PrintJob) {
        if case .slip(let batch) = job.content { slips.told.insert(batch.value) }
    }

    /// A slip came out whole: once for the close, and again only for somebody who asked.
    mutating func slipCameOut(_ batch: UInt32) {
        slips.owed.remove(batch)
        guard slips.told.contains(batch) else { return }
        if !slips.isAsked { broken(.slipOnce, "the slip of batch \(batch) came out again, unasked") }
        slips.isAsked = false
    }
}

/// Words on paper, in each language that a terminal speaks.
struct PaperWords: Sendable {
    let words: [String]
    /// The same as bytes: papers are compared with them line by line.
    private let heads: [[UInt8]]

    private init(_ words: String...) {
        self.words = words
        heads = words.map { Array($0.utf8) }
    }

    static let card = PaperWords("CARD", "卡号")
    static let amount = PaperWords("AMOUNT", "金额")
    static let total = PaperWords("TOTAL", "合计")
    static let sale = PaperWords("SALE", "消费")
    static let void = PaperWords("VOID", "撤销")
    static let refund = PaperWords("REFUND", "退货")
    static let debit = PaperWords("DEBIT", "借记")
    static let credit = PaperWords("CREDIT", "贷记")
    static let netSales = PaperWords("NET-SALES", "净消费")
    static let netRefunds = PaperWords("NET-REFUNDS", "净退货")
    static let completion = PaperWords("COMPLETION", "预授权完成")
    static let completionVoid = PaperWords("COMPL-VOID", "完成撤销")
    static let offlineSale = PaperWords("OFFLINE", "离线消费")
    static let tip = PaperWords("TIP", "小费")
    static let type = PaperWords("TYPE", "交易类型")
    static let batch = PaperWords("BATCH", "批次")
    static let trace = PaperWords("TRACE", "凭证号")
    static let authorization = PaperWords("AUTH", "授权码")
    static let date = PaperWords("DATE", "日期")
    static let preAuthorization = PaperWords("PRE-AUTH", "预授权")

    /// What a line with the type of a transaction says, when the terminal decides on it by itself.
    static func decidedAtTerminal(_ line: String) -> Deed? {
        line.words.dropFirst().first.flatMap { Deed.decidedAtTerminal(line[$0.startIndex...]) }
    }

    /// True for a line that begins with one of the words.
    func begin(_ line: String) -> Bool {
        var line = line
        return line.withUTF8 { line in heads.contains { line.starts(with: $0) } }
    }
}

/// Papers are looked through byte by byte: in characters, which have to be found and normalized, it takes many times as long.
extension Substring {
    /// True when its bytes begin with those of a word.
    func begins(with word: String) -> Bool { utf8.starts(with: word.utf8) }
}

extension String {
    /// What stands between spaces.
    var words: [Substring] { utf8.split(separator: 0x20).map { Substring($0) } }
}
