import CTermios
import Foundation

/// Keeps other programs out of a port: by the kernel (TIOCEXCL), by an advisory lock (flock), and by heeding the lock files
/// of older programs.
enum PortLock {
    /// Claims an open port.
    ///
    /// - Throws: `SerialError.busy` with the process that holds it.
    static func claim(_ descriptor: Int32, path: String) throws(SerialError) {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            if errno == EWOULDBLOCK { throw SerialError(.busy(PortHolder.find(path)), path: path) }
            throw SerialError.system("flock", path: path)
        }
        if let holder = holderOfLockFile(path) { throw SerialError(.busy(holder), path: path) }
        guard tb_claim(descriptor) == 0 else { throw SerialError.system("TIOCEXCL", path: path) }
    }

    /// Gives a port back.
    ///
    /// The lock belongs to the open file, not to the descriptor: a child that this program is starting right now has a copy
    /// until it is another program, and a close alone would leave the lock with it.
    static func release(_ descriptor: Int32) {
        _ = tb_release(descriptor)
        flock(descriptor, LOCK_UN)
    }

    /// minicom and uucp leave `LCK..ttyS0` with their process number. Source: Filesystem Hierarchy Standard 3.0, 5.9.
    private static func holderOfLockFile(_ path: String) -> SerialError.Holder? {
        let name = URL(fileURLWithPath: path).resolvingSymlinksInPath().lastPathComponent
        guard let text = try? String(contentsOfFile: "/var/lock/LCK..\(name)", encoding: .utf8),
            let process = Int32(text.split(whereSeparator: \.isWhitespace).first ?? ""), process != getpid(),
            kill(process, 0) == 0 || errno == EPERM
        else { return nil }
        return PortHolder.holder(process)
    }
}
