/// A text in both languages.
struct Words: Equatable, Sendable {
    let english: String
    let chinese: String

    init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    func text(_ language: Language) -> String { language == .english ? english : chinese }
}
