import Bootloader
import Foundation
import Testing
import TestSupport

extension ServicePortTests {
    @Suite("Flashing by the program")
    struct FlashProgramTests {
        @Test("A plan says versions, board, journal, guard and steps, and changes nothing")
        func plans() throws {
            let terminal = try ServiceTerminal()
            let image = try terminal.image(.init(1, 4, 0))
            let plan = try terminal.bench("flash", "plan", image, "--port", terminal.folder.service)
            #expect(plan.code == 0, "\(plan.err)")
            for part in [
                "1.0.0 -> 1.4.0", "virtual-pos", "format 1, the image reads 1 to 1", "nothing is open", "on trial",
            ] {
                #expect(plan.out.contains(part), "\(part): \(plan.out)")
            }
            let chinese = try terminal.bench("flash", "plan", image, "--port", terminal.folder.service, "--lang", "zh")
            #expect(chinese.out.contains("无未结算交易") && chinese.out.contains("重启试运行"))
            let unsaid = try terminal.bench("flash", "write", image, "--port", terminal.folder.service)
            #expect(unsaid.code == 2 && unsaid.err.contains("add --yes"), "\(unsaid.err)")
            #expect(try terminal.slots() == ["slot 0 1.0.0 running"])
        }

        @Test("An image is sent, tried and confirmed; the journal stays as it was")
        func writes() throws {
            let terminal = try ServiceTerminal()
            let before = try Data(contentsOf: URL(filePath: terminal.folder.flash))
            let image = try terminal.image(.init(1, 4, 0))
            let port = terminal.folder.service
            let written = try terminal.bench("flash", "write", image, "--port", port, "--yes", "--json")
            #expect(written.code == 0, "\(written.err)")
            let result = try #require(
                try JSONSerialization.jsonObject(with: Data(written.out.utf8)) as? [String: Any])
            #expect(result["state"] as? String == "confirmed" && result["from"] as? String == "1.0.0")
            #expect(result["to"] as? String == "1.4.0" && (result["settingsChanged"] as? [Any])?.isEmpty == true)
            // Piped, so the progress comes in lines.
            #expect(written.err.contains("100 %  ") && written.err.contains("all settings are as before"))
            #expect(try terminal.slots() == ["slot 0 1.4.0 running", "slot 1 1.0.0 held"])
            #expect(try Data(contentsOf: URL(filePath: terminal.folder.flash)) == before)
            let verified = try terminal.bench("flash", "verify", image, "--port", port)
            #expect(verified.code == 0 && verified.out.contains("slot 0 holds 1.4.0: running"))
            // Again there is nothing to do.
            let again = try terminal.bench("flash", "write", image, "--port", port)
            #expect(again.code == 0 && again.err.contains("none: this image runs and stays"), "\(again.err)")
            let other = try terminal.bench(
                "flash", "verify", try terminal.image(.init(1, 5, 0)), "--port", port)
            #expect(other.code == 1 && other.err.contains("no slot holds 1.5.0"), "\(other.err)")
        }

        @Test("With money that is not settled nothing is sent: exit code 5, count, amount, next step")
        func guarded() throws {
            let terminal = try ServiceTerminal(sales: [1250, 4510])
            let image = try terminal.image(.init(1, 4, 0))
            for verb in [["plan"], ["write", "--yes"]] {
                let ended = try BenchProgram.run(
                    Place.tillbench, ["flash", verb[0], image, "--port", terminal.folder.service] + verb.dropFirst())
                #expect(ended.code == 5, "\(ended.err)")
                #expect(ended.err.contains("batch 1, 2 record(s), 57.60 CNY"), "\(ended.err)")
                #expect(ended.err.contains("next: settle first"), "\(ended.err)")
            }
            let chinese = try terminal.bench(
                "flash", "write", image, "--yes", "--lang", "zh", "--port", terminal.folder.service, "--json")
            #expect(chinese.code == 5 && chinese.err.contains("有未结算交易: 批次 1, 2 笔, 57.60 CNY"), "\(chinese.err)")
            #expect(chinese.err.contains("下一步: 请先结算") && chinese.out.contains(#""exitCode":5"#), "\(chinese)")
            #expect(try terminal.slots() == ["slot 0 1.0.0 running"])
            let information = try terminal.bench("terminal", "info", terminal.folder.service)
            #expect(information.code == 0 && information.out.contains("2 record(s), 2 approved, 57.60 CNY"))
        }

        @Test("An image for another board, and what is no image, are bad files")
        func badFiles() throws {
            let terminal = try ServiceTerminal()
            let port = terminal.folder.service
            let other = try terminal.bench(
                "flash", "write", try terminal.image(.init(1, 4, 0), board: "other"), "--port", port, "--yes")
            #expect(other.code == 2 && other.err.contains("for the board other"), "\(other.err)")
            let path = try terminal.image(.init(1, 4, 0))
            var bytes = try Data(contentsOf: URL(filePath: path))
            bytes[5000] ^= 1
            try bytes.write(to: URL(filePath: path))
            let damaged = try terminal.bench("flash", "plan", path, "--port", port)
            #expect(damaged.code == 2 && damaged.err.contains("does not have the hash"), "\(damaged.err)")
            let none = try terminal.bench("flash", "info", terminal.folder.path + "/flash.bin")
            #expect(none.code == 2 && none.err.contains("no MCUboot image"), "\(none.err)")
            #expect(try terminal.bench("flash", "info", "--port", port + "-none").code == 3)
        }

