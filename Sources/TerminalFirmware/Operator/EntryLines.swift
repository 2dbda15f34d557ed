import ISO8583
import Settlement

extension Terminal {
    /// What the display shows while the operator is asked for something.
    func entryContent(
        _ draft: Draft, _ step: EntryStep, _ digits: String, isMisread: Bool = false
    ) -> DisplayContent {
        let language = parameters.language
        func said(_ english: String, _ chinese: String) -> String { Phrase(english, chinese)(language) }
        func right(_ text: String) -> String { TextLayout.right(text, columns: DisplayContent.columns) }
        let title = draft.errand.phrase(language)
        let amount = draft.errand == .balance ? "" : right(parameters.money(draft.minorUnits))
        let lines: [String]
        switch step {
        case .amount:
            lines = [title, said("AMOUNT", "请输入金额"), amount, "", Words.enterKey(language), Words.cancelKey(language)]
        case .confirmOriginal:
            lines = [
                said("VOID THIS?", "撤销此交易?"), parameters.money(draft.minorUnits),
                Words.trace(language) + " " + (draft.originalTrace?.description ?? ""), "",
                said("ENTER: void it", "确认: 撤销"), Words.cancelKey(language),
            ]
        case .card:
            lines = [
                title, amount, "",
                isMisread ? said("NOT READ, SWIPE AGAIN", "读卡失败, 请重刷") : said("SWIPE OR INSERT CARD", "请刷卡或插卡"),
                "", Words.cancelKey(language),
            ]
        case .pin:
            lines = [
                title, amount, said("ENTER PIN", "请输入密码"), String(repeating: "*", count: element.pinLength), "",
                Words.enterKey(language),
            ]
        case .originalTrace, .originalDate, .originalReference, .authorization:
            lines = [
                title, step.question(language), right(digits), "", Words.enterKey(language), Words.cancelKey(language),
            ]
        }
        return DisplayContent(screen: step.screen(draft.errand), lines: lines)
    }

    /// The lines of a menu: two items in a line.
    func menuLines(_ menu: Menu) -> [String] {
        let language = parameters.language
        let items = menu.items.map { String($0.digit) + " " + $0.words(language) }
        var lines: [String] = []
        for index in stride(from: 0, to: items.count, by: 2) {
            let second = index + 1 < items.count ? items[index + 1] : ""
            lines.append(TextLayout.spaced(items[index], 12 - TextLayout.width(items[index]), second))
        }
        if lines.count < DisplayContent.lineCount { lines.append(Words.cancelKey(language)) }
        return lines
    }
}

extension EntryStep {
    /// Stable screen name.
    func screen(_ errand: Errand) -> String {
        switch self {
        case .amount: "amount"
        case .originalTrace: errand == .transaction(.tip) ? "tip-trace" : "void-trace"
        case .confirmOriginal: "confirm-void"
        case .originalDate: "original-date"
        case .originalReference: "original-reference"
        case .authorization: "authorization"
        case .card: "card"
        case .pin: "pin"
        }
    }

    fileprivate func question(_ language: Language) -> String {
        switch self {
        case .originalTrace: Phrase("TRACE NO. ON THE PAPER", "原交易凭证号")(language)
        case .originalDate: Phrase("DATE OF PAPER (MMDD)", "原交易日期(月日)")(language)
        case .originalReference: Phrase("REFERENCE (12 DIGITS)", "原交易参考号(12位)")(language)
        case .authorization: Phrase("AUTH. CODE (6 DIGITS)", "授权码(6位)")(language)
        case .amount, .confirmOriginal, .card, .pin: ""
        }
    }
}
