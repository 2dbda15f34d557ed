import Settlement

/// Headings of the cards.
enum CardWords {
    static let when = Bilingual("When", "何时")
    static let shows = Bilingual("Display", "屏幕")
    static let never = Bilingual("Never", "禁止")
    static let itself = Bilingual("The terminal itself", "终端自动")
    static let call = Bilingual("Call", "联系")
    static let cards = Bilingual("Step cards", "操作卡")
    static let card = Bilingual("Card", "卡片")
    static let number = Bilingual("Number", "电话")
}
