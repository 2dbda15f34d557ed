/// What the terminal does when no answer comes, as the charts say it.
extension Bilingual {
    /// Messages that may be sent again as they are.
    static var sentAgain: Bilingual {
        Bilingual(
            "The same message again, 3 times in all. Then a pause of 30 s, doubled after each failure, at most "
                + "16-fold, then again by itself.",
            "重发同一报文, 共 3 次; 之后停 30 秒再自动重试, 每次失败间隔加倍, 最多 16 倍。")
    }

    /// A request that moves money is never sent twice.
    static var neverTwice: Bilingual {
        Bilingual(
            "Never sent again: without an answer it is reversed.", "绝不重发: 无应答即冲正。")
    }
}
