/// What the terminal does when no answer comes, as the charts say it.
extension Bilingual {
    /// Messages that may be sent again as they are.
    static var sentAgain: Bilingual {
        Bilingual(
            "the same message again, 3 times in all; then a pause of 30 s, doubled after each failure, at most 16-fold; "
                + "then again by itself",
            "重发同一报文, 共 3 次; 之后停 30 秒再自动重试, 每次失败间隔加倍, 最多 16 倍")
    }

    /// A request that moves money is never sent twice.
    static var neverTwice: Bilingual {
        Bilingual("never sent again: it is reversed", "绝不重发: 立即冲正")
    }

    /// What somebody must look at first.
    static var notByItself: Bilingual {
        Bilingual("not by itself: only by key, or at a start", "不自动重试: 只能按键或重新开机")
    }

    /// Messages of the moment: nothing stays open.
    static var thenGivenUp: Bilingual {
        Bilingual("the same message again, 3 times in all; then the display says so", "重发同一报文, 共 3 次; 之后屏幕提示")
    }
}
