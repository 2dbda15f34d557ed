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
