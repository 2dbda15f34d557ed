/// A language of texts that people read.
public enum Language: Sendable, Equatable, CaseIterable {
    /// English.
    case english
    /// Chinese, simplified.
    case chinese
}
