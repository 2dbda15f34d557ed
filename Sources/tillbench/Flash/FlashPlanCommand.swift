import ArgumentParser
import Foundation
import TerminalService

struct FlashPlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Say what flashing would do, and change nothing.",
        discussion: "The exit code is the one with which `flash write` would refuse to begin; 0 when it would begin.")

    @Argument(help: "The image.") var image: String
    @OptionGroup var target: OnePort
    @Option(help: "Language of the text: en or zh.") var lang = LanguageOption.en
    @Flag(help: "JSON instead of text.") var json = false

    func run() throws {
        let file = try ImageFile(path: image)
        let path = try ServicePort.path(target.port)
        let client = try ManagementClient(opening: path, target.service.options(try .atInterruption()))
        let plan = try FlashPlan(file, for: client)
        let text = PlanText(plan: plan, port: path, language: lang)
        if json { try Talk.json(text.report) } else { for line in text.lines { Talk.say(line) } }
        try plan.checkObstacles(path)
    }
}
