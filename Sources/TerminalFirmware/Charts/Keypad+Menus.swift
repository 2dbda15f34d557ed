import Settlement

extension Keypad {
    /// Why no transaction may begin.
    static var obstacles: [String] { ["close-unfinished", "signed-off", "clock-wrong", "batch-full", "memory-full"] }

    /// Why no sale may begin: a batch that must be settled first does not keep anybody from a void or a refund.
    static var refusals: [String] { obstacles + ["settle-first", "settle-now", "batch-too-old"] }

    static var idleRules: [KeyRule] {
        [
            KeyRule(
                "idle", "0-9", Bilingual("first digit of the amount of a sale", "消费金额的第一位"), to: ["amount"] + refusals),
            KeyRule("idle", "FUNC", Bilingual("menu", "菜单"), to: ["menu"]),
        ]
    }

    /// The menus, out of the very table that the firmware runs them from.
    static var menuRules: [KeyRule] {
        [Menu.main, .preAuthorization, .more].flatMap { menu in
            menu.items.map { item in
                KeyRule(
                    menu.screen, String(item.digit), Bilingual(item.words.english, item.words.chinese),
                    to: screens(of: item.action))
            }
                + ["ENTER", "CLEAR", "CANCEL", "FUNC"].map {
                    KeyRule(menu.screen, $0, Bilingual("leave the menu", "退出菜单"), to: ["idle"])
                }
        }
    }

    private static func screens(of action: MenuItem.Action) -> [String] {
        switch action {
        case .open(let page): return [page.screen]
        case .enter(let errand):
            let first = errand.entry.first.map { [$0.screen(errand)] } ?? []
            guard let kind = errand.kind else { return first + ["signed-off"] }
            let stored = kind.isApprovedAtTerminal ? ["too-many-stored"] : []
            let isCorrection = errand.limitedWork == .correction
            return first + (isCorrection ? obstacles : refusals) + stored
                + (kind == .offlineSale ? ["offline-not-allowed"] : [])
        case .settle: return ["confirm-settle", "nothing-to-settle", "busy"]
        case .signOn, .echo: return ["busy"]
        case .signOff: return ["busy", "signed-off"]
        case .sendStored: return ["busy", "nothing-to-send", "close-unfinished"]
        case .reprintReceipt, .reprintSlip: return ["idle", "nothing-to-print"]
        case .tradeOn: return ["confirm-trade-on", "no-close-running", "close-unfinished"]
        }
    }
}