        @Test("A terminal below whose security counter an image is refuses it before the first byte")
        func downgrade() throws {
            let terminal = try ServiceTerminal()
            let port = terminal.folder.service
            let newer = try terminal.image(.init(1, 4, 0), counter: 3)
            #expect(try terminal.bench("flash", "write", newer, "--port", port, "--yes").code == 0)
            let older = try terminal.image(.init(1, 3, 0), counter: 2)
            // The counter that was reached is noted at the first start after the confirmation.
            terminal.kill()
            try terminal.start()
            let back = try terminal.bench("flash", "rollback", "--port", port, "--yes")
            #expect(back.code == 1 && back.err.contains("no image to go back to"), "\(back)")
            let refused = try terminal.bench("flash", "write", older, "--port", port, "--yes")
            #expect(refused.code == 2 && refused.err.contains("security counter"), "\(refused.err)")
            #expect(refused.err.contains("the image has 2, at least 3 is taken"), "\(refused.err)")
            #expect(try terminal.slots().first == "slot 0 1.4.0 running")
        }

        @Test("Ctrl-C amid the upload leaves a terminal that starts; the next run goes on where it stopped")
        func interrupted() throws {
            let terminal = try ServiceTerminal(baud: 115_200)
            let image = try terminal.image(.init(1, 4, 0))
            let arguments = ["flash", "write", image, "--port", terminal.folder.service, "--yes"]
            let chinese = try terminal.image(.init(1, 4, 1), byteCount: 4000)
            let earlier = try terminal.bench(
                "flash", "write", chinese, "--port", terminal.folder.service, "--yes", "--lang", "zh")
            #expect(earlier.code == 0 && earlier.err.contains("字节/秒") && earlier.err.contains("已确认: 保留新固件"))
            let first = try BenchProgram(Place.tillbench, arguments, environment: terminal.state)
            try first.wait(for: "a third of the image") { $0.err.contains("30 %") }
            first.signal(SIGINT)
            #expect(first.finish() == 130)
            #expect(first.err.contains("starts its old image") && first.err.contains("goes on there"), "\(first.err)")
            #expect(try terminal.slots().first == "slot 0 1.4.1 running")
            let second = try BenchProgram.run(Place.tillbench, arguments, environment: terminal.state)
            #expect(second.code == 0, "\(second.err)")
            #expect(second.err.contains("going on at byte "), "\(second.err)")
            #expect(try terminal.slots().first == "slot 0 1.4.0 running")
        }

        @Test("A terminal that loses its power amid the upload is waited for, and gets the rest")
        func powerCut() throws {
            let terminal = try ServiceTerminal(baud: 115_200)
            let image = try terminal.image(.init(1, 4, 0))
            let run = try BenchProgram(
                Place.tillbench, ["flash", "write", image, "--port", terminal.folder.service, "--yes"],
                environment: terminal.state)
            try run.wait(for: "a third of the image") { $0.err.contains("30 %") }
            terminal.kill()
            try run.wait(for: "the loss") { $0.err.contains("waiting for it") }
            try terminal.start()
            #expect(run.finish() == 0, "\(run.err)")
            #expect(run.err.contains("going on at byte "), "\(run.err)")
            #expect(try terminal.slots() == ["slot 0 1.4.0 running", "slot 1 1.0.0 held"])
        }

        @Test("An image on trial with which a part fails that was well before is not let stay: the old one comes back")
        func selfTest() throws {
            let terminal = try ServiceTerminal(baud: 115_200)
            let image = try terminal.image(.init(1, 4, 0))
            let run = try BenchProgram(
                Place.tillbench, ["flash", "write", image, "--port", terminal.folder.service, "--yes", "--json"],
                environment: terminal.state)
            try run.wait(for: "a third of the image") { $0.err.contains("30 %") }
            _ = try terminal.bench("terminal", "printer", "jammed", "--dir", terminal.folder.path)
            #expect(run.finish() == 1, "\(run.err)")
            #expect(run.err.contains("1.4.0 failed its self-test (printer); 1.0.0 is back"), "\(run.err)")
            #expect(run.err.contains("why:  printer: jammed") && run.out.contains(#""state":"failed""#), "\(run.err)")
            #expect(try terminal.slots() == ["slot 0 1.0.0 running", "slot 1 1.4.0 held"])
            // Now it failed before as well: nobody blames the image for the paper. The keys were missing all the time.
            let again = try terminal.bench("flash", "write", image, "--port", terminal.folder.service, "--yes")
            #expect(again.code == 0, "\(again.err)")
            #expect(again.err.contains("failed before the update as well: printer, keys"), "\(again.err)")
            #expect(try terminal.slots().first == "slot 0 1.4.0 running")
        }

