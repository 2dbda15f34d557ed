import Settlement

extension AuditText {
    /// The audit as one page that needs nothing else, and prints on A4.
    public var html: String {
        let language = say("en", "zh-CN")
        let title = say("Audit of terminal ", "终端审计 ") + terminal
        var page = """
            <!DOCTYPE html>
            <html lang="\(language)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escape(title))</title>
            <style>
            \(AuditText.style)
            </style>
            </head>
            <body>
            <h1>\(escape(title))</h1>
            <p>\(escape(head))</p>
            <p class="verdict \(report.isClean ? "clean" : "found")">\(escape(verdict))</p>

            """
        if !report.findings.isEmpty { page += table }
        if !report.unmade.isEmpty {
            page += "<h2>\(escape(say("Not looked for", "未检查")))</h2>\n<ul>\n"
            for unmade in report.unmade {
                page += "<li>\(escape(pick(unmade.title.both))): \(escape(pick(unmade.why.both)))</li>\n"
            }
            page += "</ul>\n"
        }
        page += """
            <p class="bounds">\(escape(bounds))</p>
            <p class="bounds">\(escape(say("looked at ", "审计时间 ") + report.at)), tillbench</p>
            <p class="sign">\(escape(say("audited by", "审计人")))<span></span> \
            \(escape(say("date", "日期")))<span></span></p>
            </body>
            </html>

            """
        return page
    }

    private var table: String {
        let heads = [
            say("", ""), say("Finding", "发现"), say("Where", "位置"), say("Amount", "金额"), say("Next step", "下一步"),
        ]
        var table = "<table>\n<thead><tr>"
        for head in heads { table += "<th>\(escape(head))</th>" }
        table += "</tr></thead>\n<tbody>\n"
        for found in report.findings {
            table +=
                "<tr class=\"\(found.severity.rawValue)\"><td class=\"mark\">\(escape(pick(found.severity.words)))</td>"
            table +=
                "<td><b>\(escape(pick(found.title.both)))</b><br>\(escape(pick(found.says.both)))"
                + "<br><code>\(found.check.rawValue)</code></td>"
            table += "<td class=\"where\">\(places(found).map(escape).joined(separator: "<br>"))</td>"
            table +=
                "<td class=\"money\">\(found.minorUnits.map { decimalAmount($0, exponent: AuditInput.exponent(report.currency)) } ?? "")</td>"
            table += "<td>\(escape(pick(found.nextStep.both)))</td></tr>\n"
        }
        return table + "</tbody>\n</table>\n"
    }

    private func escape(_ text: String) -> String {
        var shown = ""
        for character in text {
            switch character {
            case "&": shown += "&amp;"
            case "<": shown += "&lt;"
            case ">": shown += "&gt;"
            case "\"": shown += "&quot;"
            default: shown.append(character)
            }
        }
        return shown
    }

    /// Severity is said in words as well: paper has no colours.
    private static let style = """
        body { font: 15px/1.45 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #1c1c1c;
          background: #fff; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; }
        h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
        h2 { font-size: 1.1rem; margin: 1.5rem 0 .3rem; }
        .verdict { font-weight: 600; padding: .5rem .8rem; border-left: 4px solid; }
        .clean { border-color: #2d7a3e; background: #eef7f0; }
        .found { border-color: #b3261e; background: #fcf0ef; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid #ccc; }
        th { border-bottom: 2px solid #555; }
        .mark { white-space: nowrap; font-weight: 600; }
        .alarm .mark { color: #b3261e; }
        .warning .mark { color: #8a5300; }
        .where { white-space: nowrap; }
        .money { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        code { color: #555; font-size: .85em; }
        .bounds { color: #555; font-size: .85rem; }
        .sign { margin-top: 2.5rem; }
        .sign span { display: inline-block; width: 12rem; border-bottom: 1px solid #555; margin: 0 1.5rem 0 .5rem; }
        @page { size: A4; margin: 15mm; }
        @media print { body { margin: 0; max-width: none; font-size: 11px; } tr { break-inside: avoid; }
          thead { display: table-header-group; } }
        """
}
