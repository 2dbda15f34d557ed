import Settlement

/// A page of the menu of functions.
enum Menu: Equatable {
    case main
    case preAuthorization
    case more

    /// Stable screen name.
    var screen: String {
        switch self {
        case .main: "menu"
        case .preAuthorization: "menu-pre-authorization"
        case .more: "menu-more"
        }
    }

    /// What its keys do, in the order in which they are shown.
    var items: [MenuItem] {
        switch self {
        case .main:
            [
                MenuItem(1, Words.sale, .enter(.transaction(.sale))),
                MenuItem(2, Words.void, .enter(.transaction(.void))),
                MenuItem(3, Words.refund, .enter(.transaction(.refund))),
                MenuItem(4, Phrase("SETTLE", "结算"), .settle),
                MenuItem(5, Phrase("SIGN ON", "签到"), .signOn),
                MenuItem(6, Phrase("REPRINT", "重打印"), .reprintReceipt),
                MenuItem(7, Phrase("SLIP", "重打结算"), .reprintSlip),
                MenuItem(8, Phrase("PRE-AUTH", "预授权"), .open(.preAuthorization)),
                MenuItem(9, Phrase("MORE", "更多"), .open(.more)),
            ]
        case .preAuthorization:
            [
                MenuItem(1, Words.preAuthorization, .enter(.transaction(.preAuthorization))),
                MenuItem(2, Phrase("VOID", "撤销"), .enter(.transaction(.preAuthorizationVoid))),
                MenuItem(3, Phrase("COMPLETE", "完成"), .enter(.transaction(.completion))),
                MenuItem(4, Phrase("VOID COMPL.", "完成撤销"), .enter(.transaction(.completionVoid))),
            ]
        case .more:
            [
                MenuItem(1, Phrase("OFFLINE", "离线"), .enter(.transaction(.offlineSale))),
                MenuItem(2, Words.tip, .enter(.transaction(.tip))),
                MenuItem(3, Phrase("BALANCE", "余额"), .enter(.balance)),
                MenuItem(4, Phrase("SIGN OFF", "签退"), .signOff),
                MenuItem(5, Phrase("SEND", "上送离线"), .sendStored),
                MenuItem(6, Phrase("HOST TEST", "回响测试"), .echo),
                MenuItem(7, Phrase("TRADE ON", "放弃结算"), .tradeOn),
            ]
        }
    }
}

/// One line of a menu.
struct MenuItem: Equatable {
    /// What it does.
    enum Action: Equatable {
        case enter(Errand)
        case settle
        case signOn
        case signOff
        case echo
        case sendStored
        case reprintReceipt
        case reprintSlip
        case tradeOn
        case open(Menu)
    }

    let digit: UInt8
    let words: Phrase
    let action: Action

    init(_ digit: UInt8, _ words: Phrase, _ action: Action) {
        self.digit = digit
        self.words = words
        self.action = action
    }
}
