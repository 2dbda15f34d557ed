import Foundation
import TerminalService

/// A self-test as a page to be printed and put with the terminal: A4, both languages, a line to sign on.
struct SelfTestPage {
    private let report: SelfTestReport
    private let maintenance: Maintenance

    init(_ report: SelfTestReport, _ maintenance: Maintenance) {
        self.report = report
        self.maintenance = maintenance
    }

    /// The page; nothing in it is fetched from elsewhere.
    var html: String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Self-test 自检 \(escape(report.serial))</title>
        <style>
        @page { size: A4; margin: 16mm }
        body { font: 10.5pt/1.4 "Noto Sans", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif; color: #000; margin: 0 auto;
          max-width: 178mm }
        h1 { font-size: 17pt; margin: 0 0 1mm } h2 { font-size: 12pt; margin: 7mm 0 2mm }
        table { border-collapse: collapse; width: 100% } tr { page-break-inside: avoid }
        td:first-child, th { white-space: nowrap } .due { font-size: 9pt }
        th, td { text-align: left; vertical-align: top; padding: 1mm 2mm; border-bottom: .3pt solid #777 }
        .head td { border: 0; padding: .4mm 4mm .4mm 0 } .head td:nth-child(odd) { color: #444 }
        .verdict { border: 1.2pt solid #000; padding: 2mm 4mm; font-size: 14pt; font-weight: bold; margin: 4mm 0 }
        .failed { font-weight: bold } .sign { margin-top: 14mm; display: flex; gap: 12mm }
        .sign div { flex: 1; border-top: .6pt solid #000; padding-top: 1mm }
        </style></head><body>
        <h1>Terminal self-test 终端自检报告</h1>
        <table class="head">
        <tr><td>Serial number 序列号</td><td><b>\(escape(report.serial))</b></td><td>Date 日期</td><td>\(escape(report.at))</td></tr>
        <tr><td>Model 型号</td><td>\(escape(report.model))</td><td>Board 主板</td><td>\(escape(report.board))</td></tr>
        <tr><td>Firmware 固件</td><td>\(escape(report.firmware ?? "-"))</td><td>Port 端口</td><td>\(escape(report.port))</td></tr>
        </table>
        <div class="verdict">\(verdict)</div>
        <table><tr><th>Part 部件</th><th>Result 结果</th><th>Seen 说明</th></tr>
        \(report.parts.map(row).joined(separator: "\n"))
        </table>
        \(due)
        <div class="sign"><div>Technician 技术员</div><div>Date, signature 日期, 签名</div></div>
        </body></html>

        """
    }

    private var verdict: String {
        report.isPassed
            ? "&#10003; PASSED 合格" : "&#10007; FAILED 不合格: " + escape(report.failed.map(part).joined(separator: ", "))
    }

    private func row(_ part: SelfTestReport.Part) -> String {
        let text = (part.value.map { "\($0): " } ?? "") + part.text
        return "<tr\(part.isFailed ? " class=\"failed\"" : "")><td>\(escape(self.part(part.part)))</td>"
            + "<td>\(outcome(part.outcome))</td><td>\(escape(text))</td></tr>"
    }

    /// What is due, when it is known.
    private var due: String {
        guard !maintenance.items.isEmpty else { return "" }
        let rows = maintenance.items.map { item in
            let day = item.isDue ? "<b>NOW 现在</b>" : escape(item.due ?? "-")
            return "<tr><td>\(escape(part(item.part)))</td><td>\(number(item.value)) \(escape(item.unit))</td>"
                + "<td>\(number(item.limit))</td><td>\(day)</td><td>\(escape(item.basis))</td></tr>"
        }
        return """
            <h2>Maintenance 保养</h2>
            <table class="due"><tr><th>Part 部件</th><th>Now 当前</th><th>Limit 极限</th><th>Due 到期</th><th>From 依据</th></tr>
            \(rows.joined(separator: "\n"))
            </table>
            """
    }

    private func part(_ name: String) -> String {
        let chinese: [String: String] = [
            "display": "显示屏", "keypad": "键盘", "magnetic-reader": "磁卡读卡器", "chip-reader": "芯片读卡器",
            "printer": "打印机", "clock": "时钟", "flash": "闪存", "keys": "密钥", "line": "通讯线路", "host": "主机回响",
            "clock-drift": "时钟偏差", "service-port": "服务端口", "printer-head": "打印头", "reader-head": "磁头",
            "chip-contacts": "芯片触点", "flash-program": "程序闪存", "flash-journal": "流水闪存", "battery": "电池",
            "card-reading": "磁卡读取", "chip-reading": "芯片读取",
        ]
        return chinese[name].map { name + " " + $0 } ?? name
    }

    private func outcome(_ name: String) -> String {
        switch name {
        case "passed": "&#10003; passed 合格"
        case "failed": "&#10007; FAILED 不合格"
        case "skipped": "&ndash; skipped 未测"
        default: "? not answered 未答"
        }
    }

    private func number(_ value: Double) -> String {
        value == value.rounded() ? String(format: "%.0f", value) : String(format: "%.2f", value)
    }

    /// What comes from a device is text, never markup.
    private func escape(_ text: String) -> String {
        TextTable.shown(text).replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: ">", with: "&gt;").replacingOccurrences(of: "\"", with: "&quot;")
    }
}
