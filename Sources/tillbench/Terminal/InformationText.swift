import TerminalService

/// What a terminal says of itself, as lines for people.
struct InformationText {
    private let information: TerminalInformation
    private let language: LanguageOption

    init(_ information: TerminalInformation, _ language: LanguageOption) {
        self.information = information
        self.language = language
    }

    /// The lines.
    var lines: [String] { TextTable(rows: rows).lines }

    private func say(_ english: String, _ chinese: String) -> String { language == .en ? english : chinese }

    private var rows: [[String]] {
        let known = information
        var rows = [
            [say("model", "型号"), known.model],
            [say("serial number", "序列号"), known.serial],
            [say("board", "主板"), known.board + say(", journal format ", "，流水格式 ") + "\(known.journalFormat)"],
            [say("shop", "商户"), "\(known.merchantName), \(known.terminalID), \(known.merchantID)"],
        ]
        for image in known.images {
            rows.append([
                say("slot ", "分区 ") + "\(image.slot)", "\(image.version), " + state(image.state) + ", \(image.hash)",
            ])
        }
        for key in known.keys {
            rows.append([
                say("key ", "密钥 ") + key.name,
                key.checkValue.map { say("check value ", "校验值 ") + $0.uppercased() } ?? say("not loaded", "未装载"),
            ])
        }
        rows += batch
        for wear in known.wear { rows.append([say("wear, ", "磨损, ") + memory(wear.memory), text(wear)]) }
        rows.append([say("clock", "时钟"), clock])
        rows.append([
            say("last start", "上次启动"),
            known.bootReason + say(", start ", "，第 ") + "\(known.bootCount)"
                + say("", " 次"),
        ])
        rows.append([say("printer", "打印机"), printer])
        if known.isBusy { rows.append([say("now", "当前"), say("busy", "忙")]) }
        return rows
    }

    private func state(_ state: String) -> String {
        switch state {
        case "running": say("running", "运行中")
        case "on-trial": say("on trial: the next start goes back", "试运行: 下次启动将回退")
        case "pending": say("tried at the next start", "下次启动试运行")
        case "to-go-back-to": say("the one to go back to", "回退版本")
        case "held": say("held", "已保存")
        default: say("cannot be started", "不可启动")
        }
    }

    private var batch: [[String]] {
        let batch = information.batch
        var text =
            say("batch \(batch.number): ", "批次 \(batch.number): ")
            + say(
                "\(batch.records) record(s), \(batch.approved) approved, ",
                "\(batch.records) 笔, 其中成功 \(batch.approved) 笔, ")
            + batch.amount
        if let age = batch.ageSeconds { text += say(", oldest ", ", 最早一笔距今 ") + span(age) + say(" old", "") }
        if batch.isClosing { text += say("; being closed", "; 结算中") }
        if batch.isOverdue { text += say("; OVERDUE", "; 逾期未结算") }
        var rows = [[say("batch", "批次"), text]]
        if batch.pendingReversals > 0 || batch.pendingAdvices > 0 {
            rows.append([
                say("not delivered", "未送达"),
                say(
                    "\(batch.pendingReversals) reversal(s), \(batch.pendingAdvices) advice(s)",
                    "冲正 \(batch.pendingReversals) 笔, 通知 \(batch.pendingAdvices) 笔"),
            ])
        }
        if let next = batch.next { rows.append([say("before flashing", "刷机之前"), next]) }
        return rows
    }

    private func span(_ seconds: Int64) -> String {
        switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) d"
        }
    }

    private func memory(_ name: String) -> String {
        name == "program" ? say("program", "程序区") : say("journal", "流水区")
    }

    private func text(_ wear: TerminalInformation.Wear) -> String {
        guard wear.endurance > 0 else { return "\(wear.erasures)" }
        let percent = Double(wear.erasures) * 100 / Double(wear.endurance)
        let tenths = Int((percent * 100).rounded())
        let shown = "\(tenths / 100)." + (tenths % 100 < 10 ? "0" : "") + "\(tenths % 100) %"
        return say(
            "\(wear.erasures) of \(wear.endurance) erasures (\(shown))",
            "\(wear.erasures) / \(wear.endurance) 次擦除 (\(shown))")
    }

    private var clock: String {
        let shown = information.clock.replacing("T", with: " ")
        guard let drift = information.clockDriftSeconds else { return shown }
        if drift == 0 { return shown + say(", as this workstation", ", 与本机一致") }
        let span = span(abs(drift))
        return shown + (drift > 0 ? say(", \(span) ahead", ", 快 \(span)") : say(", \(span) behind", ", 慢 \(span)"))
    }

    private var printer: String {
        switch information.printer {
        case "ready": say("ready, has paper", "正常, 有纸")
        case "no-paper": say("no paper", "缺纸")
        case "jammed": say("jammed", "卡纸")
        case "overheated": say("overheated", "过热")
        default: information.printer
        }
    }
}
