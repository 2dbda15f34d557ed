import Bootloader
import FlashStore
import SMP

/// Uploads into slot 1.
///
/// Whether an image fits this terminal (board, form of the journal, security counter) stands in its protected entries, which
/// come last in the file. It is looked at twice: before the first byte is written, in what the client says of the image with
/// the first piece (the entry `desc`, which our own client takes from the file); and after the last byte, in the image itself,
/// before it can be asked for. A client of others says nothing beforehand; then the second look alone decides, and slot 1 is
/// dropped when it fails. A client that says something else than the image is caught by the second look as well.
extension ManagementServer {
    mutating func upload(_ request: UploadRequest, _ terminal: some ManagedTerminal) throws(Refusal) -> CBORMap {
        if !isHelpless { try BatchGuard.check(terminal, "an update") }
        var offset = request.offset
        if let whole = request.whole {
            try checkBeforehand(whole, request.data)
            do throws(UploadError) {
                offset = try slots.beginUpload(hash: whole.sha ?? [], total: whole.count)
            } catch { throw .upload(error) }
            // The client goes on where an earlier upload stopped; the bytes that it sent along are here already.
            guard offset == 0 else { return answer(offset, of: whole.count) }
            add(.log(code: "flash.begun", text: "an image of \(whole.count) bytes is being written"))
        }
        let total = slots.upload?.total ?? 0
        let next: Int
        do throws(UploadError) { next = try slots.continueUpload(request.data, at: offset) } catch {
            add(.log(code: "flash.refused", text: error.description))
            throw .upload(error)
        }
        if next == total, offset != next {
            add(.log(code: "flash.written", text: "the image is whole and may be tried"))
        }
        return answer(next, of: total)
    }

    private func answer(_ offset: Int, of total: Int) -> CBORMap {
        UploadAnswer(offset: offset, isMatching: offset == total ? true : nil).map
    }

    private func checkBeforehand(_ whole: UploadWhole, _ data: [UInt8]) throws(Refusal) {
        guard whole.image == 0 else { throw .image(.invalidSlot, "a terminal has image 0 alone") }
        if whole.isUpgradeOnly { try checkVersion(data) }
        guard let description = whole.description else { return }
        let identity = slots.identity
        if let board = description.board, !board.utf8.elementsEqual(identity.board) {
            throw .image(
                .doesNotFit,
                "the image is for the board \(board), this one is \(String(decoding: identity.board, as: UTF8.self))")
        }
        if let journal = identity.journalFormat {
            let oldest = description.oldestJournal ?? 0
            let newest = description.newestJournal ?? UInt32.max
            guard oldest <= UInt32(journal), UInt32(journal) <= newest else {
                throw .image(
                    .doesNotFit,
                    "the image reads journals of form \(oldest) to \(newest), the one in flash has form \(journal)")
            }
        }
        if let counter = description.counter {
            let reached: UInt32
            do throws(FlashError) { reached = try slots.facts().securityCounter } catch { throw .flash(error) }
            guard counter >= reached else {
                throw .image(.olderVersion, "the image's security counter is \(counter), \(reached) was reached")
            }
        }
    }

    /// Who asks for an upgrade only gets none of the same version, nor of an older one.
    private func checkVersion(_ data: [UInt8]) throws(Refusal) {
        let version: ImageVersion
        do throws(ImageError) { version = try ImageHeader(data, limit: slots.uploadLimit).version } catch {
            throw .upload(.image(error))
        }
        for state in try states() where state.isActive {
            guard version > state.manifest.header.version else {
                throw .image(
                    .olderVersion,
                    "\(version.description) is not newer than \(state.manifest.header.version.description)")
            }
        }
    }
}