        @Test("An image that runs on trial already has no old one to be compared with: what fails is its own")
        func trial() throws {
            let terminal = try ServiceTerminal()
            let port = terminal.folder.service
            let image = try terminal.image(.init(1, 4, 0))
            let tried = try terminal.bench(
                "flash", "write", image, "--port", port, "--yes", "--no-confirm", "--no-selftest")
            #expect(tried.code == 0, "\(tried.err)")
            _ = try terminal.bench("terminal", "printer", "jammed", "--dir", terminal.folder.path)
            let judged = try terminal.bench("flash", "write", image, "--port", port, "--yes")
            #expect(judged.code == 1 && judged.err.contains("it is not confirmed, and runs on trial"), "\(judged.err)")
            #expect(judged.err.contains("printer: jammed"), "\(judged.err)")
            #expect(try terminal.slots().first == "slot 0 1.4.0 on-trial")
        }

        @Test("What is not confirmed is gone at the next start; rollback goes back from what was confirmed")
        func revert() throws {
            let terminal = try ServiceTerminal()
            let port = terminal.folder.service
            let image = try terminal.image(.init(1, 4, 0))
            let trial = try terminal.bench("flash", "write", image, "--port", port, "--yes", "--no-confirm")
            #expect(trial.code == 0 && trial.out.contains("on-trial"), "\(trial.err)")
            #expect(try terminal.slots().first == "slot 0 1.4.0 on-trial")
            terminal.kill()
            try terminal.start()
            #expect(try terminal.slots() == ["slot 0 1.0.0 running", "slot 1 1.4.0 held"])
            // It is held still: only the trial is done again.
            let again = try terminal.bench("flash", "write", image, "--port", port, "--yes", "--no-confirm")
            #expect(again.code == 0 && !again.err.contains("100 %"), "\(again.err)")
            #expect(try terminal.bench("flash", "confirm", image, "--port", port).code == 0)
            #expect(try terminal.slots().first == "slot 0 1.4.0 running")
            #expect(try terminal.bench("flash", "rollback", "--port", port).code == 2)
            let back = try terminal.bench("flash", "rollback", "--port", port, "--yes")
            #expect(back.code == 0, "\(back.err)")
            #expect(try terminal.slots() == ["slot 0 1.0.0 running", "slot 1 1.4.0 held"])
        }

        @Test("Several terminals are flashed side by side; too many failures stop the others before their restart")
        func campaign() throws {
            let terminals = try [ServiceTerminal(), ServiceTerminal()]
            let image = try terminals[0].image(.init(1, 4, 0))
            let ports = terminals.flatMap { ["--port", $0.folder.service] }
            let done = try BenchProgram.run(
                Place.tillbench, ["flash", "write", image, "--yes"] + ports, environment: terminals[0].state)
            #expect(done.code == 0 && done.err.contains("2 of 2 done, 0 failed, 0 stopped"), "\(done.err)")
            for terminal in terminals { #expect(try terminal.slots().first == "slot 0 1.4.0 running") }

            let slow = try ServiceTerminal(baud: 57_600)
            let open = try ServiceTerminal(sales: [100])
            let stopped = try BenchProgram.run(
                Place.tillbench,
                [
                    "flash", "write", image, "--yes", "--port", slow.folder.service, "--port", open.folder.service,
                    "--most-failed", "0.4",
                ], environment: slow.state)
            #expect(stopped.code == 5, "\(stopped.err)")
            #expect(stopped.err.contains("0 of 2 done, 1 failed, 1 stopped"), "\(stopped.err)")
            #expect(try slow.slots().first == "slot 0 1.0.0 running")
        }

        @Test("A terminal without an image that may run is flashed although its batch is open, and the batch is whole")
        func recovery() throws {
            let terminal = try ServiceTerminal(sales: [1250, 4510])
            terminal.kill()
            let journal = try Data(contentsOf: URL(filePath: terminal.folder.flash))
            var program = try Data(contentsOf: URL(filePath: terminal.folder.program))
            // Slot A begins at 0x40000; the image's hash covers this byte.
            program[0x40000 + 1000] = 0
            try program.write(to: URL(filePath: terminal.folder.program))
            try terminal.start()
            let image = try terminal.image(.init(1, 4, 0))
            let ended = try terminal.bench("flash", "write", image, "--port", terminal.folder.service, "--yes")
            #expect(ended.code == 0 && ended.err.contains("none -> 1.4.0"), "\(ended.err)")
            #expect(try terminal.slots().first == "slot 0 1.4.0 running")
            // Each start of the firmware may add to the journal; what was written stays.
            let after = try Data(contentsOf: URL(filePath: terminal.folder.flash))
            #expect(after.count == journal.count && zip(journal, after).allSatisfy { $0 == 0xFF || $0 == $1 })
            let information = try terminal.bench("terminal", "info", terminal.folder.service)
            #expect(information.out.contains("2 approved, 57.60 CNY"), "\(information.out)")
        }
    }
}
