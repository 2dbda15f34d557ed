/// A text that staff read, in both languages of the product.
public struct Bilingual: Equatable, Sendable {
    /// English.
    public let english: String
    /// Chinese, simplified.
    public let chinese: String

    /// A text.
    public init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }
}
