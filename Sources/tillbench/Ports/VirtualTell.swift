import ArgumentParser
import Foundation
import MessageTool
import VirtualLine
import VirtualTerminal

/// Gives a command to virtual ports that run elsewhere.
enum VirtualTell {
    static func ask(_ text: String, in folder: String, json: Bool) throws {
        let answer: [UInt8]
        do throws(ControlSocketError) {
            answer = try ControlSocket.ask(text, in: folder)
        } catch {
            throw BenchError(error.isSilence ? .silent : .port, error.what, why: error.why, next: error.nextStep)
        }
        let reply = try JSONDecoder().decode(LineReply.self, from: Data(answer))
        try show(reply, json: json)
        if reply.problem != nil { throw ExitCode(2) }
    }

    /// Shows an answer: what was asked for on standard output, what was wrong on standard error.
    static func show(_ reply: LineReply, json: Bool) throws {
        if json { try Talk.json(reply, isLine: true) }
        if let problem = reply.problem { return Talk.error("error: " + TypedText.shown(problem, most: 4000)) }
        if !json { for line in reply.text { Talk.say(line) } }
    }
}
