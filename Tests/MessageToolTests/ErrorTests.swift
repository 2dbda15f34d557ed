import MessageTool
import Testing

@Suite("Errors of the message tool")
struct ErrorTests {
    @Test("an error says what, why and the next step, each on a line of its own")
    func lines() {
        let error = MessageToolError("no message in the input", why: "it is empty", next: "give hexadecimal digits")
        #expect(
            error.description
                == "no message in the input\n  why:  it is empty\n  next: give hexadecimal digits")
    }
}

@Suite("What was typed, in errors")
struct TypedTextTests {
    @Test("long numbers are not repeated, with blanks or dashes neither; all else is")
    func shown() {
        #expect(TypedText.shown("4111111111111111") == "****************")
        #expect(TypedText.shown("48=4111-1111-1111-1111") == "48=****-****-****-****")
        #expect(TypedText.shown("39=00, field 128 of 2026-11") == "39=00, field 128 of 2026-11")
        #expect(TypedText.shown("no-such-file.hex") == "no-such-file.hex")
        #expect(TypedText.shown(String(repeating: "a", count: 300)).count == 200)
    }
}
